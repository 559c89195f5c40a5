import { lostBeside } from "../../database/apply/lost-beside.js";
import { sweep } from "../../database/apply/sweep.js";
import { typeById, withoutType } from "../../database/names/user-types.js";
import { typesInCircle } from "../../database/recreate/base-types.js";
import { belongsToTable, hasArguments, relationNamed } from "../../database/names/find-object.js";
import { targets } from "../../database/names/bind.js";
import { identifier, nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { ownerOf } from "../../database/recreate/objects.js";
import { currentType } from "../../database/render.js";
import type { Constraint, Database, DataType, ObjectId, Table, View } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Name } from "../../model/name.js";
import type { Operation } from "../../model/operation.js";
import type { Draft } from "../draft.js";
import { isReplaceable, readsView } from "./in-the-way.js";

/** Takes away what is in the way, as far as it holds no rows that stay; types and functions that columns still use are left for the end. */
export function clear(draft: Draft, goal: Database, going: ReadonlySet<ObjectId>): void {
  const wanted = new Set(goal.tables.map(({ id }) => id));
  dropAll(draft, (database) => classesFirst(database.objects.filter(({ id, kind, on }) => going.has(id) && !isReplaceable(kind) && kind !== "statistics" && kind !== "access method" && isKept(on, wanted, database))).map((object) => dropObject(object, database)));
  dropAll(draft, (database) => [...database.views.filter(({ id }) => going.has(id)).toReversed().map(dropView), ...rowFunctions(database, going)]);
  for (const { schema, indexes } of draft.database.views) draft.run(...indexes.filter(({ id }) => going.has(id)).map(({ name }) => dropIndex({ schema, name })));
  // What it had from its parent is its own then.
  leaveFamilies(draft, goal);
  clearForeignKeys(draft, goal);
  for (const table of draft.database.tables) if (wanted.has(table.id)) clearTable(draft, table.id, goal, going);
  dropAll(draft, tableDrops(wanted));
  // Functions of a table's rows.
  clearLate(draft, going);
  dropTables(draft, wanted);
  dropAll(draft, ({ publications }) => publications.filter(({ id }) => going.has(id)).map(({ name }): Operation => ({ kind: "dropPublication", span: NOWHERE, name: identifier(name), ifExists: false })));
  clearLate(draft, going);
}

/** An operator class may have made its family, which would take it along. */
const classesFirst = (objects: readonly DatabaseObject[]): DatabaseObject[] => objects.toSorted((a, b) => Number(b.kind === "operator class") - Number(a.kind === "operator class"));

/** Functions of a view's rows, which keep it from being dropped. */
function rowFunctions(database: Database, going: ReadonlySet<ObjectId>): Operation[] {
  const isOfView = (type: DataType | undefined): boolean => database.views.some(({ id }) => id === type?.userType && going.has(id));
  const needsView = ({ arguments: types, returns, definitions }: DatabaseObject): boolean => [...types, returns].some(isOfView) || definitions.some((definition) => readsView(definition, database, going));
  return database.objects.filter((object) => going.has(object.id) && isReplaceable(object.kind) && needsView(object)).map((object) => dropObject(object, database));
}

/** Types, functions, sequences, extensions and schemas that nothing uses any more. */
export function clearLate(draft: Draft, going: ReadonlySet<ObjectId>): void {
  dropCircles(draft, going);
  dropAll(draft, (database) => [
    ...classesFirst(database.objects.filter(({ id }) => going.has(id)).toReversed()).map((object) => dropObject(object, database)),
    ...database.sequences.filter(({ id, identity, ownedBy }) => going.has(id) && !identity && (ownedBy === undefined || isFree(id, database))).map((sequence): Operation => ({ kind: "dropSequence", span: NOWHERE, name: nameAt(sequence), ifExists: false, cascade: false })),
    ...[...database.domains, ...database.ranges.filter(({ range }) => range === undefined), ...database.composites, ...database.enums, ...database.baseTypes].filter(({ id }) => going.has(id)).toReversed().map((type): Operation => ({ kind: "dropType", span: NOWHERE, name: nameAt(type), ifExists: false, cascade: false })),
    ...database.extensions.filter(({ id }) => going.has(id)).toReversed().map(({ name }): Operation => ({ kind: "dropExtension", span: NOWHERE, name: identifier(name), ifExists: false, cascade: false })),
    ...database.schemas.filter(({ id }) => going.has(id)).toReversed().map(({ name }): Operation => ({ kind: "dropSchema", span: NOWHERE, name: identifier(name), ifExists: false, cascade: false })),
  ]);
}

