import { knownRows } from "../../../database/known-rows.js";
import type { Config } from "../../../model/config.js";
import type { Table } from "../../../model/database.js";
import type { Place } from "../../../model/finding.js";
import type { Step } from "../../../model/step.js";
import type { Span } from "../../../text/source-text.js";
import { codeSpan } from "../../../text/code-span.js";
import { andJoined } from "../../../text/and-joined.js";

export * from "../../../text/and-joined.js";
export { shellWord } from "../../../text/shell-word.js";

/** Statements as code for helps, each with its semicolon. */
export const inCode = (statements: readonly string[]): string => statements.map((sql) => codeSpan(`${sql};`)).join(" ");

/** Where a step stands in its file, or a part of it. */
export const placeOf = (step: Step, span: Span = step.operation.span): Place => ({ file: step.migration.source.file, span });

/** A name for messages, in PostgreSQL's quotes; with its schema where that is not `public`. */
export const said = ({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): string =>
  schema === undefined || schema === "public" ? `"${name}"` : `"${schema}"."${name}"`;

/** The same with its rows, where the config or --stats know them: `"Post" (12,000 rows)`. */
export function saidWithRows(table: Table, config: Pick<Config, "tables">): string {
  const known = knownRows(table, config);
  return known === undefined ? said(table) : `${said(table)} (${known.toLocaleString("en")} rows)`;
}

/** Of names that are quoted already: `a and b`; of more than five `a, b, c, d and 3 more`. */
export const shortened = (quoted: readonly string[]): string => (quoted.length <= 5 ? andJoined(quoted) : `${quoted.slice(0, 4).join(", ")} and ${quoted.length - 4} more`);

/** `"a"`, `"a" and "b"`, `"a", "b" and 3 more`; or with `or`. */
export function listed(names: readonly string[], { most = 4, word = "and" }: { readonly most?: number; readonly word?: "and" | "or" } = {}): string {
  const quoted = names.slice(0, most).map((name) => `"${name}"`);
  const left = names.length - quoted.length;
  if (left > 0) return `${quoted.join(", ")} ${word === "or" ? "or one of" : "and"} ${left} more`;
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${word} ${last}`;
}
