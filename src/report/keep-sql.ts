import type { Dialect } from "../model/dialect.js";
import { partSql, rollbackSql, type SentRollback } from "./rollback-sql.js";

/**
 * The script that is run before the migration, or null where the rollback restores nothing. One transaction, of which all statements see the same moment.
 * Ends with a line end.
 */
export function keepSql({ keep, migration, lost }: SentRollback, { writer }: Pick<Dialect, "writer">): string | null {
  if (keep === undefined || keep.length === 0) return null;
  const lines = [
    `Run this before ${migration.name}: it puts aside what the migration loses, for the rollback.`,
    "Let nothing write between it and the migration: what is written after it is not kept.",
    "Each table is read whole and its kept columns are stored a second time: that takes the time and the space. Nobody is locked out (ACCESS SHARE).",
    ...(lost.length > 0 ? ["The rollback does not restore:", ...lost.map(({ what, why }) => `  ${what}: ${why}`)] : []),
    "When the rollback is not wanted any more, drop the tables that this makes.",
  ];
  const head = lines.flatMap((line) => line.split(/\r\n|[\n\r]/)).map((line) => `-- ${line}\n`).join("");
  // All tables as they were at one moment.
  return `${head}\n${partSql({ transaction: true, statements: ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", ...keep] }, writer)}`;
}

/** The script before the migration, where there is one, and the rollback, each under a heading then. */
export function bothSql(rollback: SentRollback, dialect: Pick<Dialect, "writer">): string {
  const down = rollbackSql(rollback, dialect);
  if (rollback.keep === undefined) return down;
  const before = keepSql(rollback, dialect);
  if (before === null) return `-- Nothing of ${rollback.migration.name.replaceAll(/[\r\n]/g, " ")} is to be kept.\n${down}`;
  return `${heading("1. Before the migration")}${before}\n${heading("2. The rollback, after the migration")}${down}`;
}

const heading = (text: string): string => `-- ${"=".repeat(text.length)}\n-- ${text}\n-- ${"=".repeat(text.length)}\n`;
