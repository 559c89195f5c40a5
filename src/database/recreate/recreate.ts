import type { Constraint, Database, EnumType, Index, ObjectId, Sequence, Table, View } from "../../model/database.js";
import type { Identifier, NameAt } from "../../model/name.js";
import type { AddConstraint, CreateIndex, CreateView, Operation, SequenceOptions } from "../../model/operation.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { ObjectKind } from "../../model/operation-objects.js";
import { columnDefinition, notNullDefinition } from "./columns.js";
import { constraintDefinition } from "./constraints.js";
import { access, publications, roles } from "./access.js";
import { comments, createComposite, createDomain, createObject, indexStatistics, placesOf, settings, viewDefaults } from "./objects.js";
import { earlyViews, inOrder, needsOfObject, needsOfTable, needsOfTypes, type Unit } from "./order.js";
import { recreateRange } from "../apply/ranges.js";
import { targets } from "../names/bind.js";
import { FIRST_PUBLIC } from "../names/lookup.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { toExpression } from "../render.js";

/**
 * Operations that make this database out of an empty PostgreSQL (schema `public`, nothing in it). Names carry their schemas. Temporary objects are
 * left out; so is what the database does not hold: rows, and of roles all but the names of those that something here names.
 */
export function recreate(database: Database, quote: (name: string) => string): Operation[] {
  const tables = inOrder(
    database.tables.filter((table) => !isTemporary(table)),
    needsOfTable,
  );
  const sequences = database.sequences.filter((sequence) => !sequence.identity && sequence.schema !== "pg_temp");
  const views = inOrder(
    database.views.filter((view) => !isTemporaryView(view, database)),
    (view) => view.dependsOn,
  );
  const early = earlyViews(database);
  const createViews = (some: readonly View[]): Operation[] => some.flatMap((view) => [createView(view, database, quote), ...view.indexes.map((index) => createIndex(index, view, database, quote))]);
  const needs = needsOfTypes(database);
  const made = (kinds: readonly ObjectKind[]): DatabaseObject[] => database.objects.filter(({ kind }) => kinds.includes(kind));
  const unitOf = <T extends { readonly id: ObjectId }>(object: T, operations: (object: T) => readonly Operation[], needed: readonly ObjectId[] = needs.get(object.id) ?? []): Unit => ({ id: object.id, needs: needed, operations: () => operations(object) });
  const units = [
    ...made(["collation"]).map((object) => unitOf(object, () => createObject(object, database, quote))),
    ...database.enums.map((type) => unitOf(type, () => [createEnum(type)])),
    ...sequences.map((sequence) => unitOf(sequence, () => [createSequence(sequence)])),
    ...database.composites.map((type) => unitOf(type, () => [createComposite(type, database)])),
    ...database.domains.map((domain) => unitOf(domain, () => createDomain(domain, database, quote))),
    ...database.ranges.map((type) => unitOf(type, () => recreateRange(type, database, quote), type.range === undefined ? type.parameters.flatMap(({ value }) => targets(value)) : [type.range])),
    ...made(["function", "procedure"]).map((object) => unitOf(object, () => createObject(object, database, quote), needsOfObject(object))),
    ...made(AFTER_FUNCTIONS).toSorted((a, b) => AFTER_FUNCTIONS.indexOf(a.kind) - AFTER_FUNCTIONS.indexOf(b.kind)).map((object) => unitOf(object, () => createObject(object, database, quote), needsOfObject(object))),
    ...tables.map((table) => unitOf(table, () => createTable(table, database, quote), needsOfTable(table))),
    ...early.map((view) => unitOf(view, () => createViews([view]), view.dependsOn)),
  ];
  const places = placesOf(database);
  return [
    ...roles(database),
    ...schemas(database),
    ...database.extensions.map((extension): Operation => ({
      kind: "createExtension", span: NOWHERE, name: identifier(extension.name), ifNotExists: true,
      // One that only the server has is not there yet.
      schema: database.schemas.some(({ name }) => name === extension.schema) ? extension.schema : undefined,
    })),
    ...(made(["function", "procedure"]).length > 0 ? [uncheckedBodies] : []),
    ...inOrder(units, (unit) => unit.needs).flatMap((unit) => unit.operations()),
    ...tables.flatMap((table) => belonging(table, database)),
    ...sequences.flatMap((sequence) => ownSequence(sequence, database)),
    ...tables.flatMap((table) => freeIndexes(table).map((index) => createIndex(index, table, database, quote))),
    ...tables.flatMap((table) => lateConstraints(table, database, quote).filter(({ constraint }) => constraint.kind !== "foreignKey")),
    ...tables.flatMap((table) => lateNotNulls(table)),
    ...tables.flatMap((table) => attachedIndexes(table, database)),
    // Those of partitions first: that of the parent then takes them for its parts.
    ...tables.toReversed().flatMap((table) => constraints(table, database, quote, true, true)),
    ...tables.flatMap((table) => lateConstraints(table, database, quote).filter(({ constraint }) => constraint.kind === "foreignKey")),
    ...createViews(views.filter((view) => !early.includes(view))),
    ...made(["statistics", "trigger", "policy", "rule"]).flatMap((object) => createObject(object, database, quote)),
    ...settings(database),
    ...viewDefaults(views, database, quote),
    ...indexStatistics(database),
    ...made(["event trigger"]).flatMap((object) => createObject(object, database, quote)),
    ...publications(database, quote),
    ...comments(database, places),
    ...access(database, (id) => places.get(id)),
  ];
}

