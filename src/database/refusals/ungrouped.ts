import type { Database, Problem } from "../../model/database.js";
import type { Need } from "../../model/need.js";
import { primaryKeyIndex } from "../keys.js";
import { columnsOf } from "../names/expand-stars.js";
import { isRoutine } from "../names/find-object.js";
import { findTable } from "../names/lookup.js";
import { isOpen } from "../uncertain.js";
import { invalidity, part } from "../apply/change.js";
import { columnRead, type FoundColumn } from "./column-read.js";

type Grouped = Extract<Need, { kind: "grouped" }>["by"][number];

/** A column that is not the same in all rows of a group (source: parseCheckAggregates): it is not grouped by, nor is the primary key of its table. */
export function ungrouped({ read, by, functions }: Extract<Need, { kind: "grouped" }>, database: Database): Problem | undefined {
  if (isOpen(database) || database.objects.some(({ kind, name }) => isRoutine(kind) && functions.includes(name))) return undefined;
  const found = columnRead(read, database);
  const grouped = by.flatMap((column) => groupedBy(column, database));
  if (!found || grouped.includes(undefined)) return undefined;
  const own = new Set(grouped.flatMap((column) => (column && column.item.alias === found.item.alias ? [column.name] : [])));
  if (own.has(found.name) || followsFromKey(found, own, database)) return undefined;
  const message = `column "${found.item.alias ?? ""}.${found.name}" must appear in the GROUP BY clause or be used in an aggregate function`;
  return invalidity({ code: "42803", message }, "column", part(found.name));
}

/** An output's name is looked for after those of columns. */
function groupedBy({ output, ...column }: Grouped, database: Database): (FoundColumn | undefined)[] {
  const found = columnRead(column, database);
  if (found || !output) return [found];
  const isNone = column.scopes[0]?.every(({ path, alias = "", merged }) => path !== undefined && merged === undefined && columnsOf({ path, alias, depth: 0 }, database) !== undefined) === true;
  return isNone ? output.map((one) => columnRead(one, database)) : [undefined];
}

/** The server takes no key that may be deferred for one; of it nothing is claimed. */
function followsFromKey({ item: { path = [] } }: FoundColumn, grouped: ReadonlySet<string>, database: Database): boolean {
  const table = findTable(database, { schema: path.at(-2), name: path.at(-1) ?? "" });
  const key = table && primaryKeyIndex(table);
  return key !== undefined && key.keys.every(({ column }) => table?.columns.some(({ id, name }) => id === column && grouped.has(name)) === true);
}
