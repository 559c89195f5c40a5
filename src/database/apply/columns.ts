import type { BoundExpression, Column, Database, Index, Table } from "../../model/database.js";
import type { AddColumn, AlterColumnType, ColumnDefinition, DropColumn, DropDefault, DropGenerated, DropIdentity, DropNotNull, RenameColumn, SetDefault, SetIdentity, SetNotNull } from "../../model/operation.js";
import type { SetGenerated } from "../../model/operation-tables.js";
import { identitySequence, withOptions } from "./sequences.js";
import { invalidColumn, isInteger, MOST_COLUMNS, NO_COLUMNS_IN_DEFAULT, NO_IDENTITY, readsColumns, systemColumn, TOO_MANY_COLUMNS } from "../refusals/invalid-columns.js";
import { withColumn } from "./tables.js";
import { bind, bindType, refersTo } from "../names/bind.js";
import { appendSequence, changed, exists, invalid, missing, part, refused, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { refusedDefault, refusedType } from "../refusals/fitting-types.js";
import { describe, foreignKeysTo, generatedFrom, heirs, sequenceUsers, viewsOn, type OwnedColumn } from "../dependents.js";
import { withoutColumn, withoutForeignKeys, withoutSequences, withoutViews } from "./drop.js";
import { describeObject } from "../names/find-object.js";
import { heldByKey } from "../partition-key.js";
import { children, parents, spreadColumn, translated } from "../inheritance.js";
import { findColumn, findConstraint, findTable, tableById } from "../names/lookup.js";
import { missingColumn, SYSTEM_COLUMNS } from "../refusals/missing-relation.js";
import { missingType } from "../refusals/missing-type.js";
import { refusedModifiers } from "../refusals/type-modifiers.js";
import { refusedByType } from "../typed-tables.js";
import { hasNotNullFromParents, withNotNull, withoutNotNull } from "../not-null.js";

export function addColumn(operation: AddColumn, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const ofType = refusedByType(table, "addColumn");
  if (ofType) return invalid(database, ofType, "table", table);
  const { name } = operation.column.name;
  if (findColumn(table, name)) return operation.ifNotExists ? changed(database) : exists(database, "column", part(name), table);
  if (operation.only === true && children(database, table.id).length > 0) return invalid(database, { code: "42P16", message: "column must be added to child tables too" }, "column", part(name), table);
  const unknownType = missingType([operation.column.type], database, context);
  if (unknownType) return missing(database, "type", unknownType);
  if (table.columns.length >= MOST_COLUMNS) return invalid(database, TOO_MANY_COLUMNS, "column", part(name), table);
  const impossible = invalidColumn(operation.column, table, table.columns, database, context);
  if (impossible) return { database, problems: [impossible] };
  const unknown = operation.column.generated && missingColumn(operation.column.generated.expression, table);
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const added = withInitialValue(withColumn(operation.column, table.id, database, context), table.id, operation.column);
  return changed(spreadColumn(added, table.id, name, context));
}

/** A domain may have a default of its own, and what is numbered or computed differs row by row. */
function withInitialValue(database: Database, tableId: string, { name: { name }, serial, identity, generated }: ColumnDefinition): Database {
  const table = tableById(database, tableId);
  if (!table || serial || identity !== undefined || generated) return database;
  return replaceTable(database, withChanged(table, name, (column) => (database.domains.some(({ id }) => id === column.type.userType) ? column : { ...column, initial: column.default ?? null })));
}

export function dropColumn(operation: DropColumn, database: Database): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const ofType = refusedByType(table, "dropColumn");
  if (ofType) return invalid(database, ofType, "table", table);
  const column = findColumn(table, operation.column.name);
  if (!column) return operation.ifExists ? changed(database) : missing(database, "column", part(operation.column.name), table);

  if (column.inherited === true) return invalid(database, { code: "42P16", message: `cannot drop inherited column ${said(column.name)}` }, "column", part(column.name), table);
  if (operation.only === true && table.partitionBy !== undefined && children(database, table.id).length > 0) return invalid(database, { code: "42P16", message: "cannot drop column from only the partitioned table when partitions exist" }, "column", part(column.name), table);
  const going = goingWith(database, { table, column }, operation.only === true);
  const held = heldByKey(column.name, going.map(({ table: owner }) => owner), "drop");
  if (held) return invalid(database, held, "column", part(column.name), table);
  const gone = new Set(going.map(({ column: { id } }) => id));
  const losses = going.map(({ table: owner, column: { id } }) => ({ owner, indexes: lostIndexes(owner, id) }));
  const keys = losses.flatMap(({ owner, indexes }) => foreignKeysTo(database, owner.id).filter(({ foreignKey }) =>
    indexes.some((index) => index.id === foreignKey.references.index) && !foreignKey.columns.some((id) => gone.has(id))));
  const views = viewsOn(database, [...gone]);
  const owned = database.sequences.filter((sequence) => sequence.ownedBy !== undefined && gone.has(sequence.ownedBy.column));
  const users = owned.flatMap((sequence) => sequenceUsers(database, sequence.id)).filter((user) => !gone.has(user.column.id));
  const computed = going.flatMap(({ table: owner, column: { id } }) => generatedFrom(owner, id).map((other) => ({ table: owner, column: other })));
  const dependents = [...keys.map(describe.foreignKey), ...views.map(describe.view), ...users.map(describe.default), ...computed.map(describe.column)];
  if (dependents.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "column", name: part(column.name), table, dependents });

  let next = withoutViews(database, views);
  for (const { table: owner, column: { id } } of [...going, ...computed]) next = replaceTable(next, withoutColumn(current(next, owner), id));
  for (const { owner, indexes } of losses) for (const index of indexes) next = withoutForeignKeys(next, owner.id, index.id);
  next = withoutSequences(next, owned);
  if (operation.only === true) for (const child of children(next, table.id)) next = replaceTable(next, withChanged(child, column.name, (other) => ({ ...other, inherited: false })));
  return changed(next);
}

