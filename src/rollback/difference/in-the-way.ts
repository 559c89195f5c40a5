import { targets } from "../../database/names/bind.js";
import type { BoundExpression, Column, Database, DataType, ObjectId } from "../../model/database.js";
import { idsOf, sameColumnType, sameExpression, sameObject, sameView } from "./same.js";

/**
 * What cannot stay as it is: what the goal does not have, columns that get another type, and what has to be made anew; with all views, triggers, policies,
 * checks, indexes and functions that read any of it. Those that the goal has are made again at the end.
 */
export function inTheWay(database: Database, goal: Database): ReadonlySet<ObjectId> {
  const wanted = idsOf(goal);
  const going = new Set([...idsOf(database)].filter((id) => !wanted.has(id)));
  for (const [column, other] of columnPairs(database, goal)) if (!sameColumnType(column, other) || isMadeAnew(column, other)) going.add(column.id);
  for (const view of database.views) {
    const other = goal.views.find(({ id }) => id === view.id);
    if (other && !sameView(view, other)) going.add(view.id);
  }
  for (const object of database.objects) {
    const other = goal.objects.find(({ id }) => id === object.id);
    if (other && !isReplaceable(object.kind) && !sameObject(object, other)) going.add(object.id);
  }
  for (let size = -1; size !== going.size && going.size > 0; ) {
    size = going.size;
    addReaders(database, going);
    addFamilies(database, goal, going);
  }
  return going;
}

/** Of a generated column only its expression can be taken away. */
export const isMadeAnew = (column: Column, goal: Column): boolean =>
  (goal.generated !== undefined && column.generated === undefined) || (goal.generated !== undefined && column.generated !== undefined && (goal.generated.storage !== column.generated.storage || !sameExpression(column.generated.expression, goal.generated.expression)));

export const isReplaceable = (kind: string): boolean => kind === "function" || kind === "procedure";

function addReaders(database: Database, going: Set<ObjectId>): void {
  const isOf = ({ userType }: DataType): boolean => userType !== undefined && going.has(userType);
  const reads = (expression: BoundExpression | undefined): boolean => expression !== undefined && (targets(expression).some((id) => going.has(id)) || expression.casts.some(isOf));
  for (const { id, dependsOn, query } of database.views) if (dependsOn.some((needed) => going.has(needed)) || reads(query)) going.add(id);
  for (const { id, kind, on, arguments: types, returns, definitions } of database.objects) {
    const isFunction = isReplaceable(kind);
    const inSignature = types.some(isOf) || (returns !== undefined && isOf(returns));
    if (inSignature || (isFunction && definitions.some((definition) => readsView(definition, database, going))) || (!isFunction && definitions.some(reads)) || (on !== undefined && going.has(on))) going.add(id);
  }
  for (const { columns, constraints, indexes } of database.tables) {
    // With the types of their columns the server cannot keep them: it would read their text, in which constants have the old type.
    for (const { id, generated } of columns) if (reads(generated?.expression)) going.add(id);
    for (const constraint of constraints) if (constraint.kind === "check" && reads(constraint.expression)) going.add(constraint.id);
    for (const { id, constraint, predicate, keys } of indexes) if (constraint === undefined && [predicate, ...keys.map(({ expression }) => expression)].some(reads)) going.add(id);
  }
}

/** SETOF a view, or a body that is no string. */
export const readsView = (definition: BoundExpression, { views }: Database, going: ReadonlySet<ObjectId>): boolean => targets(definition).some((target) => going.has(target) && views.some(({ id }) => id === target));

/** An index that was attached to that of the parent cannot be taken from it: the whole goes, with the parts of other partitions, and is made again. */
function addFamilies(database: Database, goal: Database, going: Set<ObjectId>): void {
  const staying = database.tables.filter(({ id, partitionOf }) => partitionOf !== undefined && goal.tables.find((other) => other.id === id)?.partitionOf?.parent === partitionOf.parent);
  const indexes = staying.flatMap((table) => table.indexes);
  for (const { id, parent } of indexes) {
    if (parent === undefined) continue;
    if (going.has(id)) going.add(parent);
    if (going.has(parent)) going.add(id);
  }
  for (const { constraints } of database.tables) for (const constraint of constraints) if ("index" in constraint && going.has(constraint.index)) going.add(constraint.id);
}

/** Columns that both have. */
export function columnPairs(database: Database, goal: Database): (readonly [Column, Column])[] {
  const pairs: (readonly [Column, Column])[] = [];
  for (const table of database.tables) {
    const other = goal.tables.find(({ id }) => id === table.id);
    if (!other || other === table) continue;
    for (const column of table.columns) {
      const same = other.columns.find(({ id }) => id === column.id);
      if (same) pairs.push([column, same]);
    }
  }
  return pairs;
}
