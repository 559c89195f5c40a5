import type { BoundExpression, ObjectId, Table } from "../../../model/database.js";

/** A valid CHECK says that the column is not null, alone or joined with others by AND: SET NOT NULL then needs no scan (source: NotNullImpliedByRelConstraints). */
export function isProvenNotNull(table: Table, column: ObjectId): boolean {
  return table.constraints.some((constraint) => constraint.kind === "check" && constraint.validated && says(constraint.expression, column));
}

function says(expression: BoundExpression, column: ObjectId): boolean {
  // The column's name becomes one that no SQL has, so that the rest can be compared as text.
  let sql = expression.sql;
  for (const { start, end, target, kind } of expression.references.toSorted((a, b) => b.start - a.start)) {
    if (kind === "column" && target === column) sql = `${sql.slice(0, start)}\u0000${sql.slice(end)}`;
  }
  return conjuncts(sql).some((part) => /^(?:\0is not null|\0notnull|not\0is null)$/i.test(part.replace(/[\s()]+/g, " ").replace(/ ?\0 ?/, "\u0000").trim()));
}

/** Parts of a top-level AND, each without the parentheses around it. */
function conjuncts(sql: string): readonly string[] {
  const text = sql.trim();
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let wrapped = text.startsWith("(");
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "'" || character === '"') {
      at = text.indexOf(character, at + 1);
      if (at === -1) return [];
    } else if (character === "(") depth++;
    else if (character === ")") {
      depth--;
      if (depth === 0 && at < text.length - 1) wrapped = false;
    } else if (depth === 0) {
      const word = /^\b(?:and|or|between)\b/i.exec(text.slice(at))?.[0].toLowerCase();
      if (word === undefined || /[\w$]/.test(text[at - 1] ?? "")) continue;
      // OR proves nothing of its parts, and the AND of BETWEEN joins none.
      if (word !== "and") return [];
      parts.push(text.slice(from, at));
      from = at + word.length;
    }
  }
  if (wrapped && parts.length === 0) return conjuncts(text.slice(1, -1));
  if (parts.length === 0) return [text];
  return [...parts, text.slice(from)].flatMap(conjuncts);
}
