import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Writer } from "../model/dialect.js";
import { LintError } from "../model/lint-error.js";
import type { Rollback, RollbackPart } from "../model/rollback.js";
import { partSql } from "../report/rollback-sql.js";
import { writeWhole } from "./write-whole.js";

export interface NewMigration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The rollbacks as migrations that go forward: one for all that a transaction can hold, each of the others alone in its own, as Prisma's file
 * transaction asks. `newest`: the last of the history, after which they sort. Throws `LintError` where no name of Prisma's form does.
 */
export function rollbackMigrations(rollbacks: readonly Rollback[], newest: string, now: Date, writer: Writer): readonly NewMigration[] {
  const label = rollbacks.length === 1 ? `rollback_${slug(rollbacks[0]?.migration.name ?? "")}` : `rollback_${rollbacks.length}_migrations`;
  const parts = joined(rollbacks.flatMap((rollback) => rollback.parts));
  let time = after(newest, now);
  return parts.map((part, index) => {
    const name = `${stamp(time)}_${label}${parts.length > 1 ? `_${index + 1}` : ""}`;
    time = new Date(time.getTime() + 1000);
    if (name <= newest) throw new LintError(`A new migration would be called ${name} and run before ${newest}.`, "Print the SQL without --as-migration, and put it into a folder whose name sorts last.");
    return { name, sql: partSql(part, writer) };
  });
}

/** Makes the folders. Throws `LintError` where one is there already or cannot be made. */
export function writeMigrations(dir: string, migrations: readonly NewMigration[]): void {
  try {
    for (const { name, sql } of migrations) {
      mkdirSync(join(dir, name));
      writeWhole(join(dir, name, "migration.sql"), sql);
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LintError(`The migration cannot be written: ${error.message}.`, "Without --as-migration the SQL is printed.");
  }
}

/** Neighbours that transactions hold are one. */
function joined(parts: readonly RollbackPart[]): readonly RollbackPart[] {
  const all: RollbackPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.transaction && last?.transaction === true) all[all.length - 1] = { transaction: true, statements: [...last.statements, ...part.statements] };
    else all.push(part);
  }
  return all;
}

/** `20260102030405` of a migration that was made later than now, by a clock that is ahead, counts as now. */
function after(newest: string, now: Date): Date {
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(newest);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = digits?.slice(1).map(Number) ?? [];
  const last = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1));
  return digits !== null && last > now ? last : now;
}

const stamp = (time: Date): string => time.toISOString().replace(/\D/g, "").slice(0, 14);

const slug = (name: string): string => name.replace(/^\d+_/, "").replace(/\W+/g, "_");
