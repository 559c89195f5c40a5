import type { BoundExpression, ObjectId } from "../../../../model/database.js";

/** A boolean expression cut at its ANDs and ORs; an atom is the text of what is between them. */
export type Condition = { readonly kind: "and" | "or"; readonly parts: readonly Condition[] } | { readonly kind: "atom"; readonly sql: string };

export function parseCondition(sql: string): Condition {
  const text = bare(sql);
  for (const kind of ["or", "and"] as const) {
    const parts = cut(text, kind);
    if (parts.length > 1) return { kind, parts: parts.map(parseCondition) };
  }
  return { kind: "atom", sql: text };
}

/** What all must hold for it to hold. */
export const conjuncts = (condition: Condition): readonly Condition[] => (condition.kind === "and" ? condition.parts.flatMap(conjuncts) : [condition]);

/** The column's name becomes one that no SQL has, so that the rest can be compared as text. */
export const COLUMN = "\u0000";

export function withColumnMarked(expression: BoundExpression, column: ObjectId): string {
  let sql = expression.sql;
  for (const { start, end, target, kind } of expression.references.toSorted((a, b) => b.start - a.start)) {
    if (kind === "column" && target === column) sql = `${sql.slice(0, start)}${COLUMN}${sql.slice(end)}`;
  }
  return sql;
}

/** Without the blanks and parentheses around it. */
export function bare(sql: string): string {
  const text = sql.trim();
  return text.startsWith("(") && closing(text) === text.length - 1 ? bare(text.slice(1, -1)) : text;
}

/** At a word, or at commas, outside parentheses and quotes; the AND of BETWEEN joins nothing. In one piece where the word might mean something else. */
export function cut(text: string, at: "and" | "or" | ","): string[] {
  const parts: string[] = [];
  let from = 0;
  let between = false;
  for (const { word, start } of topLevelWords(text)) {
    if (word === "case") return [text];
    if (word === "between") between = true;
    else if (word === "and" && between) between = false;
    else if (word === at) {
      parts.push(text.slice(from, start));
      from = start + word.length;
    }
  }
  return [...parts, text.slice(from)];
}

function* topLevelWords(text: string): Generator<{ readonly word: string; readonly start: number }> {
  let depth = 0;
  for (const match of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w$\u0080-\uffff]+|[()[\],]/g)) {
    const [word] = match;
    if (word === "(" || word === "[") depth++;
    else if (word === ")" || word === "]") depth--;
    else if (depth === 0) yield { word: word.toLowerCase(), start: match.index };
  }
}

/** Index of the parenthesis that closes the first one; -1 when none does. */
function closing(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (match[0] === "(") depth++;
    else if (match[0] === ")" && --depth === 0) return match.index;
  }
  return -1;
}
