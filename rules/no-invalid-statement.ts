import { defineRule, isExternal, mayBeWrong, placeOf, problemSubject } from "../src/check/rule.js";

export default defineRule({
  id: "no-invalid-statement",
  summary: "A statement that PostgreSQL refuses whatever the tables hold",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    invalid: {
      message: "PostgreSQL refuses this statement ({{code}}): {{error}}.",
      help: "Correct the statement: it fails on every database that has these migrations, whatever its tables hold.",
    },
  },
  docs: {
    effect:
      "The SQL can be read and all that it names is there, yet the server refuses it for what these objects are: a column that is declared NOT NULL and NULL, a unique key of a partitioned table without the column by which it is partitioned, CONCURRENTLY on the index of a partitioned table, a view that is replaced by one with fewer columns, an operator that there is not for these types (`uuid = text`), an enum that gets the text of a CASE, a column that is not grouped by. The migration fails, and Prisma deploys nothing more until it is resolved (P3009). The message quotes PostgreSQL's.",
    remedy: "Correct the statement, or the migration before it that made the object what it is.",
  },
  check: {
    effect(step, { config, report }) {
      for (const problem of step.problems) {
        // Of a foreign key's types no-foreign-key-type-mismatch says more.
        if (problem.kind !== "invalid" || problem.compared || mayBeWrong(problem, step) || isExternal(problem, config)) continue;
        report({ at: placeOf(step), message: "invalid", data: { code: problem.code, error: problem.message }, subject: problemSubject(problem) });
      }
    },
  },
});
