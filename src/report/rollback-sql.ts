import type { Dialect, Writer } from "../model/dialect.js";
import type { PossibleFailure } from "../model/effect.js";
import type { Rollback, RollbackPart } from "../model/rollback.js";
import type { Span } from "../text/source-text.js";
import { prismaCall, type PrismaPlace } from "./prisma-call.js";
import { shellWord } from "../text/shell-word.js";

/** Where more than one way of sending the file is possible: the way after which this is right. */
export type SentRollback = Rollback & {
  readonly sent?: "file" | "statement";
  /** What was to be run before the migration: SQL without semicolons. Undefined: nothing was asked to be kept. */
  readonly keep?: readonly string[];
  /** Undefined: we run in the project's folder, and Prisma finds its schema. */
  readonly place?: PrismaPlace;
};

/**
 * One rollback as a script: what it cannot bring back as comments before it, the parts in their order, what to do after it. Ends with a line end.
 * The script can be run by psql; of one transaction also by `prisma db execute`.
 */
export function rollbackSql(rollback: SentRollback, { writer }: Pick<Dialect, "writer">): string {
  const { parts } = rollback;
  const scripts = parts.map((part, index) => (parts.length > 1 ? `-- Part ${index + 1} of ${parts.length}${part.transaction ? "" : ", which no transaction may hold"}\n` : "") + partSql(part, writer));
  return [head(rollback), ...(parts.length > 0 ? scripts : ["-- Nothing to run.\n"]), comment(afterwards(rollback, writer))].join("\n");
}

/** The statements of a part, with BEGIN and COMMIT around those of a transaction. */
export function partSql({ transaction, statements }: RollbackPart, writer: Writer): string {
  const inner = transaction ? [writer.statement({ kind: "begin", span }), ...limits(writer), ...statements, writer.statement({ kind: "commit", span })] : statements;
  return inner.map((statement) => `${statement};\n`).join("");
}

const span: Span = { start: 0, end: 0 };

/** Others are waiting while a rollback waits for its locks. */
const limits = (writer: Writer): readonly string[] => [writer.statement({ kind: "setParameter", span, name: "lock_timeout", values: ["5s"], local: true })];

function head({ migration, failedAt, lost, losesNewData, mayFail, differs, reversible, parts, sent }: SentRollback): string {
  const what = failedAt === null ? `Takes the database back from after ${migration.name} to before it.` : `Takes back what ${migration.name} left behind when its statement ${failedAt} failed.`;
  return comment([
    what,
    ...(sent === undefined ? [] : [sent === "file" ? "If Prisma sent the file whole (before 7.4, or where its parser does not know a statement):" : "If Prisma sent it statement by statement (7.4 and later):"]),
    ...(reversible === "no" ? ["It cannot all be taken back."] : []),
    ...section("Not brought back:", lost.map((loss) => `${loss.what}: ${loss.why} (statement ${loss.statement})`)),
    ...section("Gone with it, where it was written since:", losesNewData.map(({ relation, column }) => (column === null ? `rows of ${relation}` : `${relation}.${column}`))),
    ...section("Fails where rows are in the way:", mayFail.map((failure) => `${whereOf(failure)}: ${failure.why}${failure.checkQuery === undefined ? "" : `: ${failure.checkQuery}`}`)),
    ...section("Not as it was:", differs),
    ...(parts.some(({ transaction }) => !transaction) ? ['Run it with `psql --set ON_ERROR_STOP=1 --file FILE "$DATABASE_URL"`; `prisma db execute` holds all of a file in one transaction.'] : []),
  ]);
}

/** `public.User.email`, `public.User (first, last)`. */
function whereOf({ relation: { schema, name }, columns }: PossibleFailure): string {
  const table = schema === undefined ? name : `${schema}.${name}`;
  return columns.length === 1 ? `${table}.${columns.join()}` : columns.length === 0 ? table : `${table} (${columns.join(", ")})`;
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]);

function afterwards({ migration: { name }, failedAt, keep, place = { folder: undefined, schema: undefined } }: SentRollback, writer: Writer): string[] {
  if (failedAt !== null) return [`Then${place.folder === undefined ? "" : `, in ${place.folder}`}: ${prismaCall(`migrate resolve --rolled-back${name.startsWith("-") ? "=" : " "}${shellWord(name)}`, place)}`, "After that `prisma migrate deploy` runs the migration again: mend it first."];
  const table = writer.identifier("_prisma_migrations");
  const row = `  DELETE FROM ${table} WHERE ${writer.identifier("migration_name")} = ${writer.literal(name)};`;
  // A migration of its own would run where nothing was kept, too.
  if (keep !== undefined) return ["Then take the migration's folder away, schema.prisma back, and its row out of the database:", row];
  return [
    "Then either take the migration's folder away, schema.prisma back, and its row out of the database:",
    row,
    "or keep them all and deploy this as a migration of its own:",
    `  npx prisma-migrate-lint rollback ${shellWord(name)} --as-migration`,
    "`prisma migrate resolve --rolled-back` refuses a migration that succeeded (P3012).",
  ];
}

/** A name may hold a line end, which would end the comment. */
const comment = (lines: readonly string[]): string => lines.flatMap((line) => line.split(/\r\n|[\n\r]/)).map((line) => `-- ${line}\n`).join("");
