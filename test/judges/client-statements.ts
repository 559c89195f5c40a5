import { keyColumns, primaryKeyIndex } from "../../src/database/keys.js";
import { columnNames, findEnum } from "../../src/database/names/lookup.js";
import { hasServerDefault } from "../../src/database/questions.js";
import { currentType } from "../../src/database/render.js";
import type { Column, Database, EnumType, Table } from "../../src/model/database.js";
import type { Name } from "../../src/model/name.js";
import { quoteIdentifier as quote } from "../../src/dialects/postgres/naming.js";
import { literal, qualifiedName as place } from "../../src/dialects/postgres/write/names.js";
import { valueOf } from "../../src/verify/rows/values.js";

export interface ClientStatement {
  readonly verb: "reads" | "inserts" | "updates" | "deletes";
  readonly relation: Name;
  /** With $1, $2, …, as Prisma Client prepares it. */
  readonly sql: string;
  /** SQL literals. */
  readonly values: readonly string[];
  /** Columns that it selects or returns. */
  readonly reads: readonly string[];
  /** Columns that it writes. */
  readonly writes: readonly string[];
  /** Columns by which it finds its rows. */
  readonly findsBy: readonly string[];
  /** The enum label that it sends, by column. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * What Prisma Client sends for each table, of columns as they are in this database: a select of all of them, an insert of those that it has to give, an
 * update of each other one (of each label of an enum) and a delete by primary key. Enums are cast as quaint's PostgreSQL visitor does it.
 */
export function clientStatements(database: Database): ClientStatement[] {
  return [...database.tables.flatMap((table) => ofTable(table, database)), ...database.views.map((view) => ofView(view, view.columns))];
}

function ofTable(table: Table, database: Database): ClientStatement[] {
  const relation: Name = { schema: table.schema, name: table.name };
  const reads = table.columns.map(({ name }) => name);
  const selected = table.columns.map((column) => quote(column.name) + (enumOf(column, database) ? `::text${column.type.array ? "[]" : ""}` : "")).join(", ");
  const base = { relation, reads, writes: [], findsBy: [], values: [], labels: new Map<string, string>() };
  const found: ClientStatement[] = [];
  if (reads.length === 0 || table.persistence === "temporary" || table.columnsUnknown) return [];
  found.push({ ...base, verb: "reads", sql: `SELECT ${selected} FROM ${place(table)}` });

  const required = table.columns.filter((column) => column.notNull && !hasServerDefault(column, database));
  const values = required.map((column) => valueOf(column, database, 50));
  if (values.every((value) => value !== undefined)) {
    const names = required.map(({ name }) => quote(name)).join(", ");
    const written = required.length === 0 ? "DEFAULT VALUES" : `(${names}) VALUES (${required.map((column, at) => sent(column, at + 1, database)).join(", ")})`;
    found.push({ ...base, verb: "inserts", writes: required.map(({ name }) => name), labels: labelsOf(required, values, database), values: values.map(literal), sql: `INSERT INTO ${place(table)} ${written} RETURNING ${selected}` });
  }

  const index = primaryKeyIndex(table);
  const key = table.columns.filter(({ id }) => index && keyColumns(index).includes(id));
  const keyValues = key.map((column) => valueOf(column, database, 0));
  if (key.length === 0 || keyValues.includes(undefined)) return found;
  const findsBy = index ? columnNames(table, keyColumns(index)) : [];
  const where = (first: number): string => key.map((column, at) => `${quote(column.name)} = ${sent(column, first + at, database)}`).join(" AND ");
  const keyLabels = labelsOf(key, keyValues, database);
  const keyLiterals = keyValues.map((value) => literal(value ?? ""));
  found.push({ ...base, verb: "deletes", findsBy, labels: keyLabels, values: keyLiterals, sql: `DELETE FROM ${place(table)} WHERE ${where(1)} RETURNING ${selected}` });
  for (const column of table.columns) {
    if (key.includes(column) || column.generated || column.identity === "always") continue;
    const type = enumOf(column, database);
    for (const value of type ? type.values.map(({ label }) => (column.type.array ? `{"${label}"}` : label)) : [valueOf(column, database, 0)]) {
      if (value === undefined) continue;
      const labels = new Map([...keyLabels, ...labelsOf([column], [value], database)]);
      found.push({ ...base, verb: "updates", writes: [column.name], findsBy, labels, values: [literal(value), ...keyLiterals], sql: `UPDATE ${place(table)} SET ${quote(column.name)} = ${sent(column, 1, database)} WHERE ${where(2)} RETURNING ${selected}` });
    }
  }
  return found;
}

function ofView(view: { readonly schema: string; readonly name: string }, reads: readonly string[]): ClientStatement {
  const sql = `SELECT ${reads.map(quote).join(", ")} FROM ${place(view)}`;
  return { verb: "reads", relation: { schema: view.schema, name: view.name }, sql, values: [], reads, writes: [], findsBy: [], labels: new Map() };
}

function sent(column: Column, number: number, database: Database): string {
  const type = enumOf(column, database);
  const list = column.type.array ? "[]" : "";
  return type ? `CAST($${number}::text${list} AS ${place(type)}${list})` : `$${number}`;
}

function labelsOf(columns: readonly Column[], values: readonly (string | undefined)[], database: Database): Map<string, string> {
  const found = new Map<string, string>();
  for (const [at, column] of columns.entries()) {
    const value = values[at];
    if (value !== undefined && enumOf(column, database)) found.set(column.name, column.type.array ? value.replace(/^\{"|"\}$/g, "") : value);
  }
  return found;
}

function enumOf(column: Column, database: Database): EnumType | undefined {
  const type = currentType(column.type, database);
  return type.schema === undefined ? undefined : findEnum(database, type);
}
