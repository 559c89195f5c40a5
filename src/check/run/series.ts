import type { FileEdit, Suggestion } from "../../model/finding.js";
import type { Migration, Statement } from "../../model/migration.js";
import type { Operation } from "../../model/operation.js";
import type { Span } from "../../text/source-text.js";
import { inCode } from "../questions/findings/wording.js";
import type { WayOut } from "../way-out.js";
import { takeOut } from "./taken-out.js";

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

/** A way out as edits, or why it is none. */
export type WayEdits = { readonly suggestion: Suggestion; readonly stuck?: undefined } | { readonly suggestion?: undefined; readonly stuck: string };

/** The same as edits: the statement is replaced, and new migrations come right after its own. */
export function waySuggestion({ title, here, then, along = [], delta, asks, later }: WayOut, migration: Migration, statement: Statement): WayEdits {
  if (statement.operations.some(({ kind }) => kind === "opaque")) return { stuck: "it stands in a DO block" };
  if (hasBorders(migration)) return { stuck: "its file has BEGIN, COMMIT or ROLLBACK: where its transactions end is the author's decision" };
  // A file that would be left empty takes the first of the new migrations in.
  const isOnly = migration.script.statements.length === 1;
  const [first, ...rest] = then;
  const own = isOnly && here.length === 0 && first ? first.sql : here;
  const added = own === here ? then : rest;
  const moved = added.length > 0 ? hindrance(migration, statement) : undefined;
  if (moved !== undefined) return { stuck: moved };
  const { span, comments } = takeOut(migration, statement);
  const place = own.length > 0 ? replacement(migration, statement, own) : { file: migration.source.file, span, text: "" };
  const isSame = place.span.start === place.span.end && place.text === "";
  const edits = [
    ...(isSame ? [] : [place]),
    ...added.map(({ name, sql }, at) => newMigration(migration, at + 1, name, `${own.length === 0 && at === 0 ? comments : ""}${sql.map((text) => `${text};\n`).join("")}`)),
    ...along,
  ];
  return { suggestion: { title, statement: statement.index, edits, ...(delta && { delta }), ...(asks !== undefined && { asks }), ...(later !== undefined && { later }) } };
}

const hasBorders = ({ script }: Migration): boolean => script.statements.some(({ operations }) => operations.some(({ kind }) => kind === "begin" || kind === "commit" || kind === "rollback"));

/** Why the statement, or a part of it, cannot run behind the later ones of its migration. */
function hindrance({ script, source }: Migration, statement: Statement): string | undefined {
  const own = new Set(statement.operations.flatMap(tablesOf));
  const isOwn = (operation: Operation): boolean => own.size === 0 || tablesOf(operation).some((name) => own.has(name));
  const guardsRows = statement.operations.some(changesUniqueness);
  for (const later of script.statements.slice(statement.index + 1)) {
    const line = source.position(later.span.start).line;
    for (const operation of later.operations) {
      if (operation.kind === "opaque") return `what the statement in line ${line} does is not known, and it would then run before`;
      // What is taken away or renamed is not found any more.
      if (/^(drop(?!Index)|rename|setTableSchema)/.test(operation.kind) && isOwn(operation)) return `the statement in line ${line} changes what it needs, and would then run before`;
      // ON CONFLICT needs the unique index, and rows that repeat a value are refused by it.
      if (guardsRows && ((operation.kind === "changeData" && isOwn(operation)) || (operation.calls ?? []).length > 0)) return `the statement in line ${line} may write rows, and would then run before it`;
    }
  }
  return undefined;
}

const changesUniqueness = (operation: Operation): boolean =>
  (operation.kind === "createIndex" && operation.unique) || operation.kind === "dropIndex" || operation.kind === "dropConstraint" || (operation.kind === "addConstraint" && /^(primaryKey|unique|exclusion)$/.test(operation.constraint.kind));

const tablesOf = (operation: Operation): string[] =>
  "table" in operation ? [operation.table.name] : operation.kind === "dropTable" || operation.kind === "renameTable" || operation.kind === "setTableSchema" ? [operation.name.name] : [];

const replacement = ({ source }: Migration, { span }: Statement, sql: readonly string[]): FileEdit => ({ file: source.file, ...onlyWhatDiffers(source.text, span, sql.join(";\n")) });

/** Without what is the same at both ends, so that an editor shows what really changes. */
function onlyWhatDiffers(text: string, { start, end }: Span, put: string): { readonly span: Span; readonly text: string } {
  const length = Math.min(end - start, put.length);
  let before = 0;
  while (before < length && text[start + before] === put[before]) before += 1;
  let after = 0;
  while (after < length - before && text[end - 1 - after] === put[put.length - 1 - after]) after += 1;
  return { span: { start: start + before, end: end - after }, text: put.slice(before, put.length - after) };
}

function newMigration({ name, source }: Migration, after: number, what: string, text: string): FileEdit {
  const folders = source.file.split("/").slice(0, -2);
  const creates = folderWord(what);
  return { file: [...folders, nameAfter(name, after, creates), "migration.sql"].join("/"), span: { start: 0, end: 0 }, text, creates };
}

/** Names of the database can hold what no folder's name does; Prisma keeps 255 characters of the whole. */
const folderWord = (what: string): string => what.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 120) || "step";

/** Sorts right behind: some seconds later where the name begins with Prisma's time stamp. */
export function nameAfter(name: string, seconds: number, what: string): string {
  const [, stamp] = /^(\d{14})(?=_|$)/.exec(name) ?? [];
  if (stamp === undefined) return `${name}_${seconds}_${what}`;
  return `${later(stamp, seconds)}_${what}`;
}

/** A stamp that no calendar has is counted up as a number. */
function later(stamp: string, seconds: number): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [stamp.slice(0, 4), ...(stamp.slice(4).match(/../g) ?? [])].map(Number);
  const printed = (at: number): string => new Date(Date.UTC(year, month - 1, day, hour, minute, at)).toISOString().replace(/\D/g, "").slice(0, 14);
  return printed(second) === stamp ? printed(second + seconds) : String(Number(stamp) + seconds).padStart(14, "0");
}
