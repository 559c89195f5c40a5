import type { Column, Database, EnumType, ObjectId, Table, View } from "../../model/database.js";
import type { Operation } from "../../model/operation.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { ObjectKind } from "../../model/operation-objects.js";
import { access, publications, roles } from "./access.js";
import { createIndex, freeIndexes } from "./indexes.js";
import { createBaseType, needsOfRange, withShells } from "./base-types.js";
import { comments, createComposite, createDomain, createObject, indexStatistics, members, placesOf, settings, viewDefaults } from "./objects.js";
import { earlyViews, inOrder, needsOfColumn, needsOfObject, needsOfTable, needsOfTypes, type Unit } from "./order.js";
import { recreateRange } from "../apply/ranges.js";
import { targets } from "../names/bind.js";
import { FIRST_PUBLIC } from "../names/lookup.js";
import { createSequence, ownSequence } from "./sequences.js";
import { constraints, lateConstraints } from "./table-constraints.js";
import { addColumn, attachedIndexes, belonging, createTable, lateNotNulls, typed } from "./tables.js";
import { createView, isTemporary, isTemporaryView } from "./views.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";

type Quote = (name: string) => string;

/**
 * Operations that make this database out of an empty PostgreSQL (schema `public`, nothing in it). Names carry their schemas. Temporary objects are
 * left out; so is what the database does not hold: rows, and of roles all but the names of those that something here names.
 */
export function recreate(database: Database, quote: Quote): Operation[] {
  const places = placesOf(database);
  const isWanted = (): boolean => true;
  return [
    ...roles(database),
    ...schemas(database),
    ...extensions(database, isWanted),
    ...recreateObjects(database, quote, isWanted),
    ...recreateParts(database, quote, isWanted),
    ...settings(database),
    ...viewDefaults(viewsInOrder(database), database, quote),
    ...indexStatistics(database),
    ...made(database, ["event trigger"]).flatMap((object) => createObject(object, database, quote)),
    ...publications(database, quote),
    ...comments(database, places),
    ...access(database, (id) => places.get(id)),
    ...members(database, places),
  ];
}

/** Types, sequences, functions, tables and what these need, as far as they are wanted; of tables that are not, the columns that are. */
export function recreateObjects(database: Database, quote: Quote, isWanted: (id: ObjectId) => boolean): Operation[] {
  const sequences = sequencesOf(database);
  const needs = needsOfTypes(database);
  const unitOf = <T extends { readonly id: ObjectId }>(object: T, operations: (object: T) => readonly Operation[], needed: readonly ObjectId[] = needs.get(object.id) ?? []): Unit => ({ id: object.id, needs: needed, operations: () => operations(object) });
  const objects = (kinds: readonly ObjectKind[]): Unit[] => made(database, kinds).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)).map((object) => unitOf(object, () => createObject(object, database, quote), needsOfObject(object)));
  const columnsOf = (table: Table): Unit[] =>
    isWanted(table.id) ? [] : table.columns.filter(({ inherited }) => inherited !== true).map((column: Column) => unitOf(column, () => [addColumn(column, table, database, quote)], [...needsOfColumn(column), table.id]));
  const units = [
    ...made(database, ["collation"]).map((object) => unitOf(object, () => createObject(object, database, quote))),
    ...database.enums.map((type) => unitOf(type, () => [createEnum(type)])),
    ...sequences.map((sequence) => unitOf(sequence, () => [createSequence(sequence)])),
    ...database.composites.map((type) => unitOf(type, () => [createComposite(type, database)])),
    ...database.domains.map((domain) => unitOf(domain, () => createDomain(domain, database, quote))),
    ...database.ranges.map((type) => unitOf(type, () => recreateRange(type, database, quote), type.range === undefined ? needsOfRange(type, database) : [type.range])),
    ...database.baseTypes.map((type) => unitOf(type, () => [createBaseType(type, database, quote)], (type.options ?? []).flatMap(({ value }) => targets(value)))),
    ...made(database, FUNCTIONS).map((object) => unitOf(object, () => createObject(object, database, quote), needsOfObject(object))),
    ...objects(AFTER_FUNCTIONS),
    ...tablesInOrder(database).flatMap((table) => [unitOf(table, () => createTable(table, database, quote), needsOfTable(table)), ...columnsOf(table)]),
    ...earlyViews(database).map((view) => unitOf(view, () => createWithIndexes(view, database, quote), view.dependsOn)),
  ].filter(({ id }) => isWanted(id));
  return [
    ...(made(database, FUNCTIONS).some(({ id }) => isWanted(id)) ? [uncheckedBodies] : []),
    ...inOrder(withShells(units, database), (unit) => unit.needs).flatMap((unit) => unit.operations()),
  ];
}

