import type { BoundExpression, Database, Refusal } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Expression, Name } from "../../model/name.js";
import type { AlterObject, CreateObject, DropObject, RenameObject, SetObjectFiring, SetObjectSchema } from "../../model/operation-objects.js";
import { bind, bindType } from "../names/bind.js";
import { withResultType } from "./base-types.js";
import { changed, exists, firstFree, invalid, missing, part, refused, said, type Changed, type ChangeContext } from "./change.js";
import { isCollation, withCollations, withoutCollation } from "../collations.js";
import { belongsToDatabase, belongsToTable, findObject, isRoutine, relationNamed } from "../names/find-object.js";
import { creationSchema, findTable, hasSchema } from "../names/lookup.js";
import { relationKind } from "../names/relation-kind.js";
import { asStored } from "../names/expand-stars.js";
import { isCertain } from "../uncertain.js";
import { withFamilySaid } from "./operator-classes.js";
import { madeWithout, missingColumn, missingRelation, relationsIn } from "../refusals/missing-relation.js";

export function createObject(operation: CreateObject, database: Database, context: ChangeContext): Changed {
  const { object: kind } = operation;
  const owner = operation.on && relationNamed(database, operation.on);
  if (operation.on && !owner) return missing(database, "table", operation.on);
  const misfit = owner && wrongOwner(operation, owner.name, database);
  if (owner && misfit) return invalid(database, misfit, kind, owner);
  const inSchema = !belongsToTable(kind) && !belongsToDatabase(kind);
  const schema = inSchema ? (operation.name.schema ?? creationSchema(database)) : undefined;
  if (inSchema && (schema === undefined || !hasSchema(database, schema))) return missing(database, "schema", part(schema ?? ""));
  const name: Name = { schema, name: operation.name.name === "" && kind === "statistics" ? statisticsName(operation, schema, owner, database, context) : operation.name.name };
  const old = findObject(database, { ...operation, name });
  if (old && !operation.replace) return operation.ifNotExists ? changed(database) : exists(database, kind, name, owner);
  const table = kind === "policy" && operation.on ? findTable(database, operation.on) : undefined;
  const unknown = table && missingColumn(operation.definition, table);
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const source = kind === "rule" ? missingRelation(relationsIn(operation.definition).filter(({ schema: place, name: own }) => place !== undefined || (own !== "old" && own !== "new")), database) : undefined;
  if (source) return madeWithout(source, name, "RuleStmt", database, context);
  const known = withResultType(operation.shell, database, context);
  const id = old?.id ?? context.newId();
  // Its own name is one of its references, so the object must be there first only for others.
  const object: DatabaseObject = {
    id,
    kind,
    schema,
    name: name.name,
    on: owner?.id,
    arguments: (operation.arguments ?? []).map((type) => bindType(type, known)),
    of: operation.of,
    ...(operation.returns && { returns: bindType(operation.returns, known) }),
    ...(operation.roles && { roles: operation.roles }),
    ...(operation.policy && { policy: operation.policy }),
    definitions: [bindDefinition(operation.definition, id, known, context)],
    firing: kind === "rule" ? (old?.firing ?? "origin") : "origin",
  };
  return changed(old ? replaceObject(known, object) : { ...known, objects: [...known.objects, object] });
}

/** Policies are of tables; a view has triggers of its own kinds, a materialised view none. */
function wrongOwner({ object, on, trigger }: CreateObject, name: string, database: Database): Refusal | undefined {
  const of = on && relationKind(on, database);
  const refuse = (message: string): Refusal => ({ code: "42809", message });
  if (object === "policy") return of === "view" || of === "materialized view" ? refuse(`${said(name)} is not a table`) : undefined;
  if (!trigger) return undefined;
  if (of === "materialized view") return refuse(`relation ${said(name)} cannot have triggers`);
  if (of === "table" && trigger.insteadOf) return refuse(`${said(name)} is a table`);
  return of === "view" && trigger.row && !trigger.insteadOf ? refuse(`${said(name)} is a view`) : undefined;
}

/** `t_a_b_stat`, as ChooseExtendedStatisticName makes it. */
function statisticsName({ definition }: CreateObject, schema: string | undefined, owner: Name | undefined, database: Database, { naming }: ChangeContext): string {
  const columns = definition.names.filter(({ kind, path }) => kind === "column" && path.length === 1).map(({ path }) => path[0] ?? "");
  const taken = (name: string): boolean => database.objects.some((object) => object.kind === "statistics" && object.schema === schema && object.name === name);
  return firstFree((suffix) => naming.automaticName(owner?.name ?? "", columns, `stat${suffix}`), taken);
}

