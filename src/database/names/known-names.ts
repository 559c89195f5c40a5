import type { Sequence, Table } from "../../model/database.js";

/**
 * Names and ids that a list of tables or sequences has or once had, and the names of the tables' indexes and constraints: what is not among them is surely not there.
 * Handed on from one list to the next, because asking all for each new name makes a file of ten thousand statements take minutes.
 */
const known = new WeakMap<readonly Relation[], Set<string>>();
type Relation = Table | Sequence;

export function mayHave(relations: readonly Relation[], nameOrId: string): boolean {
  let names = known.get(relations);
  if (names === undefined) {
    names = new Set();
    for (const relation of relations) addNames(relation, names);
    known.set(relations, names);
  }
  return names.has(nameOrId);
}

/** `to` has nothing that `from` does not have, but for what is in `made`: new ones, and those that stand in place of an older self. */
export function handNamesOn<R extends Relation>(from: readonly R[], to: readonly R[], made: readonly R[]): void {
  const names = known.get(from);
  if (names === undefined) return;
  for (const relation of made) addNames(relation, names);
  known.set(to, names);
}

function addNames(relation: Relation, names: Set<string>): void {
  names.add(relation.name).add(relation.id);
  if (!("columns" in relation)) return;
  const { indexes, constraints, columns } = relation;
  for (const index of indexes) names.add(index.name);
  for (const constraint of constraints) names.add(constraint.name);
  for (const { notNullConstraint } of columns) if (notNullConstraint) names.add(notNullConstraint.name);
}
