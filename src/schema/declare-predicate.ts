import { stringOf } from "./attribute-arguments.js";
import type { DeclaredField } from "./declared-field.js";
import type { DeclaredPredicate } from "./declared-schema.js";
import type { ObjectValue, SchemaValue } from "./syntax-tree.js";

/** `where: raw("…")` or `where: { field: … }` of a partial index; columns in `fields` are looked up by field name. */
export function declarePredicate(value: SchemaValue, fields: readonly DeclaredField[]): DeclaredPredicate {
  if (value.kind === "object") return { span: value.span, sql: undefined, notNullColumns: notNullFields(value, fields) };
  const sql = value.kind === "call" ? stringOf(value.arguments[0]?.value) : undefined;
  return { span: value.span, sql, notNullColumns: sql === undefined ? undefined : notNullColumns(sql) };
}

function notNullFields(value: ObjectValue, fields: readonly DeclaredField[]): string[] | undefined {
  const columns: string[] = [];
  for (const entry of value.entries) {
    const name = entry.name?.text;
    if (name === undefined || !isNotNull(entry.value)) return undefined;
    columns.push(fields.find((field) => field.name === name)?.column ?? name);
  }
  return columns.length === 0 ? undefined : columns;
}

/** `{ not: null }` */
function isNotNull(value: SchemaValue | null): boolean {
  if (value?.kind !== "object" || value.entries.length !== 1) return false;
  const [only] = value.entries;
  return only?.name?.text === "not" && only.value?.kind === "path" && only.value.text === "null";
}

/** The columns of `a IS NOT NULL AND "b" IS NOT NULL`, any of it in parentheses; undefined for anything else. */
function notNullColumns(sql: string): string[] | undefined {
  const columns: string[] = [];
  for (const term of withoutParentheses(sql).split(/\band\b/iu)) {
    const match = /^(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s+is\s+not\s+null$/iu.exec(withoutParentheses(term));
    if (match === null) return undefined;
    const [, quoted, bare] = match;
    // PostgreSQL folds an unquoted name to lower case.
    columns.push(quoted?.replaceAll('""', '"') ?? (bare ?? "").toLowerCase());
  }
  return columns;
}

function withoutParentheses(sql: string): string {
  let text = sql.trim();
  while (/^\([^()]*\)$/u.test(text)) text = text.slice(1, -1).trim();
  return text;
}
