import { quoteIdentifier } from "../../dialects/postgres/naming.js";
import { qualifiedName } from "../../dialects/postgres/write/names.js";
import { foreignKeysOf, tableById } from "../../database/questions.js";
import { columnNames } from "../../database/names/lookup.js";
import type { Database, ForeignKey, ObjectId, Table } from "../../model/database.js";
import type { Session } from "../bench.js";
import { cell } from "./cell.js";

export interface Orphans {
  /** The foreign key's id. */
  readonly id: ObjectId;
  readonly name: string;
  readonly table: Table;
  readonly parent: Table;
  readonly validated: boolean;
  readonly rows: number;
}

/** Rows whose foreign key leads to no row, of every foreign key that has such, validated or not. */
export async function orphansIn(session: Session, database: Database): Promise<readonly Orphans[]> {
  const found: Orphans[] = [];
  for (const table of database.tables) {
    if (table.persistence === "temporary") continue;
    for (const key of foreignKeysOf(table)) {
      const parent = tableById(database, key.references.table);
      // A part of a partitioned table's key; and a period matches rows that overlap, not one that is equal.
      if (!parent || key.parent !== undefined || key.period) continue;
      const rows = Number(cell((await session.query(question(table, parent, key))).rows[0], "n"));
      if (rows > 0) found.push({ id: key.id, name: key.name, table, parent, validated: key.validated, rows });
    }
  }
  return found;
}

function question(table: Table, parent: Table, key: ForeignKey): string {
  const own = columnNames(table, key.columns).map((name) => `c.${quoteIdentifier(name)}`);
  const theirs = columnNames(parent, key.references.columns).map((name) => `p.${quoteIdentifier(name)}`);
  // MATCH SIMPLE looks nothing up while one of the columns is NULL, MATCH FULL only while all are.
  const looked = own.map((column) => `${column} IS NOT NULL`).join(key.matchFull ? " OR " : " AND ");
  const same = own.map((column, at) => `${theirs[at] ?? "NULL"} = ${column}`).join(" AND ");
  return `SELECT count(*) AS n FROM ${qualifiedName(table)} c WHERE (${looked}) AND NOT EXISTS (SELECT FROM ${qualifiedName(parent)} p WHERE ${same})`;
}
