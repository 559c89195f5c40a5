import { parse } from "../../../../src/dialects/postgres/parse/index.js";
import type { Script } from "../../../../src/model/migration.js";
import type { Expression } from "../../../../src/model/name.js";
import type { OperationKind, OperationOf } from "../../../../src/model/operation.js";
import { SourceText } from "../../../../src/text/source-text.js";

export function script(sql: string): Script {
  return parse(new SourceText("migration.sql", sql));
}

/** All operations of a text, each span replaced by the text it spans, so that an expectation is read without counting; without literals, sources and needs, which have tests of their own. */
export function spell(sql: string): unknown[] {
  const { source, statements } = script(sql);
  return statements.flatMap(({ operations }) => operations.map((operation) => spelled(source, operation)));
}

export function kinds(sql: string): string[] {
  return script(sql).statements.flatMap(({ operations }) => operations.map(({ kind }) => kind));
}

/** The one operation of a kind. */
export function only<K extends OperationKind>(sql: string, kind: K): OperationOf<K> {
  const found = script(sql).statements.flatMap(({ operations }) => operations.filter((operation): operation is OperationOf<K> => operation.kind === kind));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} ${kind} in ${sql}`);
  return found[0];
}

/** Names of an expression as `kind path = text`. */
export function namesOf({ sql, names }: Expression): string[] {
  return names.map(({ kind, path, start, end }) => `${kind} ${path.join("|")} = ${sql.slice(start, end)}`);
}

function spelled(source: SourceText, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((child) => spelled(source, child));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "literals" && key !== "sources" && key !== "needs");
  const { start, end, sql } = Object.fromEntries(entries);
  if (entries.length === 2 && typeof start === "number" && typeof end === "number") return source.slice({ start, end });
  if (typeof sql === "string") return sql;
  return Object.fromEntries(entries.map(([key, child]) => [key, spelled(source, child)]));
}
