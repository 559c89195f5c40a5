import { createHash, randomUUID } from "node:crypto";
import { quoteIdentifier } from "../../dialects/postgres/naming.js";
import { literal } from "../../dialects/postgres/write/names.js";
import { LintError } from "../../model/lint-error.js";
import type { Migration } from "../../model/migration.js";
import type { Session } from "../bench.js";
import { cell } from "./cell.js";

/** Names of the migrations that Prisma's own table says are applied; undefined for a database without that table, which must then be empty. Throws `LintError`. */
export async function appliedMigrations(session: Session, schema: string): Promise<ReadonlySet<string> | undefined> {
  const table = `${quoteIdentifier(schema)}."_prisma_migrations"`;
  const there = cell((await session.query(`SELECT to_regclass(${literal(table)})::text AS name`)).rows[0], "name");
  if (there === undefined) {
    const other = cell((await session.query(TABLES)).rows[0], "name");
    if (other !== undefined) throw new LintError(`The database has tables (${other}) and no "_prisma_migrations" that would say which migrations made them.`, "Give an empty database, or one that Prisma has deployed to.");
    return undefined;
  }
  const { rows } = await session.query(`SELECT migration_name AS name, finished_at::text AS finished, rolled_back_at::text AS back FROM ${table} ORDER BY started_at`);
  const applied = new Set<string>();
  for (const row of rows) {
    const name = cell(row, "name") ?? "";
    if (cell(row, "back") !== undefined) continue;
    if (cell(row, "finished") === undefined) throw new LintError(`The migration ${name} has failed in this database and was not resolved.`, "Resolve it there (`prisma migrate resolve`), or give a copy in which nothing has failed.");
    applied.add(name);
  }
  return applied;
}

const TABLES = `SELECT min(n.nspname || '.' || c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')`;

/** Prisma's table, as its engine makes it before the first migration: some migrations speak of it. */
export const createMigrationsTable = (schema: string): string => `CREATE TABLE ${quoteIdentifier(schema)}."_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** Says there, as Prisma does, that a migration is applied. */
export function recordMigration(schema: string, { name, source }: Migration): string {
  const checksum = createHash("sha256").update(source.text).digest("hex");
  return `INSERT INTO ${quoteIdentifier(schema)}."_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES (${[randomUUID(), checksum].map(literal).join(", ")}, now(), ${literal(name)}, 1)`;
}