/** A type and the functions that read and write it stand on each other: only CASCADE drops them, here with nothing that stays. */
function dropCircles(draft: Draft, going: ReadonlySet<ObjectId>): void {
  for (const id of typesInCircle(draft.database).keys()) {
    const type = going.has(id) ? typeById(draft.database, id) : undefined;
    if (!type) continue;
    const left = sweep(draft.database, withoutType(draft.database, id), new Set()).database;
    if (lostBeside(going, draft.database, left).length === 0) draft.run({ kind: "dropType", span: NOWHERE, name: nameAt(type), ifExists: false, cascade: true });
  }
}

const isFree = (sequence: ObjectId, { tables }: Database): boolean => !tables.some(({ columns }) => columns.some(({ default: value }) => targets(value).includes(sequence)));

const isKept = (on: ObjectId | undefined, wanted: ReadonlySet<ObjectId>, database: Database): boolean => on === undefined || wanted.has(on) || database.views.some(({ id }) => id === on);

/** Each as soon as nothing hangs on it. */
function dropAll(draft: Draft, drops: (database: Database) => readonly Operation[]): void {
  for (let left = Infinity; drops(draft.database).length < left; ) {
    left = drops(draft.database).length;
    const tried = new Set<string>();
    for (let next = drops(draft.database).at(0); next; next = drops(draft.database).find((drop) => !tried.has(JSON.stringify(drop)))) {
      tried.add(JSON.stringify(next));
      draft.attempt(next);
    }
  }
}

export function dropObject(object: DatabaseObject, database: Database): Operation {
  const on = object.on === undefined ? undefined : ownerOf(object.on, database);
  return {
    kind: "dropObject", span: NOWHERE, object: object.kind, name: nameAt(object), on: belongsToTable(object.kind) && on ? nameAt(on) : undefined,
    arguments: hasArguments(object.kind) ? object.arguments.map((type) => currentType(type, database)) : undefined,
    ...(object.of !== undefined && { of: object.of }), ifExists: false, cascade: false,
  };
}

const dropView = (view: View): Operation => ({ kind: "dropView", span: NOWHERE, name: nameAt(view), materialized: view.materialized, ifExists: false, cascade: false });

const dropIndex = (name: Name): Operation => ({ kind: "dropIndex", span: NOWHERE, keyword: NOWHERE, name: nameAt(name), concurrently: false, ifExists: false, cascade: false });

/** Those of tables that stay, and whatever else would keep tables from being dropped one after the other. */
function clearForeignKeys(draft: Draft, goal: Database): void {
  for (const table of draft.database.tables) {
    const other = goal.tables.find(({ id }) => id === table.id);
    if (!other || other === table) continue;
    for (const constraint of table.constraints) {
      if (constraint.kind !== "foreignKey" || constraint.parent !== undefined) continue;
      const goesWithColumn = constraint.columns.some((id) => !other.columns.some((column) => column.id === id));
      // Its parent's key may have to go before the column does.
      const parent = goal.tables.find(({ id }) => id === constraint.references.table);
      const leavesParent = parent !== undefined && !parent.indexes.some(({ id }) => id === constraint.references.index);
      if ((!goesWithColumn || leavesParent) && !staysAsItIs(constraint, other, draft.database, goal)) draft.run(dropConstraint(table, constraint.name));
    }
  }
}

/** Or can be altered to be as it was. */
function staysAsItIs(constraint: Constraint, goalTable: Table, database: Database, goal: Database): boolean {
  const other = goalTable.constraints.find(({ id }) => id === constraint.id);
  if (other?.kind !== constraint.kind || (constraint.validated && !other.validated)) return false;
  if (constraint.kind !== "foreignKey" || other.kind !== "foreignKey") {
    return constraint.deferrable === other.deferrable && constraint.initiallyDeferred === other.initiallyDeferred && (constraint.notEnforced === true) === (other.notEnforced === true);
  }
  if (constraint.references.index !== other.references.index || (constraint.notEnforced === true && other.notEnforced !== true && !other.validated)) return false;
  // Both sides get another type, one after the other, between which they do not fit.
  const isRetyped = (id: ObjectId): boolean => typeOf(id, database) !== typeOf(id, goal);
  return !(constraint.columns.some(isRetyped) && constraint.references.columns.some(isRetyped));
}

function typeOf(id: ObjectId, database: Database): string {
  for (const { columns } of database.tables) {
    const column = columns.find((candidate) => candidate.id === id);
    if (column) return JSON.stringify([column.type.userType ?? column.type.name, column.type.modifiers, column.type.array]);
  }
  return "";
}

