import type { Database, Refusal, Table } from "../../model/database.js";
import type { ChangeData, CreateSchema, DropSchema, RenameSchema, ResetParameter, SetParameter } from "../../model/operation.js";
import { changed, exists, invalid, missing, part, refused, replaceTable, type Changed, type ChangeContext } from "./change.js";
import { withCollations } from "../collations.js";
import { describe, foreignKeysTo, viewsOn } from "../dependents.js";
import { withEmptied } from "../emptied.js";
import { dropType } from "./enums.js";
import { withoutForeignKeys, withoutSequences, withoutViews } from "./drop.js";
import { currentRole, sessionRole } from "./access.js";
import { describeObject } from "../names/find-object.js";
import { findColumn, findConstraint, findTable } from "../names/lookup.js";
import { unwritable } from "../refusals/other-kind.js";
import { missingRelation } from "../refusals/missing-relation.js";
import { nameAt, NOWHERE } from "../recreate/nowhere.js";

export function createSchema({ name: written, ifNotExists, ofRole }: CreateSchema, database: Database, context: ChangeContext): Changed {
  const role = ofRole && (ofRole === "session" ? sessionRole(database) : currentRole(database));
  // Who runs the migrations no migration says.
  if (ofRole && role === undefined) return changed({ ...database, unknown: [...database.unknown, { migration: context.migration, statement: context.statement, node: "CreateSchemaStmt", names: [], newSchema: true }] });
  const name = { name: role ?? written.name };
  if (database.schemas.some((schema) => schema.name === name.name)) return ifNotExists ? changed(database) : exists(database, "schema", part(name.name));
  return changed({ ...database, schemas: [...database.schemas, { id: context.newId(), name: name.name }] });
}

/** `dropTypedTable`: as in `dropType`. */
export function dropSchema({ name, ifExists, cascade }: DropSchema, database: Database, dropTypedTable: (table: Table, database: Database) => Database): Changed {
  if (!database.schemas.some((schema) => schema.name === name.name)) return ifExists ? changed(database) : missing(database, "schema", part(name.name));
  const inside = <T extends { readonly schema: string }>(objects: readonly T[]): T[] => objects.filter((object) => object.schema === name.name);
  const outside = <T extends { readonly schema: string }>(objects: readonly T[]): T[] => objects.filter((object) => object.schema !== name.name);
  const tables = inside(database.tables);
  const held = [...tables.map(describe.table), ...inside(database.views).map(describe.view), ...[...inside(database.enums), ...inside(database.domains), ...inside(database.composites), ...inside(database.ranges), ...inside(database.baseTypes)].map((type) => `type ${type.name}`), ...database.objects.filter((object) => object.schema === name.name).map((object) => describeObject(object)), ...inside(database.sequences).filter(({ ownedBy }) => !tables.some(({ id }) => id === ownedBy?.table)).map((sequence) => `sequence ${sequence.name}`)];
  if (held.length > 0 && !cascade) return refused(database, { kind: "dependents", what: "schema", name: part(name.name), dependents: held });
  let next = withoutViews(database, viewsOn(database, tables.flatMap((table) => [table.id, ...table.columns.map((column) => column.id)])));
  for (const table of tables) next = withoutForeignKeys(next, table.id);
  next = withoutSequences(next, inside(next.sequences));
  // Columns of these types go too, in whatever schema their table is.
  for (const type of [...inside(next.enums), ...inside(next.domains), ...inside(next.composites), ...inside(next.ranges), ...inside(next.baseTypes)]) next = dropType({ kind: "dropType", name: nameAt(type), ifExists: false, cascade: true, span: NOWHERE }, next, dropTypedTable).database;
  return changed({
    ...next,
    schemas: next.schemas.filter((schema) => schema.name !== name.name),
    tables: outside(next.tables),
    views: outside(next.views),
    objects: next.objects.filter((object) => object.schema !== name.name),
  });
}

export function renameSchema({ name, to }: RenameSchema, database: Database): Changed {
  if (!database.schemas.some((schema) => schema.name === name.name)) return missing(database, "schema", part(name.name));
  if (database.schemas.some((schema) => schema.name === to.name)) return exists(database, "schema", part(to.name));
  const moved = <T extends { readonly schema: string }>(objects: readonly T[]): T[] => objects.map((object) => (object.schema === name.name ? { ...object, schema: to.name } : object));
  const named = withCollations(database, (collation) => (collation.schema === name.name ? { ...collation, schema: to.name } : collation));
  return changed({
    ...database,
    schemas: database.schemas.map((schema) => (schema.name === name.name ? { ...schema, name: to.name } : schema)),
    tables: moved(named.tables),
    views: moved(database.views),
    enums: moved(database.enums),
    domains: moved(named.domains),
    composites: moved(named.composites),
    ranges: moved(database.ranges).map((type) => (type.made.schema === name.name ? { ...type, made: { ...type.made, schema: to.name } } : type)),
    baseTypes: moved(database.baseTypes),
    objects: database.objects.map((object) => (object.schema === name.name ? { ...object, schema: to.name } : object)),
    sequences: moved(database.sequences),
  });
}

