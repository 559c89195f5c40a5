import { targets } from "../../database/names/bind.js";
import { hasServerDefault } from "../../database/questions.js";
import type { Column, Constraint, Database, Index, ObjectId, Table } from "../../model/database.js";
import { inTheWay } from "../difference/in-the-way.js";
import { idsOf } from "../difference/same.js";
import type { KeepPlan } from "./plan.js";

/**
 * The state into which rows come back: what is looked up row by row, fires, or is computed of them comes after them. What the goal and the database of now
 * both have stays, as far as no row on its way can offend it.
 */
export function loosened(goal: Database, from: Database, plan: KeepPlan): Database {
  const there = idsOf(from);
  const restored = restoredTables(goal, plan);
  const removed = new Set<ObjectId>();
  for (const { id, indexes, constraints } of goal.tables) {
    const changed = restored.get(id);
    for (const index of indexes) if (changed && (!there.has(index.id) || (index.unique && readsAny(index, changed)))) removed.add(index.id);
    for (const constraint of constraints) if ((changed && (!there.has(constraint.id) || !constraint.validated)) || plan.circular.has(constraint.id) || leansOn(constraint, restored, there)) removed.add(constraint.id);
  }
  spread(goal, removed);
  const views = unready(goal, from, restored, there);
  return {
    ...goal,
    tables: goal.tables.map((table) => withoutParts(table, removed, restored.get(table.id), goal, from)),
    views: goal.views.filter(({ id }) => !views.has(id)),
    // A row filter keeps rows of a table without a replica identity from being written.
    publications: goal.publications.filter((publication) => from.publications.includes(publication)),
    objects: goal.objects.filter(({ id, on, kind }) => !views.has(id) && !(on !== undefined && (views.has(on) || (restored.has(on) && fires(kind) && !there.has(id))))).map((object) => (object.on !== undefined && restored.has(object.on) && fires(object.kind) ? { ...object, firing: "disabled" } : object)),
  };
}

const readsAny = ({ keys, predicate }: Index, columns: ReadonlySet<ObjectId>): boolean =>
  [predicate, ...keys.map(({ expression }) => expression)].some((expression) => targets(expression).some((target) => columns.has(target))) || keys.some(({ column }) => columns.has(column ?? ""));

/** The database of now, when values that cannot be turned back are taken out of it. */
export function cleared(from: Database, { tables }: KeepPlan): Database {
  const computed = new Map(tables.flatMap((one) => (one.computed.length > 0 ? [[one.table.id, new Set(one.computed.map(({ id }) => id))] as const] : [])));
  if (computed.size === 0) return from;
  return {
    ...from,
    tables: from.tables.map((table) => ({ ...table, columns: table.columns.map((column) => (computed.get(table.id)?.has(column.id) === true ? { ...column, notNull: false, notNullConstraint: undefined } : column)) })),
    objects: from.objects.map((object) => (object.on !== undefined && computed.has(object.on) && fires(object.kind) ? { ...object, firing: "disabled" } : object)),
  };
}

const fires = (kind: string): boolean => kind === "trigger" || kind === "rule";

/** With the columns whose values come back; partitions take theirs through their tables. */
function restoredTables(goal: Database, { tables }: KeepPlan): Map<ObjectId, ReadonlySet<ObjectId>> {
  const restored = new Map<ObjectId, ReadonlySet<ObjectId>>();
  for (const { table, returns, values } of tables) if (returns !== "nothing") restored.set(table.id, new Set((returns === "table" ? table.columns : [...values, ...table.columns.filter(({ generated }) => generated)]).map(({ id }) => id)));
  for (let size = -1; size !== restored.size; ) {
    size = restored.size;
    for (const { id, partitionOf, columns } of goal.tables) {
      const parent = goal.tables.find((other) => other.id === partitionOf?.parent);
      const changed = parent && restored.get(parent.id);
      const names = new Set(parent?.columns.filter((column) => changed?.has(column.id) === true).map(({ name }) => name));
      if (changed && !restored.has(id)) restored.set(id, new Set(columns.filter(({ name }) => names.has(name)).map((column) => column.id)));
    }
  }
  return restored;
}

