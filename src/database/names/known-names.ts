import type { Table } from "../../model/database.js";

/**
 * Names that a list of tables has or once had, for tables, their indexes and constraints: what is not among them is surely not there. Handed on from one
 * list to the next, because asking all tables for each new name makes a file of ten thousand statements take minutes.
 */
const known = new WeakMap<readonly Table[], Set<string>>();

export function mayHaveName(tables: readonly Table[], name: string): boolean {
  let names = known.get(tables);
  if (names === undefined) {
    names = new Set();
    for (const table of tables) addNames(table, names);
    known.set(tables, names);
  }
  return names.has(name);
}

/** `to` has the tables of `from`, with `table` in place of an older self or behind them. */
export function handNamesOn(from: readonly Table[], to: readonly Table[], table: Table): void {
  const names = known.get(from);
  if (names === undefined) return;
  addNames(table, names);
  known.set(to, names);
}

function addNames({ name, indexes, constraints, columns }: Table, names: Set<string>): void {
  names.add(name);
  for (const index of indexes) names.add(index.name);
  for (const constraint of constraints) names.add(constraint.name);
  for (const { notNullConstraint } of columns) if (notNullConstraint) names.add(notNullConstraint.name);
}
