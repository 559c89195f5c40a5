import { extensions, recreateObjects, recreateParts } from "../../database/recreate/recreate.js";
import type { Database, ObjectId } from "../../model/database.js";
import type { Dialect } from "../../model/dialect.js";
import type { Environment } from "../../model/environment.js";
import { Draft } from "../draft.js";
import { alterColumns } from "./alter-columns.js";
import { alterObjects, alterTables } from "./alter-others.js";
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
export function difference(from: Database, to: Database, dialect: Dialect, environment: Environment): Draft {
  const start = withReplacedTypes({ ...from, searchPath: to.searchPath, settings: [] }, to);
  const draft = new Draft(start, dialect, environment);
  if (from === to) return draft;
  const going = inTheWay(start, to);
  clear(draft, to, going);
  move(draft, to);
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
  return draft;
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
  draft.run(...extensions(goal, isMissing), ...recreateObjects(goal, draft.quote, isMissing));
  draft.settle(goal);
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
