import { currentType } from "../../database/render.js";
import { nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { columnById, columnNames, tableById } from "../../database/questions.js";
import type { Column, Database, Sequence, Table } from "../../model/database.js";
import type { Writer } from "../../model/dialect.js";
import { isNumbered } from "../return-values.js";
import type { KeepPlan, KeptTable } from "./plan.js";

/** What runs before the migration, in one transaction, so that all of it is of one moment. */
export function keepStatements({ tables, sequences, sequenceTable }: KeepPlan, migration: string, before: Database, writer: Writer): string[] {
  const statements: string[] = [];
  const comment = (kept: KeptTable["kept"], text: string): void => {
    statements.push(writer.statement({ kind: "comment", span: NOWHERE, on: "table", name: nameAt(kept), part: undefined, arguments: undefined, text }));
  };
  for (const { table, kept, columns, returns } of tables) {
    statements.push(`CREATE TABLE ${writer.name(kept)} AS SELECT ${columns.map((column) => putAside(column, writer)).join(", ")} FROM ${hasHeirs(table.id, before) ? "ONLY " : ""}${writer.name(table)}`);
    comment(kept, `"${table.name}" before the migration ${migration}${returns === "nothing" ? "" : ", which its rollback restores before it drops this table"}`);
  }
  if (sequenceTable) {
    const rows = sequences.map(({ sequence }) => `SELECT ${writer.literal(writer.name(sequence))}::text AS "name", "last_value", "is_called" FROM ${writer.name(sequence)}`);
    statements.push(`CREATE TABLE ${writer.name(sequenceTable)} AS ${rows.join(" UNION ALL ")}`);
    comment(sequenceTable, `Positions of sequences before the migration ${migration}, which its rollback restores before it drops this table`);
  }
  return statements;
}

const hasHeirs = (id: string, { tables }: Database): boolean => tables.some(({ inherits }) => inherits.includes(id));

/** Of types that the migration can drop or alter the text. */
function putAside(column: Column, writer: Writer): string {
  const name = writer.identifier(column.name);
  if (!isKeptAsText(column)) return name;
  return `${name}::text${column.collation ? ` COLLATE ${writer.identifier("default")}` : ""} AS ${name}`;
}

const isKeptAsText = ({ type, collation }: Column): boolean => type.userType !== undefined || collation !== undefined || !BUILT_IN.has(type.name);

/** Others are kept as text too, which is always right. */
const BUILT_IN: ReadonlySet<string> = new Set(
  "bool int2 int4 int8 float4 float8 numeric money text varchar bpchar bytea date time timetz timestamp timestamptz interval uuid json jsonb xml inet cidr macaddr bit varbit tsvector point box circle polygon path".split(" "),
);

/** What brings rows back into tables that have their columns again: missing rows, then values of those that stayed, then the numbers for what is new. `goal`: as before the migration. */
export function restoreStatements({ tables, sequences, sequenceTable }: KeepPlan, goal: Database, back: (column: Column) => boolean, writer: Writer): string[] {
  const write = { goal, writer };
  return [
    ...tables.filter(({ returns }) => returns === "table" || returns === "rows").map((one) => insertion(one, write)),
    ...tables.filter(({ values }) => values.length > 0).map((one) => update(one, write)),
    ...sequences.map(({ sequence, isExact }) => {
      const name = writer.name(sequence);
      const set = `SELECT setval(${writer.literal(name)}, k."last_value", k."is_called") FROM ${sequenceTable ? writer.name(sequenceTable) : ""} AS k`;
      return `${set}${isExact ? "" : `, ${name} AS s`} WHERE k."name" = ${writer.literal(name)}${isExact ? "" : ` AND ${drawn("s", sequence)} ${isDown(sequence) ? ">=" : "<="} ${drawn("k", sequence)}`}`;
    }),
    ...tables.flatMap((one) => numbering(one, back, write)),
  ];
}

/** What takes values out of rows that get those of before, so that the others alone have to fit the old type. */
export function clearStatements({ tables }: KeepPlan, before: Database, now: Database, writer: Writer): string[] {
  return tables.flatMap((one) => {
    const table = tableById(now, one.table.id);
    if (!table || one.computed.length === 0) return [];
    const set = columnNames(table, one.computed.map(({ id }) => id)).map((name) => `${writer.identifier(name)} = NULL`).join(", ");
    return [`UPDATE ${writer.name(table)} AS t SET ${set} WHERE EXISTS (${keptRow(one, table, before, now, writer)})`];
  });
}

/** Whether a row `t` of now was kept. */
export function keptRow({ kept, key }: KeptTable, table: Table, before: Database, now: Database, writer: Writer): string {
  // The key's type, and the schema's name, may be others now.
  const same = (key ?? []).map(({ id, name }) => `t.${writer.identifier(columnById(table, id)?.name ?? name)}::text = k.${writer.identifier(name)}::text`).join(" AND ");
  const schema = before.schemas.find(({ name }) => name === kept.schema);
  const place = { ...kept, schema: now.schemas.find(({ id }) => id === schema?.id)?.name ?? kept.schema };
  return `SELECT FROM ${writer.name(place)} AS k WHERE ${same}`;
}

interface Writing {
  readonly goal: Database;
  readonly writer: Writer;
}

/** The last number that was drawn. */
const drawn = (of: string, { increment = "1" }: Sequence): string => `${of}."last_value" - CASE WHEN ${of}."is_called" THEN 0 ELSE ${increment} END`;

const isDown = ({ increment = "1" }: Sequence): boolean => increment.startsWith("-");

function insertion({ table, kept, columns, key }: KeptTable, write: Writing): string {
  const { writer } = write;
  const names = columns.map(({ name }) => writer.identifier(name)).join(", ");
  const overriding = columns.some(({ identity }) => identity !== undefined) ? " OVERRIDING SYSTEM VALUE" : "";
  const missing = key ? ` WHERE NOT EXISTS (SELECT FROM ${writer.name(table)} AS t WHERE ${same(key, write)})` : "";
  if (columns.length === 0) return `INSERT INTO ${writer.name(table)} SELECT FROM ${writer.name(kept)} AS k`;
  return `INSERT INTO ${writer.name(table)} (${names})${overriding} SELECT ${columns.map((column) => takenBack(column, write)).join(", ")} FROM ${writer.name(kept)} AS k${missing}`;
}

function update({ table, kept, key, values }: KeptTable, write: Writing): string {
  const { writer } = write;
  const set = values.map((column) => `${writer.identifier(column.name)} = ${takenBack(column, write)}`).join(", ");
  return `UPDATE ${writer.name(table)} AS t SET ${set} FROM ${writer.name(kept)} AS k WHERE ${same(key ?? [], write)}`;
}

/** Rows that are newer than what was kept go on counting where the old ones ended. */
function numbering({ table, kept, key, values }: KeptTable, back: (column: Column) => boolean, write: Writing): string[] {
  const numbered = key ? values.filter((column) => back(column) && isNumbered(column, write.goal)) : [];
  if (numbered.length === 0) return [];
  const { writer } = write;
  return [`UPDATE ${writer.name(table)} AS t SET ${numbered.map(({ name }) => `${writer.identifier(name)} = DEFAULT`).join(", ")} WHERE NOT EXISTS (SELECT FROM ${writer.name(kept)} AS k WHERE ${same(key ?? [], write)})`];
}

const same = (key: readonly Column[], write: Writing): string => key.map((column) => `t.${write.writer.identifier(column.name)} = ${takenBack(column, write)}${column.collation ? ` COLLATE ${write.writer.name(column.collation)}` : ""}`).join(" AND ");

function takenBack(column: Column, { goal, writer }: Writing): string {
  const value = `k.${writer.identifier(column.name)}`;
  return isKeptAsText(column) ? `${value}::${writer.type(currentType(column.type, goal))}` : value;
}
