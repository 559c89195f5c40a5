import type { TypeName } from "../../../../model/name.js";
import { SourceText } from "../../../../text/source-text.js";
import { parse } from "../../parse/index.js";

/** The types through which USING casts the column itself: `("role"::text::"Role")` gives text and Role. undefined: it is another expression. */
export function parseCasts(sql: string, column: string): readonly TypeName[] | undefined {
  let rest = bare(sql);
  const types: TypeName[] = [];
  for (;;) {
    // Another collation is another way to compare the same values.
    rest = bare(rest.replace(/\s+collate\s+(?:"[^"]+"|[\w$]+)(?:\s*\.\s*"[^"]+")?$/i, ""));
    if (isColumn(rest, column)) return types.reverse();
    const cast = lastCast(rest);
    const type = cast && typeOf(cast.type);
    if (!type) return undefined;
    types.push(type);
    rest = bare(cast.value);
  }
}

/** Without the blanks and parentheses around it. */
function bare(sql: string): string {
  const text = sql.trim();
  if (!text.startsWith("(") || closing(text, 0) !== text.length - 1) return text;
  return bare(text.slice(1, -1));
}

function isColumn(text: string, column: string): boolean {
  const name = /^(?:(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\s*\.\s*)*("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)$/u.exec(text)?.[1];
  if (name === undefined) return false;
  return (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()) === column;
}

/** `value::type` and `CAST(value AS type)`. */
function lastCast(text: string): { readonly value: string; readonly type: string } | undefined {
  const called = /^cast\s*\((.*)\sas\s([^()]+(?:\([^()]*\))?[^()]*)\)$/is.exec(text);
  if (called) return { value: called[1] ?? "", type: called[2] ?? "" };
  let at = -1;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "(") index = closing(text, index);
    else if (character === '"' || character === "'") index = text.indexOf(character, index + 1);
    else if (character === ":" && text[index + 1] === ":") at = index;
    if (index < 0) return undefined;
  }
  return at === -1 ? undefined : { value: text.slice(0, at), type: text.slice(at + 2) };
}

/** Index of the parenthesis that closes this one; the text's length when none does. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return at;
  }
  return text.length;
}

/** By PostgreSQL's own grammar; nothing but a type may stand there. */
function typeOf(sql: string): TypeName | undefined {
  if (!/^[\s\w".,()[\]$\u0080-\uffff]+$/.test(sql)) return undefined;
  const [statement, ...others] = parse(new SourceText("cast", `ALTER TABLE t ALTER c TYPE ${sql}`)).statements;
  const operation = statement?.operations[0];
  if (others.length > 0 || statement?.operations.length !== 1 || operation?.kind !== "alterColumnType") return undefined;
  return operation.using || operation.collation ? undefined : operation.type;
}
