import { foreignKeysTo, heirs } from "../../../../database/dependents.js";
import { columnById, columnNames, findTable } from "../../../../database/names/lookup.js";
import type { ForeignKey, Table } from "../../../../model/database.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { ChangeData } from "../../../../model/operation.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { nameOf } from "../relations.js";
import { holdsNoRows, liveRows, type Meeting } from "./live-rows.js";

/** DELETE of rows that others point to: RESTRICT and NO ACTION refuse it, SET NULL where the column is NOT NULL. */
export function failingDelete(operation: ChangeData, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  if (!table || holdsNoRows(table, meeting)) return [];
  return foreignKeysTo(meeting.before, table.id).flatMap(({ table: child, foreignKey }) => {
    const refuses = foreignKey.onDelete === "restrict" || foreignKey.onDelete === "no action";
    const empties = foreignKey.onDelete === "set null" && (foreignKey.onDeleteColumns ?? foreignKey.columns).some((id) => columnById(child, id)?.notNull === true);
    // A partition's key is a part of its parent's. Rows of the same table may go with those that they point to.
    if (!(refuses || empties) || foreignKey.parent !== undefined || child.id === table.id || holdsNoRows(child, meeting)) return [];
    const why = refuses ? `rows of ${child.name} point to them` : `rows of ${child.name} point to them, and cannot hold NULL`;
    const columns = columnNames(child, foreignKey.columns);
    return [{ code: refuses ? restrictCode(foreignKey, meeting) : "23502", why, relation: nameOf(child), columns, checkQuery: query(operation, table, child, foreignKey, meeting) }];
  });
}

/** RESTRICT has a code of its own since PostgreSQL 18. */
const restrictCode = ({ onDelete }: ForeignKey, { version = 18 }: Meeting): string => (onDelete === "restrict" && version >= 18 ? "23001" : "23503");

function query(operation: ChangeData, table: Table, child: Table, key: ForeignKey, meeting: Meeting): string | undefined {
  const { before } = meeting;
  const where = operation.where;
  // Other tables, aliases and functions in WHERE, cascades that take the child's rows along, heirs whose rows nobody points to.
  const isPlain = where === undefined || (operation.reads.length === 0 && where.names.every(({ kind, path }) => kind === "column" && path.length === 1));
  const cascades = foreignKeysTo(before, table.id).some(({ foreignKey }) => foreignKey.onDelete === "cascade");
  if (!isPlain || operation.only === true || cascades || [table, child].some((each) => each.partitionBy === undefined && heirs(before, each).length > 0)) return undefined;
  const own = key.columns.flatMap((id) => columnById(child, id) ?? []);
  const parents = key.references.columns.flatMap((id) => columnById(table, id) ?? []);
  const there = liveRows(child, own, meeting);
  const deleted = liveRows(table, [...parents, ...(where ? table.columns : [])], meeting);
  if (there === undefined || deleted === undefined || there.startsWith("(") || deleted.startsWith("(")) return undefined;
  const match = own.map(({ name }, at) => `c.${quote(name)} = p.${quote(parents[at]?.name ?? "")}`).join(" AND ");
  const condition = where ? ` WHERE ${where.sql}` : "";
  return `SELECT 1 FROM (SELECT * FROM ${deleted}${condition}) p JOIN ${there} c ON ${match} LIMIT 1`;
}