/** What comes to tables when all of them are there: indexes, constraints, triggers; and views. */
export function recreateParts(database: Database, quote: Quote, isWanted: (id: ObjectId) => boolean): Operation[] {
  const all = tablesInOrder(database);
  const tables = all.filter(({ id }) => isWanted(id));
  const others = all.filter(({ id }) => !isWanted(id));
  const early = earlyViews(database);
  const late = (table: Table, isForeignKey: boolean): Operation[] => lateConstraints(table, database, quote, isWanted).filter(({ constraint }) => (constraint.kind === "foreignKey") === isForeignKey);
  return [
    ...tables.flatMap((table) => [...belonging(table, database), ...typed(table, database)]),
    ...sequencesOf(database).filter(({ id }) => isWanted(id)).flatMap((sequence) => ownSequence(sequence, database)),
    ...all.flatMap((table) => freeIndexes(table).filter(({ id }) => isWanted(id)).map((index) => createIndex(index, table, database, quote))),
    ...others.flatMap((table) => constraints(table, database, quote, { late: false, isWanted }).map((operation) => ({ ...operation, inline: undefined }))),
    ...all.flatMap((table) => late(table, false)),
    ...tables.flatMap((table) => lateNotNulls(table)),
    ...all.flatMap((table) => attachedIndexes(table, database, isWanted)),
    // Those of partitions first: that of the parent then takes them for its parts.
    ...all.toReversed().flatMap((table) => constraints(table, database, quote, { late: true, parts: true, isWanted })),
    ...all.flatMap((table) => late(table, true)),
    ...viewsInOrder(database).filter((view) => isWanted(view.id) && !early.includes(view)).flatMap((view) => createWithIndexes(view, database, quote)),
    ...database.views.filter(({ id }) => !isWanted(id)).flatMap((view) => view.indexes.filter(({ id }) => isWanted(id)).map((index) => createIndex(index, view, database, quote))),
    ...made(database, ["statistics", "trigger", "policy", "rule"]).filter(({ id }) => isWanted(id)).flatMap((object) => createObject(object, database, quote)),
  ];
}

export const extensions = (database: Database, isWanted: (id: ObjectId) => boolean): Operation[] =>
  database.extensions.filter(({ id }) => isWanted(id)).map(({ name, schema }): Operation => ({
    kind: "createExtension", span: NOWHERE, name: identifier(name), ifNotExists: true,
    // One that only the server has is not there yet.
    schema: database.schemas.some((known) => known.name === schema) ? schema : undefined,
  }));

const made = (database: Database, kinds: readonly ObjectKind[]): DatabaseObject[] => database.objects.filter(({ kind }) => kinds.includes(kind));

const sequencesOf = (database: Database): Database["sequences"] => database.sequences.filter((sequence) => !sequence.identity && sequence.schema !== "pg_temp");
const tablesInOrder = (database: Database): Table[] => inOrder(database.tables.filter((table) => !isTemporary(table)), needsOfTable);
const viewsInOrder = (database: Database): View[] => inOrder(database.views.filter((view) => !isTemporaryView(view, database)), (view) => view.dependsOn);

const createWithIndexes = (view: View, database: Database, quote: Quote): Operation[] => [createView(view, database, quote), ...view.indexes.map((index) => createIndex(index, view, database, quote))];

const FUNCTIONS: readonly ObjectKind[] = ["function", "procedure"];

/** Each after those that its text may name without our knowing. */
const AFTER_FUNCTIONS: readonly ObjectKind[] = [
  "language", "access method", "operator", "aggregate", "operator family", "operator class", "cast", "transform", "conversion",
  "text search parser", "text search template", "text search dictionary", "text search configuration", "foreign data wrapper", "server", "user mapping", "foreign table",
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
