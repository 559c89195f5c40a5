import { codeOf, defineRule, isExternal, madeIn, mayBeWrong, placeOf, problemSubject, relationOf, said } from "../src/check/rule.js";
import type { Problem } from "../src/model/database.js";
import type { OperationKind } from "../src/model/operation.js";

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
    arguments: {
      message: "This statement fails (42883): no function {{name}} takes {{given}}.",
      help: "Call it with the arguments that it takes, as PostgreSQL's manual lists them for the server's version, or make such a function in an earlier migration.",
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
        const code = codeOf(problem);
        const made = madeIn(problem, step);
        const subject = problemSubject(problem);
        const at = placeOf(step);
        if (what === "unique index" && table) report({ at, message: "unique", data: { table: said(table), name: name.name.split(", ").map((column) => `"${column}"`).join(", ") }, subject });
        else if (what === "FROM-clause entry") report({ at, message: "from", data: { name: said({ name: name.name }) }, subject });
        else if (problem.given !== undefined) report({ at, message: "arguments", data: { name: shown, given: problem.given === 1 ? "1 argument" : `${problem.given} arguments` }, subject });
        else if (problem.kind === "missing") report({ at, message: "missing", data: { code, what, name: shown, external: external(problem) }, subject });
        else report({ at, message: "exists", data: { code, what, name: shown, since: made === undefined ? "" : `, since ${made}`, repeat: KNOWS_IF_NOT_EXISTS.has(step.operation.kind) ? REPEAT : "" }, subject });
      }
    },
  },
});

function external(problem: Problem): string {
  const relation = relationOf(problem);
  return relation === undefined ? "" : ` If it is made outside these migrations, say so in the config: \`tables: { ${JSON.stringify(relation.name)}: { external: true } }\`.`;
}

/** PostgreSQL has no IF NOT EXISTS for types, constraints and new names. */
const KNOWS_IF_NOT_EXISTS: ReadonlySet<OperationKind> = new Set(["createTable", "createIndex", "createSchema", "createSequence", "createExtension", "addColumn", "addEnumValue"]);
const REPEAT = " Where a database may or may not have it, `IF NOT EXISTS` makes the statement safe to repeat.";
