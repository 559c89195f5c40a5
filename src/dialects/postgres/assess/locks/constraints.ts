import type { Database } from "../../../../model/database.js";
import type { Lock } from "../../../../model/effect.js";
import type { Name } from "../../../../model/name.js";
import type { AddConstraint, AlterConstraint } from "../../../../model/operation.js";
import { findColumn, findConstraint, findTable } from "../../../../database/names/lookup.js";
import { columnOfNotNull } from "../../../../database/not-null.js";
import { family, tablesOf, withPartitions } from "../relations.js";
import { exclusive, isBefore, lock } from "./modes.js";

export function addConstraint({ table: name, constraint, inline }: AddConstraint, before: Database, after: Database, serverVersion: number | undefined): Lock[] {
  if (inline !== undefined && before === after) return [];
  const table = findTable(before, name);
  const own = inline === "createTable" || !table ? [] : [table];
  // Since 18 each constraint goes through the children, whether they get it or not.
  const children = own.flatMap((parent) => family(before, parent)).filter((child) => child !== table);
  const partitions = own.flatMap((parent) => withPartitions(before, parent)).filter((child) => child !== table);
  const all = !isBefore(18, serverVersion);
  switch (constraint.kind) {
    case "foreignKey": {
      const parent = findTable(before, constraint.references);
      const parents = parent && !(inline === "createTable" && parent.id === table?.id) ? withPartitions(before, parent) : [];
      return lock("ShareRowExclusiveLock", [...own, ...(all ? children : partitions), ...parents]);
    }
    case "check": return exclusive(constraint.noInherit && !all ? own : [...own, ...children]);
    case "primaryKey":
    case "unique":
    case "exclusion": {
      // A primary key's NOT NULL goes down to all children; the index itself is built on partitions.
      const setsNotNull = constraint.kind === "primaryKey" && own.some((parent) => constraint.columns.some((column) => findColumn(parent, column.name)?.notNull === false));
      if (all || setsNotNull) return exclusive([...own, ...children]);
      return [...exclusive(own), ...lock("ShareLock", partitions)];
    }
  }
}

export function validateConstraint(name: Name, constraintName: string, before: Database): Lock[] {
  const table = findTable(before, name);
  if (!table) return [];
  const constraint = findConstraint(table, constraintName);
  const notNull = columnOfNotNull(table, constraintName)?.notNullConstraint;
  if (notNull) return lock("ShareUpdateExclusiveLock", notNull.validated ? [table] : family(before, table));
  if (constraint?.kind !== "foreignKey") return lock("ShareUpdateExclusiveLock", constraint?.validated === false ? family(before, table) : [table]);
  if (constraint.validated) return lock("ShareUpdateExclusiveLock", [table]);
  return [...lock("ShareUpdateExclusiveLock", withPartitions(before, table)), ...lock("RowShareLock", tablesOf(before, constraint.references.table))];
}

export function alterConstraint({ table: name, name: { name: constraintName }, enforced }: AlterConstraint, before: Database): Lock[] {
  const table = findTable(before, name);
  if (!table) return [];
  const constraint = enforced === undefined ? undefined : findConstraint(table, constraintName);
  if (constraint?.kind !== "foreignKey" || (constraint.notEnforced === true) !== enforced) return exclusive(withPartitions(before, table));
  // Its triggers are made anew, or dropped, on both sides.
  return [...exclusive(withPartitions(before, table)), ...lock(enforced ? "ShareRowExclusiveLock" : "AccessExclusiveLock", tablesOf(before, constraint.references.table))];
}
