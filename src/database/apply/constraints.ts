import type { ComparedColumns } from "../../model/compared-columns.js";
import type { Check, Constraint, Database, ForeignKey, Index, ObjectId, Refusal, Table } from "../../model/database.js";
import type { Identifier } from "../../model/name.js";
import type { AddConstraint, CheckDefinition, ExclusionDefinition, ForeignKeyDefinition, PrimaryKeyDefinition, UniqueDefinition } from "../../model/operation.js";
import { bind, targets } from "../names/bind.js";
import { changed, exists, firstFree, invalid, missing, part, refused, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { compareKeyTypes } from "../key-types.js";
import { keyColumns, primaryKeyIndex, uniqueIndexOn } from "../keys.js";
import { missingColumn } from "../refusals/missing-relation.js";
import { hasPartitions } from "./partitions.js";
import { children, spreadCheck } from "../inheritance.js";
import { spreadForeignKey, spreadIndex } from "./partition-indexes.js";
import { columnById, columnNames, constraintNameTaken, findColumn, findConstraint, findTable, relationExists, tableById } from "../names/lookup.js";
import { withNotNull } from "../not-null.js";
import { unfitForPartitions } from "../partition-key.js";

export function addConstraint(operation: AddConstraint, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  // Its CREATE TABLE was refused, and says why.
  if (!table) return operation.inline === "createTable" ? changed(database) : missing(database, "table", operation.table);
  // The rest of a CREATE TABLE IF NOT EXISTS or ADD COLUMN IF NOT EXISTS that did nothing.
  if (operation.inline && !madeHere(operation, table, context)) return changed(database);
  if (operation.name && findConstraint(table, operation.name.name)) return exists(database, "constraint", part(operation.name.name), table);
  const { constraint } = operation;
  switch (constraint.kind) {
    case "primaryKey":
    case "unique": return addKey(operation, constraint, operation.name, table, database, context);
    case "foreignKey": return addForeignKey(operation, constraint, operation.name, table, database, context);
    case "check": return addCheck(operation, constraint, operation.name, table, database, context);
    case "exclusion": return addExclusion(constraint, operation.name, table, database, context);
  }
}

function madeHere(operation: AddConstraint, table: Table, context: ChangeContext): boolean {
  const made = (id: ObjectId): boolean => id.startsWith(`${context.migration}#${context.statement}.`);
  if (operation.inline === "createTable") return made(table.id);
  const { constraint } = operation;
  if (constraint.kind === "check" || constraint.kind === "exclusion") return table.columns.some((column) => made(column.id));
  return constraint.columns.every(({ name }) => made(findColumn(table, name)?.id ?? ""));
}

function addKey(operation: AddConstraint, definition: PrimaryKeyDefinition | UniqueDefinition, named: Identifier | undefined, table: Table, database: Database, context: ChangeContext): Changed {
  if (definition.kind === "primaryKey" && primaryKeyIndex(table)) return refused(database, { kind: "exists", what: "primary key", name: part(named?.name ?? ""), table });
  const id = context.newId();
  const common = { deferrable: definition.deferrable, initiallyDeferred: definition.initiallyDeferred, validated: true, ...(definition.withoutOverlaps === true && { withoutOverlaps: true }) };
  if (definition.usingIndex) {
    const taken = table.indexes.find((index) => index.name === definition.usingIndex?.name);
    if (!taken) return missing(database, "index", part(definition.usingIndex.name), table);
    const unusable = unfitForConstraint(taken, table);
    if (unusable) return invalid(database, unusable, "index", part(taken.name), table);
    const name = named?.name ?? taken.name;
    const indexes = table.indexes.map((index) => (index === taken ? { ...index, name, constraint: id } : index));
    const next = { ...table, indexes, constraints: [...table.constraints, { ...common, kind: definition.kind, id, name, index: taken.id }] };
    const made = replaceTable(database, next);
    return changed(definition.kind === "primaryKey" ? keyNotNull(made, table.id, columnNames(table, keyColumns(taken)), operation, context) : made);
  }

  const columns = resolve(definition.columns, table);
  const include = resolve(definition.include, table);
  if ("missing" in columns) return missing(database, "column", part(columns.missing), table);
  if ("missing" in include) return missing(database, "column", part(include.missing), table);
  const what = definition.kind === "primaryKey" ? "PRIMARY KEY" : "UNIQUE";
  const twice = definition.columns.find(({ name }, at) => definition.columns.findIndex((other) => other.name === name) !== at);
  const wrong = twice ? { code: "42701", message: `column ${said(twice.name)} appears twice in ${what.toLowerCase()} constraint` } : unfitForPartitions(table, definition.columns.map(({ name }) => name), what);
  if (wrong) return invalid(database, wrong, "constraint", part(named?.name ?? ""), table);
  const names = definition.kind === "primaryKey" ? [] : [...columnNames(table, columns.ids), ...columnNames(table, include.ids)];
  const label = definition.kind === "primaryKey" ? "pkey" : "key";
  const name = named ? context.naming.truncate(named.name) : automaticName(table, names, label, database, context);
  if (relationExists(database, table.schema, name)) return exists(database, "index", { schema: table.schema, name }, table);
  const index: Index = {
    id: context.newId(),
    name,
    unique: true,
    method: definition.withoutOverlaps === true ? "gist" : "btree",
    keys: columns.ids.map((column) => ({ column, expression: undefined, order: "asc", nulls: "last", operatorClass: undefined, collation: undefined })),
    include: include.ids,
    predicate: undefined,
    nullsNotDistinct: definition.kind === "unique" && definition.nullsNotDistinct,
    parameters: definition.parameters,
    constraint: id,
  };
  const next: Table = { ...table, indexes: [...table.indexes, index], constraints: [...table.constraints, { ...common, kind: definition.kind, id, name, index: index.id }] };
  const partial = operation.only === true && hasPartitions(database, table);
  const whole = partial ? { ...next, indexes: next.indexes.map((candidate) => (candidate === index ? { ...index, invalid: true } : candidate)) } : next;
  let made = replaceTable(database, whole);
  if (definition.kind === "primaryKey") made = keyNotNull(made, table.id, columnNames(table, columns.ids), operation, context);
  return changed(partial ? made : spreadIndex(made, table.id, index, context));
}

/** Why an index cannot become the one behind a constraint (source: transformIndexConstraint). */
function unfitForConstraint(index: Index, table: Table): Refusal | undefined {
  const wrong = (message: string, code = "42809"): Refusal => ({ code, message });
  if (table.partitionBy !== undefined) return wrong("ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables", "0A000");
  if (index.constraint !== undefined) return wrong(`index ${said(index.name)} is already associated with a constraint`, "55000");
  if (!index.unique) return wrong(`${said(index.name)} is not a unique index`);
  if (!table.columnsUnknown && index.keys.some(({ column }) => column === undefined)) return wrong(`index ${said(index.name)} contains expressions`);
  if (index.predicate) return wrong(`${said(index.name)} is a partial index`);
  const sorted = index.keys.findIndex(({ order, nulls }) => order !== "asc" || nulls !== "last");
  return sorted === -1 ? undefined : wrong(`index ${said(index.name)} column number ${sorted + 1} does not have default sorting behavior`);
}

/** What no unique key of the parent can put right. */
function unfitForKey({ columns, referencedColumns }: ForeignKeyDefinition, parent: Table): Refusal | undefined {
  const primaryKey = primaryKeyIndex(parent);
  const wanted = referencedColumns.length > 0 ? referencedColumns.length : primaryKey?.keys.length;
  if (wanted !== undefined && wanted !== columns.length) return { code: "42830", message: "number of referencing and referenced columns for foreign key disagree" };
  const names = new Set(referencedColumns.map(({ name }) => name));
  return names.size === referencedColumns.length ? undefined : { code: "42830", message: "foreign key referenced-columns list must not contain duplicates" };
}

function incomparable(columns: readonly ObjectId[], referenced: readonly ObjectId[], table: Table, parent: Table, database: Database): ComparedColumns | undefined {
  for (const [at, id] of columns.entries()) {
    const [column, other] = [columnById(table, id), columnById(parent, referenced[at] ?? "")];
    if (column && other && compareKeyTypes(column.type, other.type, database) === "refused") {
      return { column: column.name, type: column.type, parent: { schema: parent.schema, name: parent.name }, parentColumn: other.name, parentType: other.type };
    }
  }
  return undefined;
}

function addForeignKey(operation: AddConstraint, definition: ForeignKeyDefinition, named: Identifier | undefined, table: Table, database: Database, context: ChangeContext): Changed {
  const parent = findTable(database, definition.references);
  if (!parent) return missing(database, "table", definition.references);
  const columns = resolve(definition.columns, table);
  if ("missing" in columns) return missing(database, "column", part(columns.missing), table);
  const referenced = resolve(definition.referencedColumns, parent);
  if ("missing" in referenced) return missing(database, "column", part(referenced.missing), parent);
  const wrong = unfitForKey(definition, parent);
  if (wrong) return invalid(database, wrong, "constraint", part(named?.name ?? ""), table);
  const index = referenced.ids.length === 0 ? primaryKeyIndex(parent) : uniqueIndexOn(parent, referenced.ids);
  if (!index) return missing(database, "unique index", part(definition.referencedColumns.map((column) => column.name).join(", ")), parent);
  const name = named ? context.naming.truncate(named.name) : automaticName(table, columnNames(table, columns.ids), "fkey", database, context);
  if (operation.only === true && table.partitionBy !== undefined) return invalid(database, { code: "42809", message: `cannot use ONLY for foreign key on partitioned table ${said(table.name)} referencing relation ${said(parent.name)}` }, "constraint", part(name), table);
  const onDelete = definition.onDeleteColumns && resolve(definition.onDeleteColumns, table);
  if (onDelete && "missing" in onDelete) return missing(database, "column", part(onDelete.missing), table);
  const foreign = definition.onDeleteColumns?.find(({ name: column }) => !definition.columns.some((own) => own.name === column));
  if (foreign) return invalid(database, { code: "42P10", message: `column ${said(foreign.name)} referenced in ON DELETE SET action must be part of foreign key` }, "constraint", part(name), table);
  const compared = incomparable(columns.ids, referenced.ids.length === 0 ? keyColumns(index) : referenced.ids, table, parent, database);
  if (compared) return invalid(database, { code: "42804", message: `foreign key constraint ${said(name)} cannot be implemented`, compared }, "constraint", part(name), table);
  const made: ForeignKey = {
    kind: "foreignKey",
    id: context.newId(),
    name,
    validated: isValid(operation, definition),
    ...(definition.notEnforced === true && { notEnforced: true }),
    ...(definition.period === true && { period: true }),
    deferrable: definition.deferrable,
    initiallyDeferred: definition.initiallyDeferred,
    columns: columns.ids,
    references: { table: parent.id, columns: referenced.ids.length === 0 ? keyColumns(index) : referenced.ids, index: index.id },
    onDelete: definition.onDelete,
    onUpdate: definition.onUpdate,
    matchFull: definition.matchFull,
    ...(onDelete && { onDeleteColumns: onDelete.ids }),
  };
  return changed(spreadForeignKey(withConstraint(database, table, made), table.id, made, context));
}

function addCheck(operation: AddConstraint, definition: CheckDefinition, named: Identifier | undefined, table: Table, database: Database, context: ChangeContext): Changed {
  const unknown = missingColumn(definition.expression, table);
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const expression = bind(definition.expression, database, [table]);
  const used = [...new Set(targets(expression))].filter((id) => table.columns.some((column) => column.id === id));
  const name = named ? context.naming.truncate(named.name) : automaticName(table, used.length === 1 ? columnNames(table, used) : [], "check", database, context);
  if (operation.only === true && !definition.noInherit && children(database, table.id).length > 0) return invalid(database, { code: "42P16", message: "constraint must be added to child tables too" }, "constraint", part(name), table);
  const made: Check = {
    kind: "check",
    id: context.newId(),
    name,
    validated: isValid(operation, definition),
    ...(definition.notEnforced === true && { notEnforced: true }),
    deferrable: false,
    initiallyDeferred: false,
    expression,
    noInherit: definition.noInherit,
  };
  return changed(spreadCheck(withConstraint(database, table, made), table.id, made, context));
}

function addExclusion(definition: ExclusionDefinition, named: Identifier | undefined, table: Table, database: Database, context: ChangeContext): Changed {
  const id = context.newId();
  const unknown = missingColumn(definition.elements, table) ?? (definition.predicate && missingColumn(definition.predicate, table));
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const elements = bind(definition.elements, database, [table]);
  const used = [...new Set(targets(elements))];
  const include = resolve(definition.include ?? [], table);
  if ("missing" in include) return missing(database, "column", part(include.missing), table);
  const name = named ? context.naming.truncate(named.name) : automaticName(table, [...columnNames(table, used), ...columnNames(table, include.ids)], "excl", database, context);
  if (relationExists(database, table.schema, name)) return exists(database, "index", { schema: table.schema, name }, table);
  const predicate = definition.predicate && bind(definition.predicate, database, [table]);
  const index: Index = { id: context.newId(), name, unique: false, method: definition.method, keys: [], include: include.ids, predicate, nullsNotDistinct: false, parameters: definition.parameters, constraint: id };
  const next = { ...table, indexes: [...table.indexes, index] };
  const spread = spreadIndex(withConstraint(replaceTable(database, next), next, {
    kind: "exclusion", id, name, validated: true, deferrable: definition.deferrable, initiallyDeferred: definition.initiallyDeferred, method: definition.method, elements, predicate, index: index.id,
  }), table.id, index, context);
  return changed(spread);
}

const withConstraint = (database: Database, table: Table, constraint: Constraint): Database => replaceTable(database, { ...table, constraints: [...table.constraints, constraint] });

/** Partitions and heirs get the NOT NULL of a primary key too. */
function keyNotNull(database: Database, table: ObjectId, columns: readonly string[], { only }: AddConstraint, context: ChangeContext): Database {
  let next = database;
  for (const column of columns) {
    const owner = tableById(next, table);
    if (owner && findColumn(owner, column)?.notNull === false) next = withNotNull(next, table, column, undefined, only === true, context);
  }
  return next;
}

/** Of a new table, in which there are no rows, NOT VALID means nothing. */
const isValid = ({ inline }: AddConstraint, { notValid, notEnforced }: CheckDefinition | ForeignKeyDefinition): boolean => notEnforced !== true && (!notValid || inline === "createTable");

function resolve(names: readonly Identifier[], table: Table): { readonly ids: readonly ObjectId[] } | { readonly missing: string } {
  const ids: ObjectId[] = [];
  for (const { name } of names) {
    const column = findColumn(table, name);
    if (!column) return { missing: name };
    ids.push(column.id);
  }
  return { ids };
}

function automaticName(table: Table, columns: readonly string[], label: string, database: Database, context: ChangeContext): string {
  const taken = (name: string): boolean => constraintNameTaken(database, table.schema, name) || relationExists(database, table.schema, name);
  return firstFree((suffix) => context.naming.automaticName(table.name, columns, `${label}${suffix}`), taken);
}
