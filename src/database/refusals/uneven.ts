import type { Database, Problem } from "../../model/database.js";
import type { Need, Scope } from "../../model/need.js";
import { columnsOf } from "../names/expand-stars.js";
import { findTable } from "../names/lookup.js";
import { isCertain, isOpen } from "../uncertain.js";
import { invalidity, part } from "../apply/change.js";

/** A query with another number of columns than what it goes with, its stars counted. */
export function uneven({ columns, beside }: Extract<Need, { kind: "count" }>, database: Database): Problem | undefined {
  if (isOpen(database)) return undefined;
  const count = counted(columns, database);
  if (count === undefined) return undefined;
  if ("set" in beside) {
    const other = counted(beside.columns, database);
    return other === undefined || other === count ? undefined : invalidity({ code: "42601", message: `each ${beside.set} query must have the same number of columns` }, "query", part(beside.set));
  }
  const name = { schema: beside.table.at(-2), name: beside.table.at(-1) ?? "" };
  const table = findTable(database, name);
  if (!table || table.columnsUnknown || !isCertain(database, table)) return undefined;
  const refuse = (message: string): Problem => invalidity({ code: "42601", message }, "table", table);
  if (count > (beside.named ?? table.columns.length)) return refuse("INSERT has more expressions than target columns");
  return beside.named !== undefined && count < beside.named ? refuse("INSERT has more target columns than expressions") : undefined;
}

/** undefined where a star stands for columns that are not all known. */
function counted(columns: readonly (string | Scope)[], database: Database): number | undefined {
  let sum = 0;
  for (const column of columns) {
    const own = typeof column === "string" ? 1 : countedIn(column, database);
    if (own === undefined) return undefined;
    sum += own;
  }
  return sum;
}

function countedIn(scope: Scope, database: Database): number | undefined {
  let sum = 0;
  for (const { alias, path, columns, merged } of scope) {
    if (merged !== undefined || alias === undefined) return undefined;
    if (path && !isCertain(database, { schema: path.at(-2), name: path.at(-1) ?? "" })) return undefined;
    const own = columns ? counted(columns, database) : path && columnsOf({ alias, path, depth: 0 }, database)?.length;
    if (own === undefined) return undefined;
    sum += own;
  }
  return sum;
}
