import { existsSync, readFileSync } from "node:fs";
import type { TableFacts } from "../model/config.js";
import { LintError } from "../model/lint-error.js";

/**
 * Row counts of a real database: `{ "public.User": 40000000, … }`, as the query of docs/impact.md makes them. Throws `LintError` for a file that
 * cannot be read or is of another form.
 */
export function readStats(path: string): ReadonlyMap<string, TableFacts> {
  const todo = "Make it with the query in docs/impact.md: psql … -At > stats.json";
  if (!existsSync(path)) throw new LintError(`The statistics file ${path} does not exist.`, todo);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new LintError(`${path} is no statistics file: ${error instanceof Error ? error.message : String(error)}`, todo);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new LintError(`${path} is no statistics file: it holds no object.`, todo);
  const tables = new Map<string, TableFacts>();
  for (const [name, rows] of Object.entries(value)) {
    if (typeof rows !== "number" || !(rows >= 0)) throw new LintError(`${path}: the rows of "${name}" are no number.`, todo);
    tables.set(name, { rows });
  }
  return tables;
}
