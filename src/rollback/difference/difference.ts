import { identifier } from "../../database/recreate/nowhere.js";
import { extensions, recreateObjects, recreateParts } from "../../database/recreate/recreate.js";
import type { Database, ObjectId } from "../../model/database.js";
import type { Dialect } from "../../model/dialect.js";
import type { Environment } from "../../model/environment.js";
import type { Name } from "../../model/name.js";
import type { ColumnDefinition, Operation } from "../../model/operation.js";
import { Draft } from "../draft.js";
import type { Roles } from "../roles.js";
import { alterColumns } from "./alter-columns.js";
import { alterComposites, alterObjects, alterTables, release, untype } from "./alter-others.js";
import { clear, clearLate } from "./clear.js";
import { finish } from "./finish.js";
import { inTheWay } from "./in-the-way.js";
import { move } from "./move.js";
import { withReplacedTypes } from "./replaced-types.js";
import { idsOf } from "./same.js";

/**
 * Statements that make one state of a database out of another. What is the same object in both, by its id, stays with its rows, whatever it is called;
 * what only the first has is dropped, what only the second has is made.
 */
export function difference(from: Database, to: Database, dialect: Dialect, environment: Environment, { renames, made }: Roles = { renames: [], made: [] }): Draft {
  const start = withReplacedTypes({ ...from, searchPath: to.searchPath, settings: [] }, to);
  const draft = new Draft(start, dialect, environment);
  draft.run(...renames);
  if (from !== to) change(draft, start, to);
  for (const role of made) draft.write(`DROP ROLE ${draft.quote(role)}`);
  return draft;
}

function change(draft: Draft, start: Database, to: Database): void {
  const going = inTheWay(start, to);
  untype(draft, to);
  release(draft, to);
  clear(draft, to, going);
  move(draft, to);
  alterComposites(draft, to);
  make(draft, to);
  alterObjects(draft, to);
  alterColumns(draft, start, to);
  alterTables(draft, to);
  makeParts(draft, to);
  // Names that the server made up, because others had those that it would give.
  move(draft, to);
  clearLate(draft, new Set([...idsOf(start)].filter((id) => !idsOf(to).has(id))));
  finish(draft, to);
  number(draft, start, to);
}

/** A sequence that is made again begins where the column that stayed has got to. */
function number(draft: Draft, start: Database, goal: Database): void {
  const stayed = new Set(start.tables.flatMap(({ columns }) => columns.map(({ id }) => id)));
  for (const sequence of goal.sequences) {
    const { ownedBy, increment = "1" } = sequence;
    const table = goal.tables.find(({ id }) => id === ownedBy?.table);
    const column = table?.columns.find(({ id }) => id === ownedBy?.column);
    if (!table || !column || !stayed.has(column.id) || start.sequences.some(({ id }) => id === sequence.id) || increment.startsWith("-")) continue;
    draft.write(`SELECT setval(${draft.literal(draft.name(sequence))}, coalesce(max(${draft.quote(column.name)}), 0) + ${increment}, false) FROM ${draft.name(table)}`);
  }
}

function make(draft: Draft, goal: Database): void {
  const isMissing = missing(draft.database, goal);
  draft.run(...extensions(goal, isMissing), ...recreateObjects(goal, draft.quote, isMissing).map((operation) => withOwnNames(operation, draft.database)));
  draft.settle(goal);
}

/** A NOT NULL without a name gets a number where another table has its name: an heir that kept it, a partition that was detached. */
function withOwnNames(operation: Operation, { tables }: Database): Operation {
  const named = (table: Name, column: ColumnDefinition): ColumnDefinition => {
    const name = `${table.name}_${column.name.name}_not_null`;
    const isTaken = tables.some(({ schema, columns }) => schema === table.schema && columns.some(({ notNullConstraint }) => notNullConstraint?.name === name));
    return column.notNull && !column.notNullConstraint && isTaken ? { ...column, notNullConstraint: { name: identifier(name), noInherit: false, notValid: false } } : column;
  };
  if (operation.kind === "createTable") return { ...operation, columns: operation.columns.map((column) => named(operation.name, column)) };
  return operation.kind === "addColumn" ? { ...operation, column: named(operation.table, operation.column) } : operation;
}

function makeParts(draft: Draft, goal: Database): void {
  draft.settle(goal);
  const isMissing = missing(draft.database, goal);
  draft.run(...recreateParts(goal, draft.quote, isMissing));
  draft.settle(goal);
}

function missing(database: Database, goal: Database): (id: ObjectId) => boolean {
  const there = idsOf(database);
  const wanted = new Set([...idsOf(goal)].filter((id) => !there.has(id)));
  return (id) => wanted.has(id);
}