const lostIndexes = (table: Table, column: string): Index[] => {
  const { indexes } = withoutColumn(table, column);
  return table.indexes.filter((index) => !indexes.includes(index));
};

/** The column, and those of partitions and heirs that are there through it alone. */
function goingWith(database: Database, first: OwnedColumn, only: boolean): OwnedColumn[] {
  const going = [first];
  if (only) return going;
  for (const { table, column } of going) {
    for (const child of children(database, table.id)) {
      const own = findColumn(child, column.name);
      const kept = parents(database, child).some((parent) => findColumn(parent, column.name) && !going.some((other) => other.table.id === parent.id));
      if (own?.inherited === true && !kept) going.push({ table: child, column: own });
    }
  }
  return going;
}

export function renameColumn(operation: RenameColumn, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const ofType = refusedByType(table, "renameColumn");
  if (ofType) return invalid(database, ofType, "table", table);
  const { name } = operation.column;
  const column = findColumn(table, name);
  if (!column) return missing(database, "column", part(name), table);
  if (column.inherited === true) return invalid(database, { code: "42P16", message: `cannot rename inherited column ${said(name)}` }, "column", part(name), table);
  if (findColumn(table, operation.to.name)) return exists(database, "column", part(operation.to.name), table);
  if (SYSTEM_COLUMNS.has(operation.to.name)) return invalid(database, systemColumn(operation.to.name), "column", part(operation.to.name), table);
  let next = database;
  for (const owner of [table, ...heirs(database, table)]) next = replaceTable(next, withKeyRenamed(withChanged(current(next, owner), name, (column) => ({ ...column, name: operation.to.name })), name, context.naming.quote(operation.to.name)));
  return changed(next);
}

/** Of the partition key only its text is kept: `RANGE (a, lower(b))`. */
function withKeyRenamed(table: Table, from: string, to: string): Table {
  const open = table.partitionBy?.indexOf("(") ?? -1;
  if (table.partitionBy === undefined || open === -1) return table;
  const key = table.partitionBy.slice(open).replace(/'(?:[^']|'')*'|"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*(?!\s*\()/gu, (word, quoted: string | undefined) => {
    const name = word.startsWith("'") ? undefined : (quoted?.replaceAll('""', '"') ?? word.toLowerCase());
    return name === from ? to : word;
  });
  return { ...table, partitionBy: table.partitionBy.slice(0, open) + key };
}

