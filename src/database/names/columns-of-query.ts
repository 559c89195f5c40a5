import type { Database, DataType, ObjectId } from "../../model/database.js";
import type { Pin } from "../../model/bound-expression.js";
import type { NameInExpression, RelationInQuery } from "../../model/name.js";
import { findTable, findView, viewColumnId } from "./lookup.js";

interface ItemColumn {
  readonly id: ObjectId;
  /** As the query calls it. */
  readonly name: string;
  readonly type?: DataType | undefined;
  /** The query calls it so whatever its name is. */
  readonly fixed: boolean;
}

export interface ColumnsFound {
  /** More than one where JOIN … USING makes one of them. */
  readonly columns: readonly ItemColumn[];
  readonly item: RelationInQuery;
}

/** The innermost query that has such a column decides; one with a part that is not known, or two candidates, leaves it open. */
export function columnsOfQuery({ path, from = [] }: Pick<NameInExpression, "path" | "from">, database: Database): ColumnsFound | undefined {
  const [alias, column] = [path.at(-2), path.at(-1)];
  const last = Math.max(0, ...from.map((relation) => relation.depth));
  for (let depth = 0; depth <= last; depth++) {
    const here = from.filter((relation) => relation.depth === depth && (alias === undefined ? relation.qualified !== true : relation.alias === alias));
    const found = here.flatMap((item) => {
      const own = columnsOfItem(item, database)?.find(({ name }) => name === column);
      return own ? [{ own, item }] : [];
    });
    const [first] = found;
    if (first && (found.length === 1 || found.every(({ item }) => item.using?.includes(column ?? "") === true))) return { columns: found.map(({ own }) => own), item: first.item };
    if (first || here.some(({ path: relation }) => relation === undefined || !relationAt(relation, database))) return undefined;
  }
  return undefined;
}

/** Of a table, or of a view where they are known. */
export function columnsOfItem({ path, columns: names, using = [] }: RelationInQuery, database: Database): readonly ItemColumn[] | undefined {
  const relation = path && relationAt(path, database);
  return relation?.columns.map((column, at) => ({ ...column, name: names?.[at] ?? column.name, fixed: names?.[at] !== undefined || using.includes(column.name) }));
}

/** Columns of an item of FROM that its joins call so. */
export function pinsOf(item: RelationInQuery, database: Database): Pin[] {
  if (!item.using) return [];
  return (columnsOfItem(item, database) ?? []).flatMap(({ id, name, fixed }, at) => (fixed && item.columns?.[at] === undefined ? [{ column: id, as: name }] : []));
}

export interface RelationFound {
  readonly id: ObjectId;
  readonly columns: readonly { readonly id: ObjectId; readonly name: string; readonly type?: DataType | undefined }[];
}

/** A table, or a view whose columns are known. */
export function relationAt(path: readonly string[], database: Database): RelationFound | undefined {
  const name = { schema: path.at(-2), name: path.at(-1) ?? "" };
  const table = findTable(database, name);
  if (table) return table;
  const view = findView(database, name);
  return view && view.columns.length > 0 ? { id: view.id, columns: view.columns.map((column, at) => ({ id: viewColumnId(view, at), name: column, type: view.types?.[at]?.type })) } : undefined;
}