/** Columns first: what hangs on them goes along. */
function clearTable(draft: Draft, id: ObjectId, goal: Database, going: ReadonlySet<ObjectId>): void {
  const now = (): Table | undefined => draft.database.tables.find((table) => table.id === id);
  const table = now();
  const other = goal.tables.find((candidate) => candidate.id === id);
  if (!table || !other || (table === other && !table.indexes.some((index) => going.has(index.id)))) return;
  const wanted = new Set(other.columns.map((column) => column.id));
  for (const { name, default: value, type, id: columnId } of table.columns) {
    const uses = targets(value).some((target) => going.has(target)) || value?.casts.some(({ userType }) => userType !== undefined && going.has(userType)) === true;
    const isUserType = type.userType !== undefined && going.has(type.userType);
    if (value && wanted.has(columnId) && (uses || isUserType)) draft.run({ kind: "dropDefault", span: NOWHERE, table: nameAt(table), column: identifier(name) });
  }
  const generated = table.columns.toSorted((a, b) => Number(b.generated !== undefined) - Number(a.generated !== undefined));
  for (const { id: column, name, generated: expression } of generated) {
    const isAnew = going.has(column) && isComputed(column, other, expression !== undefined);
    const isThere = now()?.columns.some((candidate) => candidate.id === column && candidate.inherited !== true) === true;
    if (isThere && (!wanted.has(column) || isAnew)) draft.run({ kind: "dropColumn", span: NOWHERE, table: nameAt(table), column: identifier(name), ifExists: false, cascade: false });
  }
  for (const constraint of table.constraints) {
    if (constraint.kind === "foreignKey" || constraint.inherited === true || !now()?.constraints.some((candidate) => candidate.id === constraint.id)) continue;
    if (going.has(constraint.id) || !staysAsItIs(constraint, other, draft.database, goal)) draft.run(dropConstraint(table, constraint.name));
  }
  for (const index of now()?.indexes ?? []) {
    if (going.has(index.id) && index.constraint === undefined && index.parent === undefined) draft.run(dropIndex({ schema: table.schema, name: index.name }));
  }
  dropAll(draft, (database) => database.objects.filter((object) => going.has(object.id) && object.kind === "statistics" && object.on === id).map((object) => dropObject(object, database)));
}

/** Computed in the goal too: it can be made again without losing anything. */
const isComputed = (column: ObjectId, goal: Table, isGenerated: boolean): boolean => goal.columns.some(({ id, generated }) => id === column && generated !== undefined) || isGenerated;

const dropConstraint = (table: Table, name: string): Operation => ({ kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: identifier(name), ifExists: false, cascade: false });

/** Tables that stay leave parents that they get back or do not have. */
function leaveFamilies(draft: Draft, goal: Database): void {
  const parentOf = (id: ObjectId): Table | undefined => draft.database.tables.find((candidate) => candidate.id === id);
  for (const table of draft.database.tables) {
    const other = goal.tables.find(({ id }) => id === table.id);
    if (other === table) continue;
    const { partitionOf } = table;
    const parent = partitionOf && parentOf(partitionOf.parent);
    const leaves = other ? partitionOf?.parent !== other.partitionOf?.parent || partitionOf?.bounds !== other.partitionOf?.bounds : isReferenced(parent, draft.database) && goal.tables.some(({ id }) => id === parent?.id);
    if (parent && leaves) draft.run({ kind: "detachPartition", span: NOWHERE, table: nameAt(parent), partition: nameAt(table), concurrently: false });
    if (!other) continue;
    for (const id of table.inherits) {
      const from = parentOf(id);
      if (from && !other.inherits.includes(id)) draft.run({ kind: "setInheritance", span: NOWHERE, table: nameAt(table), parent: nameAt(from), inherit: false });
    }
  }
}

/** By a foreign key, which no partition can be dropped from under. */
const isReferenced = (table: Table | undefined, { tables }: Pick<Database, "tables">): boolean =>
  table !== undefined && (tables.some(({ constraints }) => constraints.some((constraint) => constraint.kind === "foreignKey" && constraint.references.table === table.id)) || isReferenced(tables.find(({ id }) => id === table.partitionOf?.parent), { tables }));

const left = (database: Database, wanted: ReadonlySet<ObjectId>): Table[] => database.tables.filter(({ id, persistence }) => !wanted.has(id) && persistence !== "temporary").toReversed();

const tableDrops = (wanted: ReadonlySet<ObjectId>) => (database: Database): Operation[] => left(database, wanted).map((table) => ({ kind: "dropTable", span: NOWHERE, name: nameAt(table), ifExists: false, cascade: false }));

function dropTables(draft: Draft, wanted: ReadonlySet<ObjectId>): void {
  const drops = tableDrops(wanted);
  dropAll(draft, drops);
  // In a circle.
  for (const table of left(draft.database, wanted)) {
    for (const constraint of table.constraints) if (constraint.kind === "foreignKey" && constraint.references.table !== table.id && relationNamed(draft.database, table)) draft.run(dropConstraint(table, constraint.name));
    dropAll(draft, drops);
  }
  draft.run(...drops(draft.database));
}