export function alterColumnType(operation: AlterColumnType, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const ofType = refusedByType(table, "alterColumnType");
  if (ofType) return invalid(database, ofType, "table", table);
  const column = findColumn(table, operation.column.name);
  if (!column) return missing(database, "column", part(operation.column.name), table);
  if (column.inherited === true) return invalid(database, { code: "42P16", message: `cannot alter inherited column ${said(column.name)}` }, "column", part(column.name), table);
  const held = heldByKey(column.name, [table, ...heirs(database, table)], "alter");
  if (held) return invalid(database, held, "column", part(column.name), table);
  const unknownType = missingType([operation.type], database, context);
  if (unknownType) return missing(database, "type", unknownType);
  const unknown = operation.using && missingColumn(operation.using, table);
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const type = bindType(operation.type, database);
  const wrong = refusedModifiers(operation.type, database, context) ?? refusedType(column, type, operation.using === undefined, database, context);
  if (wrong) return invalid(database, wrong, "column", part(column.name), table);
  const views = viewsOn(database, [table, ...heirs(database, table)].flatMap((owner) => findColumn(owner, column.name)?.id ?? []));
  const computed = generatedFrom(table, column.id);
  const objects = database.objects.filter(({ kind, definitions }) => kind !== "statistics" && definitions.some((definition) => refersTo(definition, column.id)));
  const dependents = [...views.map(describe.view), ...computed.map((other) => describe.column({ table, column: other })), ...objects.map((object) => describeObject(object, table))];
  if (dependents.length > 0) return refused(database, { kind: "dependents", what: "column", name: part(column.name), table, dependents });

  const retyped = (old: Column): Column => ({ ...old, type, collation: operation.collation, default: old.default && keepingType(old.default, old) });
  let next = database;
  for (const owner of [table, ...heirs(database, table)]) next = replaceTable(next, withChanged(withoutStorage(current(next, owner), column.name), column.name, retyped));
  if (column.identity) {
    next = { ...next, sequences: next.sequences.map((sequence) => (sequence.identity && sequence.ownedBy?.column === column.id ? { ...sequence, dataType: type.name } : sequence)) };
  }
  return changed(next);
}

/** How a column is stored is the new type's own way again (source: ATExecAlterColumnType). */
function withoutStorage(table: Table, name: string): Table {
  const column = findColumn(table, name);
  const settings = table.settings.filter((setting) => setting.column !== column?.id || (setting.setting !== "storage" && setting.setting !== "compression"));
  return settings.length === table.settings.length ? table : { ...table, settings };
}

/**
 * A bare string literal got its column's type when it was written, and keeps it: PostgreSQL then casts that constant to the new type.
 * Everything else has a type of its own (source: ATExecAlterColumnType, strip_implicit_coercions).
 */
function keepingType(expression: BoundExpression, column: Column): BoundExpression {
  if (expression.casts.length > 0 || !/^\s*[eE]?'(?:[^']|'')*'\s*$/.test(expression.sql)) return expression;
  return { ...expression, casts: [{ ...column.type, modifiers: [] }] };
}

type SetColumn = SetGenerated | SetDefault | DropDefault | SetNotNull | DropNotNull | SetIdentity | DropIdentity | DropGenerated;

export function setColumn(operation: SetColumn, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const column = findColumn(table, operation.column.name);
  if (!column) return missing(database, "column", part(operation.column.name), table);
  const wrong = (code: string, message: string): Changed => invalid(database, { code, message }, "column", part(column.name), table);
  const here = `column ${said(column.name)} of relation ${said(table.name)}`;
  const owners = operation.only === true ? [table] : [table, ...heirs(database, table)];
  const set = (part: Partial<Column>): Changed => {
    let next = database;
    for (const owner of owners) next = replaceTable(next, withChanged(owner, column.name, (old) => ({ ...old, ...part, ...(part.generated && { generated: { ...part.generated, expression: translated(part.generated.expression, table, owner) } }) })));
    return changed(next);
  };
  switch (operation.kind) {
    case "setDefault":
    case "dropDefault": {
      if (column.identity) return wrong("42601", `${here} is an identity column`);
      if (column.generated) return wrong("42601", `${here} is a generated column`);
      if (operation.kind === "dropDefault") return set({ default: undefined });
      const unfit = readsColumns(operation) ? NO_COLUMNS_IN_DEFAULT : refusedDefault(column.name, operation.default, column.type, database, context);
      return unfit ? invalid(database, unfit, "column", part(column.name), table) : set({ default: bind(operation.default, database, [table], column.type) });
    }
    case "setNotNull": {
      const name = operation.constraint?.name?.name;
      const own = column.notNullConstraint;
      if (name !== undefined && own && own.name !== name) return wrong("55000", `cannot create not-null constraint ${said(name)} on column ${said(column.name)} of table ${said(table.name)}`);
      if (name !== undefined && !own && context.serverVersion !== undefined && findConstraint(table, name)) return exists(database, "constraint", part(name), table);
      return changed(withNotNull(database, table.id, column.name, operation.constraint, operation.only === true, context));
    }
    case "dropNotNull": return dropNotNull(database, table, column, operation.only === true);
    case "setIdentity": return setIdentity(operation, database, table, column, context);
    case "dropIdentity": {
      if (!column.identity) return operation.ifExists ? changed(database) : wrong("55000", `${here} is not an identity column`);
      const { database: next } = set({ identity: undefined });
      return changed({ ...next, sequences: next.sequences.filter((sequence) => !(sequence.identity && sequence.ownedBy?.column === column.id)) });
    }
    case "setGenerated": {
      if (!column.generated) return wrong("55000", `${here} is not a generated column`);
      if (column.inherited === true) return wrong("42P16", `cannot alter inherited column ${said(column.name)}`);
      const unknown = missingColumn(operation.expression, table);
      if (unknown !== undefined) return missing(database, "column", part(unknown), table);
      return set({ generated: { ...column.generated, expression: bind(operation.expression, database, [table], column.type) } });
    }
    case "dropGenerated": {
      if (!column.generated) return operation.ifExists ? changed(database) : wrong("55000", `${here} is not a generated column`);
      return set({ generated: undefined });
    }
  }
}

