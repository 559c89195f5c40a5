import type { Database, Table } from "../../../../model/database.js";
import type { Lock } from "../../../../model/effect.js";
import type { Expression, Name } from "../../../../model/name.js";
import type { AlterDomain, AlterTableSetting, Comment, ObjectOperation } from "../../../../model/operation-objects.js";
import { targets } from "../../../../database/names/bind.js";
import { columnsOfType } from "../../../../database/dependents.js";
import { defaultPartition } from "../../../../database/inheritance.js";
import { find, findIndex, findTable } from "../../../../database/names/lookup.js";
import { dropLocks } from "./drops.js";
import { family, findRelation, withPartitions, type Relation } from "../relations.js";
import { exclusive, isBefore, lock } from "./modes.js";

/** Locks of triggers, policies, rules, statistics, domains, settings and comments. */
export function objectLocks(operation: ObjectOperation, before: Database, after: Database, serverVersion: number | undefined): Lock[] {
  switch (operation.kind) {
    case "createObject":
      if (operation.object === "statistics") return lock("ShareUpdateExclusiveLock", relationsIn(operation.definition.names, before));
      if (operation.object === "trigger") return lock("ShareRowExclusiveLock", partitions(operation.on, before));
      if (operation.object === "foreign table") return before === after ? [] : asPart(operation.definition, before);
      return exclusiveOn(operation.on, before);
    case "alterObject":
      if (operation.object === "foreign table") return lock(/\bNO\s+INHERIT\b/i.test(operation.definition.sql) ? "AccessShareLock" : "ShareUpdateExclusiveLock", relationsIn(operation.definition.names, before));
      return exclusiveOn(operation.on, before);
    case "renameObject":
    case "setObjectSchema":
      // A trigger's copies on partitions are renamed since 15.
      return operation.object === "trigger" && !isBefore(15, serverVersion) ? lock("AccessExclusiveLock", partitions(operation.on, before)) : exclusiveOn(operation.on, before);
    case "dropObject": return [...dropLocks(before, after, serverVersion), ...objectsGone(before, after)];
    case "setObjectFiring": return lock(operation.object === "rule" ? "AccessExclusiveLock" : "ShareRowExclusiveLock", partitions(operation.table, before));
    case "alterTableSetting": return tableSetting(operation, before, after);
    case "alterDomain": return lock("ShareLock", checkedByDomain(operation, before));
    case "comment": return comment(operation, before);
    case "createDomain":
    case "createComposite":
    case "createRange":
    case "createBaseType":
    case "alterBaseType":
    case "alterComposite": return [];
  }
}

/** Tables whose rows a change of a domain checks, and reads whole for it. */
export function checkedByDomain({ name, change }: AlterDomain, before: Database): readonly Table[] {
  const checks = change.kind === "setNotNull" || change.kind === "validateConstraint" || (change.kind === "addCheck" && !change.check.notValid);
  const domain = checks ? find(before.domains, before, name) : undefined;
  return domain ? columnsOfType(before, domain.id).map(({ table }) => table) : [];
}

/** What CASCADE takes of a function, and the object itself. */
function objectsGone(before: Database, after: Database): Lock[] {
  const left = new Set(after.objects.map(({ id }) => id));
  return before.objects.filter(({ id }) => !left.has(id)).flatMap((object) => {
    if (object.kind === "statistics") return lock("ShareUpdateExclusiveLock", before.tables.filter(({ id }) => targets(object.definitions[0]).includes(id)));
    if (object.kind === "foreign table") return exclusive(object.definitions.some(({ sql }) => /\bPARTITION\s+OF\b/i.test(sql)) ? before.tables.filter(({ id }) => targets(object.definitions[0]).includes(id)).flatMap((parent) => [parent, defaultPartition(before, parent.id)]) : []);
    const table = before.tables.find(({ id }) => id === object.on);
    return table ? lock("AccessExclusiveLock", object.kind === "trigger" ? withPartitions(before, table) : [table]) : [];
  });
}

/** A foreign table's parents: those that it inherits from, or the partitioned table and its DEFAULT partition. */
function asPart({ sql, names }: Expression, before: Database): Lock[] {
  const parents = relationsIn(names, before);
  if (!/\bPARTITION\s+OF\b/i.test(sql)) return lock("ShareUpdateExclusiveLock", parents);
  return exclusive(parents.flatMap((parent) => (parent ? [parent, defaultPartition(before, parent.id)] : [])));
}

function tableSetting(operation: AlterTableSetting, before: Database, after: Database): Lock[] {
  const place = operation.setting === "tablespace" ? findIndex(before, operation.table) : undefined;
  if (place) return exclusive([place.table ?? place.view]);
  const table = findRelation(before, operation.table);
  if (!table || (operation.inline && before === after)) return [];
  switch (operation.setting) {
    case "parameter": return lock(operation.name === "user_catalog_table" ? "AccessExclusiveLock" : "ShareUpdateExclusiveLock", [table]);
    case "clusterOn":
    case "columnParameter": return lock("ShareUpdateExclusiveLock", [table]);
    case "statistics": return lock("ShareUpdateExclusiveLock", familyOf(before, table));
    case "storage": return lock("AccessExclusiveLock", familyOf(before, table));
    case "tablespace":
    case "accessMethod":
    case "rowSecurity":
    case "forceRowSecurity":
    case "replicaIdentity":
    case "compression": return lock("AccessExclusiveLock", [table]);
  }
}

const familyOf = (before: Database, relation: Relation): readonly Relation[] => ("query" in relation ? [relation] : family(before, relation));

function comment({ on, name }: Comment, before: Database): Lock[] {
  switch (on) {
    case "table":
    case "column":
    case "materialized view": return lock("ShareUpdateExclusiveLock", [findRelation(before, name)]);
    case "constraint":
    case "trigger":
    case "policy":
    case "rule": return lock("AccessShareLock", [findRelation(before, name)]);
    default: return [];
  }
}

function partitions(name: Name | undefined, before: Database): readonly Table[] {
  const table = name && findTable(before, name);
  return table ? withPartitions(before, table) : [];
}

const exclusiveOn = (name: Name | undefined, before: Database): Lock[] => lock("AccessExclusiveLock", [name && findTable(before, name)]);

function relationsIn(names: readonly { readonly kind: string; readonly path: readonly string[] }[], before: Database): readonly (Table | undefined)[] {
  return names.flatMap(({ kind, path }) => (kind === "relation" ? [findTable(before, { schema: path.at(-2), name: path.at(-1) ?? "" })] : []));
}