/** A foreign key that comes back onto rows that come back. */
const leansOn = (constraint: Constraint, restored: ReadonlyMap<ObjectId, unknown>, there: ReadonlySet<ObjectId>): boolean => constraint.kind === "foreignKey" && !there.has(constraint.id) && restored.has(constraint.references.table);

/** Indexes with their constraints, parts with what they are parts of, foreign keys with the index that they lean on. */
function spread({ tables }: Database, removed: Set<ObjectId>): void {
  for (let size = -1; size !== removed.size; ) {
    size = removed.size;
    for (const { indexes, constraints } of tables) {
      for (const index of indexes) if (removed.has(index.parent ?? "") || removed.has(index.constraint ?? "")) removed.add(index.id);
      for (const constraint of constraints) {
        if ("index" in constraint && removed.has(constraint.index)) removed.add(constraint.id);
        if (constraint.kind === "foreignKey" && (removed.has(constraint.references.index) || removed.has(constraint.parent ?? ""))) removed.add(constraint.id);
      }
    }
    for (const { indexes } of tables) for (const index of indexes) if (removed.has(index.constraint ?? "")) removed.add(index.id);
  }
}

function withoutParts(table: Table, removed: ReadonlySet<ObjectId>, changed: ReadonlySet<ObjectId> | undefined, goal: Database, from: Database): Table {
  const now = from.tables.find(({ id }) => id === table.id);
  const isLoose = (id: ObjectId): boolean => removed.has(id);
  return {
    ...table,
    columns: changed ? table.columns.map((column) => (changed.has(column.id) ? loose(column, now, goal) : column)) : table.columns,
    constraints: table.constraints.filter(({ id }) => !isLoose(id)),
    indexes: table.indexes.filter(({ id }) => !isLoose(id)),
    settings: table.settings.filter(({ index }) => index === undefined || !isLoose(index)),
  };
}

/** NOT NULL only where every row has a value, and numbers that UPDATE may write. */
function loose(column: Column, now: Table | undefined, goal: Database): Column {
  const own = now?.columns.find(({ id }) => id === column.id);
  const isFilled = own ? own.notNull : !now || (!column.generated && hasServerDefault(column, goal));
  const identity = now && !own && column.identity === "always" ? "by default" : column.identity;
  const isValid = column.notNullConstraint?.validated !== false;
  return isFilled && isValid ? { ...column, identity } : { ...column, identity: own ? own.identity : column.identity, notNull: false, notNullConstraint: undefined };
}

/** Materialised views that are made again and read what comes back, with what reads them. */
function unready(goal: Database, from: Database, restored: ReadonlyMap<ObjectId, ReadonlySet<ObjectId>>, there: ReadonlySet<ObjectId>): ReadonlySet<ObjectId> {
  const going = inTheWay(from, goal);
  const reading = new Set<ObjectId>(restored.keys());
  for (let size = -1; size !== reading.size; ) {
    size = reading.size;
    for (const { id, dependsOn } of goal.views) if (dependsOn.some((needed) => reading.has(needed))) reading.add(id);
  }
  const unready = new Set(goal.views.filter(({ id, materialized }) => materialized && reading.has(id) && (!there.has(id) || going.has(id))).map(({ id }) => id));
  for (let size = -1; size !== unready.size; ) {
    size = unready.size;
    for (const { id, dependsOn } of goal.views) if (dependsOn.some((needed) => unready.has(needed))) unready.add(id);
    for (const { id, definitions, on } of goal.objects) if (unready.has(on ?? "") || definitions.some((definition) => targets(definition).some((target) => target !== id && unready.has(target)))) unready.add(id);
  }
  return unready;
}
