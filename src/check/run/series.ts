import type { FileEdit, Suggestion } from "../../model/finding.js";
import type { Migration, Statement } from "../../model/migration.js";
import type { Operation } from "../../model/operation.js";
import type { Span } from "../../text/source-text.js";
import { inCode } from "../questions/findings/wording.js";
import type { WayOut } from "../way-out.js";

/** `{{way}}` of a help text: where each part goes, and its SQL. */
export function wayText({ here, then }: WayOut): string {
  const parts: string[] = [];
  if (here.length > 0) parts.push(`Here: ${inCode(here)}`);
  for (const [at, { sql, afterRollout }] of then.entries()) {
    const alone = sql.length === 1 && / CONCURRENTLY\b/.test(sql[0] ?? "");
    const where = afterRollout === true ? "After the rollout, in a new migration" : alone ? "Alone in its own migration" : at === 0 ? "In the next migration" : "Then, in one more migration";
    parts.push(`${where}: ${inCode(sql)}`);
  }
  return parts.join("\n\n");
}

/** The same as edits: the statement is replaced, and new migrations come right after its own. Undefined where the statement cannot be taken out by itself. */
export function waySuggestion({ title, here, then }: WayOut, migration: Migration, statement: Statement): Suggestion | undefined {
  if (!standsAlone(migration, statement)) return undefined;
  // A file that would be left empty takes the first of the new migrations in.
  const isOnly = migration.script.statements.length === 1;
  const [first, ...rest] = then;
  const own = isOnly && here.length === 0 && first ? first.sql : here;
  const added = own === here ? then : rest;
  if (added.length > 0 && isTouchedLater(migration, statement)) return undefined;
  return { title, edits: [replacement(migration, statement, own), ...added.map(({ name, sql }, at) => newMigration(migration, at + 1, name, sql))] };
}

/** Neither in a DO block nor between BEGIN and COMMIT. */
function standsAlone({ script }: Migration, statement: Statement): boolean {
  if (statement.operations.some(({ kind }) => kind === "opaque")) return false;
  return !script.statements.some(({ operations }) => operations.some(({ kind }) => kind === "begin" || kind === "commit" || kind === "rollback"));
}

/** A later statement of the migration takes away or renames something of its table, or of any where the statement does not name its own: what moves behind that may not find it. */
function isTouchedLater({ script }: Migration, statement: Statement): boolean {
  const own = new Set(statement.operations.flatMap(tablesOf));
  const later = script.statements.slice(statement.index + 1).flatMap(({ operations }) => operations);
  const isOwn = (operation: Operation): boolean => own.size === 0 || tablesOf(operation).some((name) => own.has(name));
  return later.some((operation) => operation.kind === "opaque" || (/^(drop(?!Index)|rename|setTableSchema)/.test(operation.kind) && isOwn(operation)));
}

const tablesOf = (operation: Operation): string[] =>
  "table" in operation ? [operation.table.name] : operation.kind === "dropTable" || operation.kind === "renameTable" || operation.kind === "setTableSchema" ? [operation.name.name] : [];

function replacement({ source }: Migration, { span }: Statement, sql: readonly string[]): FileEdit {
  if (sql.length > 0) return { file: source.file, ...onlyWhatDiffers(source.text, span, sql.join(";\n")) };
  return { file: source.file, span: withEnd(source.text, span), text: "" };
}

/** Without what is the same at both ends, so that an editor shows what really changes. */
function onlyWhatDiffers(text: string, { start, end }: Span, put: string): { readonly span: Span; readonly text: string } {
  const length = Math.min(end - start, put.length);
  let before = 0;
  while (before < length && text[start + before] === put[before]) before += 1;
  let after = 0;
  while (after < length - before && text[end - 1 - after] === put[put.length - 1 - after]) after += 1;
  return { span: { start: start + before, end: end - after }, text: put.slice(before, put.length - after) };
}

/** With its semicolon and the rest of its last line. */
function withEnd(text: string, { start, end }: Span): Span {
  const rest = /^[ \t]*;?[ \t]*\r?\n?/.exec(text.slice(end));
  return { start, end: end + (rest?.[0].length ?? 0) };
}

function newMigration({ name, source }: Migration, after: number, what: string, sql: readonly string[]): FileEdit {
  const folders = source.file.split("/").slice(0, -2);
  const file = [...folders, nameAfter(name, after, what), "migration.sql"].join("/");
  return { file, span: { start: 0, end: 0 }, text: sql.map((statement) => `${statement};\n`).join("") };
}

/** Sorts right behind: some seconds later where the name begins with Prisma's time stamp. */
export function nameAfter(name: string, seconds: number, what: string): string {
  const [, stamp] = /^(\d{14})(?=_|$)/.exec(name) ?? [];
  if (stamp === undefined) return `${name}_${seconds}_${what}`;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [stamp.slice(0, 4), ...(stamp.slice(4).match(/../g) ?? [])].map(Number);
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second + seconds));
  return `${time.toISOString().replace(/\D/g, "").slice(0, 14)}_${what}`;
}