/** Each after those that its text may name without our knowing. */
const AFTER_FUNCTIONS: readonly ObjectKind[] = [
  "language", "access method", "operator", "aggregate", "operator family", "operator class", "cast", "transform", "conversion",
  "text search parser", "text search template", "text search dictionary", "text search configuration", "foreign data wrapper", "server", "user mapping",
];

/** Of a body only its text is kept, which may name what is gone or comes later. */
const uncheckedBodies: Operation = { kind: "setParameter", span: NOWHERE, name: "check_function_bodies", values: ["off"], local: false };

/** The first `public` keeps its rights under another name. */
function schemas(database: Database): Operation[] {
  const first = database.schemas.find(({ id }) => id === FIRST_PUBLIC);
  const isRenamed = first !== undefined && first.name !== "public";
  const hasPublic = database.schemas.some(({ name }) => name === "public");
  const rename: readonly Operation[] = isRenamed ? [{ kind: "renameSchema", span: NOWHERE, name: identifier("public"), to: identifier(first.name) }] : [];
  const drop: readonly Operation[] = isRenamed || hasPublic ? [] : [{ kind: "dropSchema", span: NOWHERE, name: identifier("public"), ifExists: false, cascade: false }];
  const made = database.schemas.filter((schema) => (isRenamed ? schema !== first : schema.name !== "public"));
  return [...rename, ...drop, ...made.map((schema): Operation => ({ kind: "createSchema", span: NOWHERE, name: identifier(schema.name), ifNotExists: false }))];
}

const createEnum = (type: EnumType): Operation => ({
  kind: "createEnum",
  span: NOWHERE,
  name: nameAt(type),
  values: type.values.map((value) => identifier(value.label)),
});

function createSequence(sequence: Sequence): Operation {
  return { kind: "createSequence", span: NOWHERE, name: nameAt(sequence), ifNotExists: false, options: sequenceOptions(sequence) };
}

function sequenceOptions({ dataType, start, increment, minimum, maximum, cache, cycle }: Sequence): SequenceOptions {
  return {
    dataType: dataType === "int8" ? undefined : dataType,
    start,
    increment,
    minimum,
    maximum,
    cache,
    cycle: cycle || undefined,
    ownedBy: undefined,
    name: undefined,
  };
}

