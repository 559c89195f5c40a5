import type { Operation } from "../../../../model/operation.js";
import { moveSpans } from "../../../../text/move-spans.js";
import { SourceText } from "../../../../text/source-text.js";
import type { Span } from "../../../../text/source-text.js";
import type { BodyReader } from "./plpgsql.js";

/** How the statements inside are read: `parse` of this folder. */
export type ReadStatements = (source: SourceText) => readonly Operation[];

/** Reads a body that stands between two indices of a text; what is not found there stands for the whole. */
export function bodyReader(source: SourceText, body: Span, whole: Span, readAll: ReadStatements): BodyReader {
  const read: ReadStatements = (statement) => readAll(statement).map(withoutColumns);
  let from = body.start;
  let last = whole;
  const place = (written: string): Span => {
    const start = written === "" ? undefined : locate(source.text, written, from, body.end);
    if (start === undefined) return last;
    last = { start: start.from, end: Math.min(start.from + start.length, body.end) };
    from = last.end;
    return last;
  };
  return {
    place,
    operations(sql) {
      const found = locate(source.text, sql, from, body.end);
      const span = place(sql);
      if (found === undefined) return read(new SourceText(source.file, sql)).map((operation) => moveSpans(operation, () => span));
      // Inside of what stands there in other words (`PERFORM` for SELECT) nothing moves but the start.
      const moved = (index: number): number => (index === 0 ? span.start : Math.min(index + found.shift, span.end));
      return read(new SourceText(source.file, sql)).map((operation) => moveSpans(operation, ({ start, end }) => ({ start: moved(start), end: moved(end) })));
    },
    calls(expression) {
      const found = locate(source.text, expression, from, body.end);
      const span = found ? { start: found.from, end: found.from + found.length } : last;
      return read(new SourceText(source.file, `SELECT ${expression}`)).filter(({ calls }) => calls !== undefined).map((operation) => moveSpans(operation, () => span));
    },
  };
}

/** What looks like a column may be a variable. */
export function withoutColumns(operation: Operation): Operation {
  return operation.needs === undefined ? operation : { ...operation, needs: operation.needs.filter(({ kind }) => kind !== "column" && kind !== "value" && kind !== "count") };
}

interface Place {
  readonly from: number;
  readonly length: number;
  /** From an index in the statement to that in the text. */
  readonly shift: number;
}

function locate(text: string, sql: string, from: number, end: number): Place | undefined {
  const exact = text.indexOf(sql, from);
  const performed = sql.startsWith("SELECT") ? perform(text, sql.slice(6), from, end) : undefined;
  if (performed && (exact === -1 || performed.from < exact)) return performed;
  if (exact !== -1 && exact + sql.length <= end) return { from: exact, length: sql.length, shift: exact };
  const [head = ""] = /^\S+/.exec(sql) ?? [];
  if (head === "" || head === sql) return undefined;
  for (let at = text.indexOf(head, from); at !== -1 && at + sql.length <= end; at = text.indexOf(head, at + 1)) {
    if (fits(text, sql, at)) return { from: at, length: sql.length, shift: at };
  }
  return undefined;
}

/** PL/pgSQL's parser turns PERFORM into SELECT. */
function perform(text: string, rest: string, from: number, end: number): Place | undefined {
  const at = text.indexOf(rest, from);
  if (at < 7 || at + rest.length > end || text.slice(at - 7, at).toLowerCase() !== "perform") return undefined;
  return { from: at - 7, length: rest.length + 7, shift: at - 6 };
}

/** It puts spaces in the place of INTO and what follows it. */
function fits(text: string, sql: string, at: number): boolean {
  for (let index = 0; index < sql.length; index++) if (sql[index] !== " " && sql[index] !== text[at + index]) return false;
  return true;
}
