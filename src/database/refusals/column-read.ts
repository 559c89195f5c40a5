import type { Column, Database } from "../../model/database.js";
import type { ColumnRead, ScopeItem } from "../../model/need.js";
import { bindType } from "../names/bind.js";
import { columnsOf } from "../names/expand-stars.js";
import { isCertain } from "../uncertain.js";

export interface FoundColumn {
  readonly item: ScopeItem;
  readonly name: string;
  /** Undefined where its type is not known. */
  readonly source: Pick<Column, "name" | "type"> | undefined;
}

/** The one column that an expression reads, in the innermost FROM clause; undefined where not all of that is known. */
export function columnRead({ path, scopes: [scope = []] }: ColumnRead, database: Database): FoundColumn | undefined {
  const [column = "", alias] = path.toReversed();
  if (path.length > 2) return undefined;
  const found: FoundColumn[] = [];
  for (const item of scope) {
    if (alias === undefined ? item.merged !== undefined : item.alias !== alias && item.alias !== undefined) {
      if (alias === undefined) return undefined;
      continue;
    }
    if (item.made) {
      found.push(...item.made.filter(({ name }) => name === column).map(({ name, type }) => ({ item, name, source: { name, type: bindType(type, database) } })));
      continue;
    }
    if (item.alias === undefined || item.path === undefined || (alias === undefined && item.qualified === true && item.columns)) return undefined;
    if (alias === undefined && item.qualified === true) continue;
    if (!isCertain(database, { schema: item.path.at(-2), name: item.path.at(-1) ?? "" })) return undefined;
    const columns = columnsOf({ alias: item.alias, path: item.path, depth: 0 }, database);
    if (!columns) return undefined;
    found.push(...columns.filter((own) => own.column === column).map(({ source }) => ({ item, name: column, source })));
  }
  return found.length === 1 ? found[0] : undefined;
}