/** Only now: the table that owns a sequence needs it in a default. */
function ownSequence(sequence: Sequence, database: Database): Operation[] {
  const table = database.tables.find((candidate) => candidate.id === sequence.ownedBy?.table);
  const column = table?.columns.find((candidate) => candidate.id === sequence.ownedBy?.column);
  if (!table || !column) return [];
  const options: SequenceOptions = { ...noOptions, ownedBy: { table: nameAt(table), column: column.name } };
  return [{ kind: "alterSequence", span: NOWHERE, name: nameAt(sequence), ifExists: false, options }];
}

const noOptions: SequenceOptions = {
  dataType: undefined,
  start: undefined,
  increment: undefined,
  minimum: undefined,
  maximum: undefined,
  cache: undefined,
  cycle: undefined,
  ownedBy: undefined,
  name: undefined,
};

function createTable(table: Table, database: Database, quote: (name: string) => string): Operation[] {
  const columns = table.columns.map((column) => {
    const sequence = database.sequences.find((candidate) => candidate.identity && candidate.ownedBy?.column === column.id);
    const identityOptions = sequence && { ...sequenceOptions(sequence), dataType: undefined, name: { schema: sequence.schema, name: sequence.name } };
    // A partition has the identity of its parent.
    return columnDefinition(table.partitionOf ? { ...column, identity: undefined } : column, table, identityOptions, database, quote);
  });
  const create: Operation = {
    kind: "createTable",
    span: NOWHERE,
    ifNotExists: false,
    name: nameAt(table),
    // Partitions and heirs are made apart, as pg_dump does: their columns may stand in another order than those of the parent.
    columns,
    persistence: table.persistence,
    partitionBy: table.partitionBy,
    partitionOf: undefined,
    inherits: [],
    asQuery: undefined,
  };
  return [create, ...constraints(table, database, quote, false), ...retypedIdentities(table, database)];
}

/** LIKE makes sequences of another type than that of their identity column. */
function retypedIdentities(table: Table, database: Database): Operation[] {
  return table.columns.flatMap((column): Operation[] => {
    const sequence = database.sequences.find(({ identity, ownedBy }) => identity && ownedBy?.column === column.id);
    if (!sequence || sequence.dataType === column.type.name || table.partitionOf) return [];
    const { dataType, minimum, maximum } = sequence;
    return [{ kind: "alterSequence", span: NOWHERE, name: nameAt(sequence), ifExists: false, options: { ...noOptions, dataType, minimum, maximum } }];
  });
}

function belonging(table: Table, database: Database): Operation[] {
  const named = (id: ObjectId): NameAt[] => database.tables.flatMap((candidate) => (candidate.id === id ? [nameAt(candidate)] : []));
  const { partitionOf } = table;
  if (partitionOf) return named(partitionOf.parent).map((parent) => ({ kind: "attachPartition", span: NOWHERE, table: parent, partition: nameAt(table), bounds: partitionOf.bounds }));
  return table.inherits.flatMap(named).map((parent) => ({ kind: "setInheritance", span: NOWHERE, table: nameAt(table), parent, inherit: true }));
}

function attachedIndexes(table: Table, database: Database): Operation[] {
  const parent = database.tables.find((candidate) => candidate.id === table.partitionOf?.parent);
  if (!parent) return [];
  return table.indexes.flatMap((index): Operation[] => {
    const whole = parent.indexes.find((candidate) => candidate.id === index.parent);
    return whole ? [{ kind: "attachIndex", span: NOWHERE, name: nameAt({ schema: parent.schema, name: whole.name }), partition: nameAt({ schema: table.schema, name: index.name }) }] : [];
  });
}

/** Those that old rows may not fit. */
function lateNotNulls(table: Table): Operation[] {
  return table.columns.flatMap(({ name, notNull, notNullConstraint }): Operation[] =>
    notNull || !notNullConstraint || notNullConstraint.inherited ? [] : [{ kind: "setNotNull", span: NOWHERE, table: nameAt(table), column: identifier(name), constraint: notNullDefinition(notNullConstraint) }]);
}

