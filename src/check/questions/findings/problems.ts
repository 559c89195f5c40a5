import { tableFacts } from "../../../database/known-rows.js";
import { isSure } from "../../../database/uncertain.js";
import { findTable } from "../../../database/names/lookup.js";
import type { Config } from "../../../model/config.js";
import type { Problem } from "../../../model/database.js";
import type { Subject } from "../../../model/finding.js";
import type { Name } from "../../../model/name.js";
import type { Step } from "../../../model/step.js";

/** What a refusal of the server is about. */
export function problemSubject({ what, name, table }: Problem): Partial<Subject> {
  const on = { schema: table?.schema ?? name.schema ?? null, table: table?.name ?? null };
  switch (what) {
    case "table":
    case "view":
    case "sequence": return { ...on, table: name.name };
    case "column": return { ...on, column: name.name };
    case "index": return { ...on, index: name.name };
    case "type": return { ...on, type: name.name };
    case "enum value": return { schema: on.schema, table: null, type: table?.name ?? null, value: name.name };
    default: return { ...on, constraint: name.name };
  }
}

/** SQLSTATE of a refusal because something is not there, or is there already. */
export const codeOf = ({ what, kind }: Problem): string => (kind === "missing" ? (CODES[what]?.missing ?? "42704") : (CODES[what]?.exists ?? "42710"));

/** Something before it could have made or dropped it: a statement that is not understood, an extension, a schema that others keep. */
export function mayBeWrong(problem: Problem, { before }: Step): boolean {
  const { name, table, what, kind } = problem;
  if (!isSure(problem, before)) return true;
  const schema = table?.schema ?? name.schema;
  if (schema !== undefined && schema !== "public" && !before.schemas.some((known) => known.name === schema)) return true;
  if (kind === "missing" && what === "schema" && name.name !== "") return true;
  if (kind === "missing" && what === "type" && before.extensions.length > 0) return true;
  const owner = table && findTable(before, table);
  return owner?.columnsUnknown === true && what === "column";
}

/** The config's `tables` say that something else than these migrations makes it. */
export function isExternal(problem: Problem, config: Pick<Config, "tables">): boolean {
  const relation = relationOf(problem);
  return relation !== undefined && tableFacts(relation, config)?.external === true;
}

/** What the config's `tables` can tell of. */
export const relationOf = ({ name, table, what }: Problem): Name | undefined =>
  what === "enum value" ? undefined : (table ?? (what === "table" || what === "view" ? name : undefined));

/** The migration that made what is there already: ids of objects begin with it. */
export function madeIn({ name, what, table }: Problem, { before }: Step): string | undefined {
  const owner = findTable(before, table ?? name);
  const found =
    what === "table" ? owner
    : what === "column" ? owner?.columns.find((column) => column.name === name.name)
    : what === "constraint" ? owner?.constraints.find((constraint) => constraint.name === name.name)
    : what === "index" ? owner?.indexes.find((index) => index.name === name.name)
    : what === "type" ? before.enums.find((type) => type.name === name.name)
    : undefined;
  const made = found?.id.split("#")[0];
  return made === "initial" ? undefined : made;
}

/** Where they are not the common ones (PostgreSQL's appendix A). */
const CODES: Readonly<Record<string, { readonly missing: string; readonly exists: string }>> = {
  table: { missing: "42P01", exists: "42P07" },
  view: { missing: "42P01", exists: "42P07" },
  sequence: { missing: "42P01", exists: "42P07" },
  index: { missing: "42704", exists: "42P07" },
  column: { missing: "42703", exists: "42701" },
  function: { missing: "42883", exists: "42723" },
  procedure: { missing: "42883", exists: "42723" },
  aggregate: { missing: "42883", exists: "42723" },
  "materialized view": { missing: "42P01", exists: "42P07" },
  schema: { missing: "3F000", exists: "42P06" },
  "enum value": { missing: "22023", exists: "42710" },
  "primary key": { missing: "42704", exists: "42P16" },
  "unique index": { missing: "42830", exists: "42P07" },
};
