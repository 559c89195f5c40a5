import type { Dialect } from "../../src/model/dialect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { splitStatements } from "./catalog-judge.js";
import type { LockGroup } from "./lock-cases.js";
import { trace, type Traceable } from "../../src/verify/postgres/trace.js";
import { assessed, compareTraces } from "../../src/verify/postgres/claim.js";
import { environmentOf } from "./lock-judge.js";

/** What differs between the real locks and rewrites of a group's statements and the assessed ones: `statement: difference`. */
export async function judgeStatements(server: Traceable, { name, setup, tablespace, statements }: LockGroup, version: number, dialect: Dialect): Promise<string[]> {
  if (tablespace !== undefined) {
    await server.exec("SET allow_in_place_tablespaces = true");
    if ((await server.query(`SELECT FROM pg_tablespace WHERE spcname = '${tablespace}'`)).rows.length === 0) await server.exec(`CREATE TABLESPACE ${tablespace} LOCATION ''`);
  }
  const schema = "DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET TimeZone = 'UTC';";
  try {
    await server.exec(`${schema}${setup}`);
  } catch (error) {
    return [`${name}: its setup is refused by PostgreSQL: ${error instanceof Error ? error.message : String(error)}`];
  }
  const said: string[] = [];
  const first = file("1", setup);
  const script = dialect.parse(first.source);
  const onceParsed: Dialect = { ...dialect, parse: (source) => (source === first.source ? script : dialect.parse(source)) };
  for (const sql of statements) {
    const { migrations } = replay([first, file("2", sql)], onceParsed, environmentOf(version), { eachAsNewest: true });
    const steps = migrations[1]?.steps ?? [];
    for (const { problems } of steps) for (const { kind, what } of problems) said.push(`${name}: ${sql}: refused by the replay: ${kind} ${what}`);
    const parts = await splitStatements(sql);
    await server.exec("BEGIN");
    try {
      for (const part of parts.slice(0, -1)) await server.exec(part);
      const real = await trace(server, parts.at(-1) ?? "");
      for (const difference of compareTraces(real, assessed(steps))) said.push(`${name}: ${sql}: ${difference}`);
    } catch (error) {
      said.push(`${name}: ${sql}: refused by PostgreSQL: ${error instanceof Error ? error.message : String(error)}`);
    }
    await server.exec("ROLLBACK");
  }
  return said;
}

const file = (name: string, sql: string): MigrationFile => ({ name, source: new SourceText(`${name}/migration.sql`, sql), deployed: false, reported: true });