const isKey = ({ kind }: Constraint): boolean => kind === "primaryKey" || kind === "unique" || kind === "exclusion";

const lateConstraints = (table: Table, database: Database, quote: (name: string) => string): AddConstraint[] => constraints(table, database, quote, true);

/**
 * `late`: those that need other tables or an index made before; and CHECK … NOT VALID, which inside CREATE TABLE would be taken for valid.
 */
function constraints(table: Table, database: Database, quote: (name: string) => string, late: boolean, parts = false): AddConstraint[] {
  const operations: AddConstraint[] = [];
  const inFamily = table.partitionBy !== undefined || table.partitionOf !== undefined;
  for (const constraint of table.constraints) {
    const isLate = constraint.kind === "foreignKey" || (!constraint.validated && constraint.notEnforced !== true) || (inFamily && isKey(constraint));
    if (isLate !== late || parts !== (constraint.kind === "foreignKey" && constraint.parent !== undefined)) continue;
    // That of the parent, which comes first, makes it.
    if (late && constraint.kind === "check" && constraint.inherited === true) continue;
    const definition = constraintDefinition(constraint, table, database, quote);
    if (!definition) continue;
    const inline = late ? undefined : "createTable";
    const only = table.partitionBy !== undefined && isKey(constraint);
    operations.push({ kind: "addConstraint", span: NOWHERE, table: nameAt(table), ...(only && { only }), name: identifier(constraint.name), constraint: definition, inline });
  }
  return operations;
}

/** Indexes that no constraint makes by itself. */
function freeIndexes(table: Table): Index[] {
  return table.indexes.filter((index) => !table.constraints.some((constraint) => constraint.id === index.constraint));
}

/** The index with its names of now. */
export function createIndex(index: Index, owner: Table | View, database: Database, quote: (name: string) => string): CreateIndex {
  // A view's columns have no ids: its indexes hold them as expressions.
  const columns = "query" in owner ? [] : owner.columns;
  const named = (id: ObjectId): Identifier | undefined => {
    const column = columns.find((candidate) => candidate.id === id);
    return column && identifier(column.name);
  };
  return {
    kind: "createIndex",
    span: NOWHERE,
    keyword: NOWHERE,
    ifNotExists: false,
    table: nameAt(owner),
    name: identifier(index.name),
    unique: index.unique,
    concurrently: false,
    method: index.method,
    keys: index.keys.map((key) => ({
      column: key.column === undefined ? undefined : named(key.column),
      expression: key.expression && toExpression(key.expression, database, quote),
      order: key.order,
      nulls: key.nulls,
      operatorClass: key.operatorClass,
      collation: key.collation,
    })),
    include: index.include.flatMap((id) => named(id) ?? []),
    predicate: index.predicate && toExpression(index.predicate, database, quote),
    nullsNotDistinct: index.nullsNotDistinct,
    only: "partitionBy" in owner && owner.partitionBy !== undefined,
    parameters: index.parameters,
  };
}

function createView(view: View, database: Database, quote: (name: string) => string): CreateView {
  return {
    kind: "createView",
    span: NOWHERE,
    ifNotExists: false,
    name: nameAt(view),
    materialized: view.materialized,
    replace: false,
    columns: view.columns,
    query: toExpression(view.query, database, quote),
    outputs: [],
    ...(view.parameters && { parameters: view.parameters }),
    ...(view.unpopulated === true && { withNoData: true }),
  };
}

const isTemporary = (table: Table): boolean => table.persistence === "temporary";

/** A view on a temporary table is temporary itself, whatever its statement says. */
function isTemporaryView(view: View, database: Database): boolean {
  if (view.schema === "pg_temp") return true;
  if (database.tables.some((table) => isTemporary(table) && view.dependsOn.includes(table.id))) return true;
  return database.views.some((other) => other.id !== view.id && view.dependsOn.includes(other.id) && isTemporaryView(other, database));
}
