import { columnNames } from "../../database/names/lookup.js";
import { keyColumns, primaryKeyIndex } from "../../database/keys.js";
import { quoteIdentifier as quote } from "../../dialects/postgres/naming.js";
import { qualifiedName as place } from "../../dialects/postgres/write/names.js";
import type { Database, ObjectId, Table } from "../../model/database.js";
import { capacity } from "./capacity.js";
import { cell, draftRow, firstRecipe, joinRows, otherRecipe, type Dice, type Row } from "./draft-row.js";
import { orderTables, type PlacedTable } from "./order.js";

export interface Filling {
  /** Tables that have their rows, or as many as their unique keys have values, by `schema.name`; those of partitions are their parents'. */
  readonly full: readonly string[];
  /** The others, with what was in the way of the first row that is missing. */
  readonly short: readonly { readonly table: string; readonly rows: number; readonly why: string }[];
}

/**
 * INSERT statements (and UPDATEs, for foreign keys in a circle) that put `count` rows into every table of the database, parents first; the same
 * for the same database. They are what `fillTables` tries first: keys and the common CHECKs are kept, others may refuse them.
 */
export function rowsFor(database: Database, count: number): string[] {
  const statements: string[] = [];
  const filling = fill(database, count);
  for (let next = filling.next(); !next.done; next = filling.next(undefined)) statements.push(next.value);
  return statements;
}

/** Something that runs SQL and rejects with the server's error, inside an open transaction. */
export interface Runner {
  exec(sql: string): Promise<unknown>;
}

/** Puts the rows in, and tries others where the server refuses some. A transaction must be open. */
export async function fillTables(runner: Runner, database: Database, count: number): Promise<Filling> {
  // Mostly all goes well, and one message is quicker than many.
  const statements = rowsFor(database, count);
  const refused = statements.length === 0 ? undefined : await refusalOf(runner, statements.join("; "));
  const filling = fill(database, count);
  let next = filling.next();
  while (!next.done) {
    if (refused === undefined) {
      next = filling.next(undefined);
      continue;
    }
    const refusal = await refusalOf(runner, next.value);
    next = filling.next(refusal);
  }
  return next.value;
}

const ATTEMPTS = 60;

async function refusalOf(runner: Runner, statement: string): Promise<string | undefined> {
  await runner.exec("SAVEPOINT row");
  try {
    await runner.exec(statement);
    await runner.exec("RELEASE row");
    return undefined;
  } catch (error) {
    await runner.exec("ROLLBACK TO row; RELEASE row");
    return error instanceof Error ? error.message : String(error);
  }
}

/** Yields a statement, is told why it was refused. */
function* fill(database: Database, count: number): Generator<string, Filling, string | undefined> {
  const dice = diceOf(20261123);
  const groups = orderTables(database);
  const rows = new Map<ObjectId, Row[]>(database.tables.map(({ id }) => [id, []]));
  const full: string[] = [];
  const short: { table: string; rows: number; why: string }[] = [];
  for (const group of groups) {
    const why = yield* fillGroup(group, count, rows, database, dice);
    for (const { table } of group) {
      if (why === undefined) full.push(label(table));
      else short.push({ table: label(table), rows: rows.get(table.id)?.length ?? 0, why });
    }
  }
  for (const one of groups.flat()) for (const statement of laterKeys(one, rows, database)) yield statement;
  return { full, short };
}

function* fillGroup(group: readonly PlacedTable[], count: number, rows: ReadonlyMap<ObjectId, Row[]>, database: Database, dice: Dice): Generator<string, string | undefined, string | undefined> {
  const tables = group.map(({ table }) => table);
  let recipes = tables.map((table) => firstRecipe(table, database));
  const most = Math.min(count, ...tables.map((table) => capacity(table, database)));
  for (let n = 0; n < most; n++) {
    let refusal: string | undefined = "";
    for (let attempt = 0; refusal !== undefined; attempt++) {
      if (attempt === ATTEMPTS) return refusal;
      const drafts = new Map<Table, Map<ObjectId, string>>();
      for (const [at, one] of group.entries()) {
        const draft = draftRow(one, n, recipes[at] ?? firstRecipe(one.table, database), rows, tables, database);
        // Without a parent's rows, or with a type that is not known, no recipe helps.
        if (typeof draft === "string") return draft;
        drafts.set(one.table, draft);
      }
      joinRows(drafts, n, database);
      // Foreign keys are looked up when the whole statement is done.
      const inserts = [...drafts].map(([table, row]) => insert(table, row));
      const first = inserts.slice(0, -1).map((text, at) => `r${at} AS (${text})`).join(", ");
      refusal = yield (first === "" ? "" : `WITH ${first} `) + (inserts.at(-1) ?? "");
      if (refusal === undefined) for (const [table, row] of drafts) rows.get(table.id)?.push(row);
      else recipes = tables.map((table) => otherRecipe(table, database, dice));
    }
  }
  return undefined;
}

function insert(table: Table, row: Row): string {
  if (row.size === 0) return `INSERT INTO ${place(table)} DEFAULT VALUES`;
  return `INSERT INTO ${place(table)} (${columnNames(table, [...row.keys()]).map(quote).join(", ")}) VALUES (${[...row.values()].join(", ")})`;
}

/** UPDATEs that set the foreign keys left NULL; only tables with a primary key can say which row is meant. */
function laterKeys({ table, later }: PlacedTable, rows: ReadonlyMap<ObjectId, readonly Row[]>, database: Database): string[] {
  const index = primaryKeyIndex(table);
  const key = index && keyColumns(index);
  if (!key) return [];
  const statements: string[] = [];
  for (const foreignKey of later) {
    const parent = database.tables.find(({ id }) => id === foreignKey.references.table);
    const parents = rows.get(foreignKey.references.table) ?? [];
    if (!parent || parents.length === 0) continue;
    const own = rows.get(table.id) ?? [];
    for (const [at] of own.entries()) {
      const set = columnNames(table, foreignKey.columns).map((name, part) => `${quote(name)} = ${cell(parent, parents, at % parents.length, foreignKey.references.columns[part] ?? "")}`);
      const where = columnNames(table, key).map((name, part) => `${quote(name)} = ${cell(table, own, at, key[part] ?? "")}`);
      statements.push(`UPDATE ${place(table)} SET ${set.join(", ")} WHERE ${where.join(" AND ")}`);
    }
  }
  return statements;
}

const label = ({ schema, name }: Table): string => `${schema}.${name}`;

/** A linear congruential generator: the same numbers on every machine. */
function diceOf(seed: number): Dice {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
