import { quoteIdentifier } from "../../dialects/postgres/naming.js";
import { qualifiedName } from "../../dialects/postgres/write/names.js";
import type { Column, Database, ObjectId, Table } from "../../model/database.js";
import type { Session } from "../bench.js";
import { cell } from "./cell.js";

/** How many rows a table has, and a number for each column that says what its values are, in whatever order. */
export interface Content {
  readonly rows: number;
  readonly columns: ReadonlyMap<ObjectId, string>;
}

/** Of all tables that are there, by id; a partition's rows are its parent's. A column's name is that of now, its id stays when it is renamed. */
export async function contentOf(session: Session, database: Database): Promise<ReadonlyMap<ObjectId, Content>> {
  const contents = new Map<ObjectId, Content>();
  for (const table of database.tables) {
    if (table.persistence === "temporary" || table.partitionOf !== undefined) continue;
    contents.set(table.id, await tableContent(session, table));
  }
  return contents;
}

async function tableContent(session: Session, table: Table): Promise<Content> {
  const sums = table.columns.map((column, at) => `${sumOf(column)} AS c${at}`);
  const [row] = (await session.query(`SELECT ${["count(*) AS n", ...sums].join(", ")} FROM ${qualifiedName(table)}`)).rows;
  return { rows: Number(cell(row, "n")), columns: new Map(table.columns.map(({ id }, at) => [id, cell(row, `c${at}`) ?? "0"])) };
}

/** 60 bits of each value's MD5, added up: as integers, so that the order does not matter. */
function sumOf({ name }: Column): string {
  // NULL is no empty text.
  const text = `coalesce(md5(${quoteIdentifier(name)}::text), repeat('f', 32))`;
  return `sum(('x' || left(${text}, 15))::bit(60)::bigint::numeric)`;
}