const FILLING: ReadonlySet<ChangeData["command"]> = new Set(["insert", "copy", "merge"]);

export function changeData(operation: ChangeData, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  const refusal = table ? undefined : unwritable(operation.table, operation.command, database);
  if (refusal) return invalid(database, refusal, "table", operation.table);
  if (!table) {
    const view = database.views.some((candidate) => candidate.name === operation.table.name);
    return view ? changed(database) : missing(database, "table", operation.table);
  }
  const unknown = table.columnsUnknown ? undefined : operation.columns.find((column) => !findColumn(table, column));
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const wrong = operation.contradiction ?? miscounted(operation, table);
  if (wrong) return invalid(database, wrong, "table", table);
  if (operation.conflict && "constraint" in operation.conflict && !findConstraint(table, operation.conflict.constraint)) return missing(database, "constraint", part(operation.conflict.constraint), table);
  if (matchesNoIndex(operation, table)) return invalid(database, NO_ARBITER, "table", table);
  const source = missingRelation(operation.reads, database);
  if (source) return missing(database, "table", source);
  if (operation.command === "truncate" && !operation.cascade) {
    const keys = foreignKeysTo(database, table.id).filter((key) => key.table.id !== table.id && !context.together.some((other) => other.kind === "changeData" && findTable(database, other.table)?.id === key.table.id));
    if (keys.length > 0) return refused(database, { kind: "dependents", what: "table", name: { schema: table.schema, name: table.name }, dependents: keys.map(describe.foreignKey) });
  }
  const fills = FILLING.has(operation.command) && !table.filledBy.includes(context.migration);
  const filledBy = fills ? [...table.filledBy, context.migration] : table.filledBy;
  const next = replaceTable(database, { ...table, filledBy, changedBy: [...table.changedBy, `${context.migration}#${context.statement}`] });
  return changed(withEmptied(next, operation, table));
}

/** A row with more values than there are columns for them, or fewer than it names. */
function miscounted({ values }: ChangeData, table: Table): Refusal | undefined {
  if (!values) return undefined;
  const columns = values.columns ?? (table.columnsUnknown ? values.count : table.columns.length);
  if (values.count > columns) return { code: "42601", message: "INSERT has more expressions than target columns" };
  return values.columns !== undefined && values.count < columns ? { code: "42601", message: "INSERT has more target columns than expressions" } : undefined;
}

const NO_ARBITER: Refusal = { code: "42P10", message: "there is no unique or exclusion constraint matching the ON CONFLICT specification" };

/** ON CONFLICT (columns) takes a unique index of just these columns in any order; a partial one only with a WHERE. */
function matchesNoIndex({ conflict }: ChangeData, table: Table): boolean {
  if (!conflict || "constraint" in conflict || table.columnsUnknown) return false;
  if (conflict.expressions === true) return !table.indexes.some(({ unique, keys }) => unique && keys.some(({ column }) => column === undefined));
  const wanted = new Set(conflict.columns);
  return !table.indexes.some(({ unique, keys, predicate }) => {
    const names = new Set(keys.map(({ column }) => table.columns.find(({ id }) => id === column)?.name));
    return unique && (predicate === undefined || conflict.where) && names.size === wanted.size && [...wanted].every((name) => names.has(name));
  });
}

/** SET holds also over what SET LOCAL said before it; SET LOCAL stands after what it hides. */
export function setParameter({ name, values, local }: SetParameter, database: Database): Changed {
  const kept = database.settings.filter((setting) => setting.name !== name || (local && setting.scope === "session"));
  const settings = [...kept, { name, values, scope: local ? ("transaction" as const) : ("session" as const) }];
  return changed({ ...database, settings, searchPath: name === "search_path" ? searchPath(values) : database.searchPath });
}

/** The search path that the settings leave; `home` is that of a new session. */
export function currentSearchPath({ settings }: Database, home: readonly string[]): readonly string[] {
  const set = settings.findLast(({ name }) => name === "search_path");
  return set === undefined ? home : searchPath(set.values);
}

export function resetParameter({ name }: ResetParameter, database: Database): Changed {
  return changed({ ...database, settings: name === undefined ? [] : database.settings.filter((setting) => setting.name !== name) });
}

/** `SET search_path = ''` leaves one empty name, in which nothing is found. */
const searchPath = (values: readonly string[]): string[] => values.flatMap((value) => value.split(",")).map((name) => name.trim().replace(/^"(.*)"$/, "$1")).filter((name) => name !== "" && name !== "$user");
