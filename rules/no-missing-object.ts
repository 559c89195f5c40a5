import { defineRule, findTable, isSure, placeOf, problemSubject, said, tableFacts } from "../src/check/rule.js";
import type { Problem } from "../src/model/database.js";
import type { OperationKind } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

/** SQLSTATE when it is not there, and when it is there already (PostgreSQL's appendix A). */
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

export default defineRule({
  id: "no-missing-object",
  summary: "The statement needs an object that is not there, or makes one that is there already",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    missing: {
      message: "This statement fails ({{code}}): after the migrations before it there is no {{what}} {{name}}.",
      help: "Correct the name, or make the {{what}} in an earlier migration.{{external}}",
    },
    unique: {
      message: "This foreign key fails (42830): {{table}} has no primary key on ({{name}}), nor a unique index without WHERE.",
      help: "Make a unique index on {{table}} over these columns first, in an earlier statement.",
    },
    from: {
      message: "This statement fails (42P01): it uses {{name}}, and nothing in its FROM is called so.",
      help: "Use the name or alias that the FROM clause has, or join the table.",
    },
    exists: {
      message: "This statement fails ({{code}}): the {{what}} {{name}} is already there{{since}}.",
      help: "Delete the statement if it is a repetition, or drop the old {{what}} first.{{repeat}}",
    },
  },
  docs: {
    effect:
      "The whole history is replayed, so it is known what is there when the statement runs. A name that is not there, or is there already, makes PostgreSQL refuse the statement; the migration fails, and Prisma deploys nothing more until it is resolved. It usually comes from migrations that were edited, reordered or written by hand on a database that had drifted.",
    remedy: "Correct the name or the order. Objects that other programs make can be declared in the config (`tables: { name: { external: true } }`) or in prisma.config (`tables.external`).",
  },
  check: {
    effect(step, { config, report }) {
      for (const problem of step.problems) {
        if (problem.kind !== "missing" && problem.kind !== "exists") continue;
        if (mayBeWrong(problem, step) || isExternal(problem, config)) continue;
        const { what, name, table } = problem;
        const shown = table ? `${said({ name: name.name })} on ${said(table)}` : said(name);
        const code = CODES[what]?.[problem.kind] ?? (problem.kind === "missing" ? "42704" : "42710");
        const subject = problemSubject(problem);
        const at = placeOf(step);
        if (what === "unique index" && table) report({ at, message: "unique", data: { table: said(table), name: name.name.split(", ").map((column) => `"${column}"`).join(", ") }, subject });
        else if (what === "FROM-clause entry") report({ at, message: "from", data: { name: said({ name: name.name }) }, subject });
        else if (problem.kind === "missing") report({ at, message: "missing", data: { code, what, name: shown, external: external(problem) }, subject });
        else report({ at, message: "exists", data: { code, what, name: shown, since: since(problem, step), repeat: KNOWS_IF_NOT_EXISTS.has(step.operation.kind) ? REPEAT : "" }, subject });
      }
    },
  },
});

/** Something before it could have made or dropped it: a statement that is not understood, an extension, a schema that others keep. */
function mayBeWrong(problem: Problem, { before }: Step): boolean {
  const { name, table, what, kind } = problem;
  if (!isSure(problem, before)) return true;
  const schema = table?.schema ?? name.schema;
  if (schema !== undefined && schema !== "public" && !before.schemas.some((known) => known.name === schema)) return true;
  if (kind === "missing" && what === "schema" && name.name !== "") return true;
  if (kind === "missing" && what === "type" && before.extensions.length > 0) return true;
  const owner = table && findTable(before, table);
  return owner?.columnsUnknown === true && what === "column";
}

function isExternal(problem: Problem, config: Parameters<typeof tableFacts>[1]): boolean {
  const relation = relationOf(problem);
  return [...(relation ? [relation] : []), ...(problem.among ?? [])].some((one) => tableFacts(one, config)?.external === true);
}

/** What the config's `tables` can tell of. */
const relationOf = ({ name, table, what }: Problem): Problem["name"] | undefined =>
  what === "enum value" ? undefined : (table ?? (what === "table" || what === "view" ? name : undefined));

function external(problem: Problem): string {
  const relation = relationOf(problem);
  return relation === undefined ? "" : ` If it is made outside these migrations, say so in the config: \`tables: { ${JSON.stringify(relation.name)}: { external: true } }\`.`;
}

/** PostgreSQL has no IF NOT EXISTS for types, constraints and new names. */
const KNOWS_IF_NOT_EXISTS: ReadonlySet<OperationKind> = new Set(["createTable", "createIndex", "createSchema", "createSequence", "createExtension", "addColumn", "addEnumValue"]);
const REPEAT = " Where a database may or may not have it, `IF NOT EXISTS` makes the statement safe to repeat.";

/** `, since 2024…_add_user`: ids of objects begin with the migration that made them. */
function since({ name, what, table }: Problem, { before }: Step): string {
  const owner = findTable(before, table ?? name);
  const found =
    what === "table" ? owner
    : what === "column" ? owner?.columns.find((column) => column.name === name.name)
    : what === "constraint" ? owner?.constraints.find((constraint) => constraint.name === name.name)
    : what === "index" ? owner?.indexes.find((index) => index.name === name.name)
    : what === "type" ? before.enums.find((type) => type.name === name.name)
    : undefined;
  const made = found?.id.split("#")[0];
  return made === undefined || made === "initial" ? "" : `, since ${made}`;
}