export function alterObject(operation: AlterObject, database: Database, context: ChangeContext): Changed {
  const object = findObject(database, operation);
  if (!object) return notFound(operation, database);
  return changed(replaceObject(database, { ...object, ...(operation.roles && { roles: operation.roles }), ...(object.policy && { policy: { ...object.policy, ...operation.policy } }), definitions: [...object.definitions, bindDefinition(operation.definition, object.id, database, context)] }));
}

export function dropObject(operation: DropObject, database: Database): Changed {
  const object = findObject(database, operation);
  if (object) return withoutObject(operation, object, { ...database, objects: database.objects.filter((candidate) => candidate !== object) }, database);
  return operation.ifExists ? changed(database) : notFound(operation, database);
}

/** A collation's columns go with it. */
function withoutObject({ cascade }: DropObject, object: DatabaseObject, without: Database, database: Database): Changed {
  if (object.kind !== "collation" || object.schema === undefined) return changed(without);
  const name = { schema: object.schema, name: object.name };
  const dropped = withoutCollation(without, (used) => isCollation(used, name, database));
  if (dropped.dependents.length > 0 && !cascade) return refused(database, { kind: "dependents", what: "collation", name, dependents: dropped.dependents });
  return changed(dropped.database);
}

export function moveObject(operation: RenameObject | SetObjectSchema, before: Database): Changed {
  const known = findObject(before, operation);
  if (!known) return notFound(operation, before);
  const database = withFamilySaid(before, known);
  const object = database.objects.find(({ id }) => id === known.id) ?? known;
  const to = operation.to.name;
  if (operation.kind === "setObjectSchema" && !hasSchema(database, to)) return missing(database, "schema", part(to));
  const moved = { ...object, ...(operation.kind === "renameObject" ? { name: to } : { schema: to }) };
  if (object.on !== undefined && database.objects.some(({ kind, on, name: other }) => kind === object.kind && on === object.on && other === to)) return exists(database, object.kind, part(to), operation.on);
  const { schema, name } = object;
  if (object.kind === "server") {
    const objects = database.objects.map((other) => (other === object ? moved : other.kind === "user mapping" && other.of === name ? { ...other, of: moved.name } : other));
    return changed({ ...database, objects });
  }
  if (object.kind !== "collation" || schema === undefined) return changed(replaceObject(database, moved));
  return changed(withCollations(replaceObject(database, moved), (used) => (isCollation(used, { schema, name }, database) ? { schema: moved.schema, name: moved.name } : used)));
}

export function setObjectFiring({ object, table: name, name: named, firing }: SetObjectFiring, database: Database): Changed {
  const table = relationNamed(database, name);
  if (!table) return missing(database, "table", name);
  const wanted = (candidate: DatabaseObject): boolean => candidate.kind === object && candidate.on === table.id && (named === undefined || candidate.name === named.name);
  if (named && !database.objects.some(wanted)) return missing(database, object, part(named.name), table);
  return changed({ ...database, objects: database.objects.map((candidate) => (wanted(candidate) ? { ...candidate, firing } : candidate)) });
}

/** All but a table's own may come with an extension or the server: that they are not known says nothing. */
function notFound({ kind, object, name, on }: AlterObject | DropObject | RenameObject | SetObjectSchema, database: Database): Changed {
  return belongsToTable(object) || object === "statistics" || (kind === "dropObject" && isRoutine(object) && isNowhere(name, database)) ? missing(database, object, name, on) : changed(database);
}

/** No function of this name is anywhere, nor can it be an extension's or one that others made. */
function isNowhere({ schema, name }: Name, database: Database): boolean {
  if (!isCertain(database, { schema, name }) || database.extensions.length > 0 || (schema !== undefined && !database.schemas.some((known) => known.name === schema))) return false;
  return !database.objects.some((object) => isRoutine(object.kind) && object.name === name);
}

function bindDefinition(written: Expression, id: string, database: Database, { naming }: ChangeContext): BoundExpression {
  const definition = asStored(written, database, naming.quote);
  const bound = bind(definition, database, []);
  const self = definition.names.flatMap(({ kind, start, end }) => (kind === "self" ? [{ kind: "object" as const, target: id, start, end }] : []));
  return { ...bound, references: [...bound.references, ...self] };
}

function replaceObject(database: Database, object: DatabaseObject): Database {
  return { ...database, objects: database.objects.map((candidate) => (candidate.id === object.id ? object : candidate)) };
}