function setIdentity(operation: SetIdentity, database: Database, table: Table, column: Column, context: ChangeContext): Changed {
  const here = `column ${said(column.name)} of relation ${said(table.name)}`;
  const wrong = (message: string): Changed => invalid(database, { code: "55000", message }, "column", part(column.name), table);
  if (!operation.add && column.identity === undefined) return wrong(`${here} is not an identity column`);
  if (operation.add && !column.notNull) return wrong(`${here} must be declared NOT NULL before identity can be added`);
  if (operation.add && column.identity !== undefined) return wrong(`${here} is already an identity column`);
  if (operation.add && column.default) return wrong(`${here} already has a default value`);
  if (operation.add && !isInteger(column.type)) return invalid(database, NO_IDENTITY, "column", part(column.name), table);
  let next = database;
  for (const owner of [table, ...heirs(database, table).filter((child) => child.partitionOf)]) next = replaceTable(next, withChanged(owner, column.name, (old) => ({ ...old, identity: operation.generation ?? old.identity })));
  if (operation.add) return changed(appendSequence(next, identitySequence(table, column, operation.options, database, context)));
  const { options } = operation;
  if (!options) return changed(next);
  return changed({ ...next, sequences: next.sequences.map((sequence) => (sequence.identity && sequence.ownedBy?.column === column.id ? withOptions(sequence, options, database) : sequence)) });
}

/** DROP NOT NULL, and DROP CONSTRAINT of what is behind it. */
export function dropNotNull(database: Database, table: Table, column: Column, only: boolean): Changed {
  const wrong = (code: string, message: string): Changed => invalid(database, { code, message }, "column", part(column.name), table);
  if (column.identity) return wrong("42601", `column ${said(column.name)} of relation ${said(table.name)} is an identity column`);
  if (inPrimaryKey(table, column)) return wrong("42P16", `column ${said(column.name)} is in a primary key`);
  if (hasNotNullFromParents(database, table, column.name)) {
    const { name } = column.notNullConstraint ?? {};
    return wrong("42P16", table.partitionOf || name === undefined ? `column ${said(column.name)} is marked NOT NULL in parent table` : `cannot drop inherited constraint ${said(name)} of relation ${said(table.name)}`);
  }
  return changed(withoutNotNull(database, table.id, column.name, only));
}

function inPrimaryKey(table: Table, column: Column): boolean {
  const key = table.constraints.find((constraint) => constraint.kind === "primaryKey");
  const index = key && table.indexes.find((candidate) => candidate.constraint === key.id);
  return index?.keys.some((part) => part.column === column.id) ?? false;
}

function withChanged(table: Table, name: string, change: (column: Column) => Column): Table {
  return { ...table, columns: table.columns.map((column) => (column.name === name ? change(column) : column)) };
}

const current = (database: Database, table: Table): Table => database.tables.find((candidate) => candidate.id === table.id) ?? table;
