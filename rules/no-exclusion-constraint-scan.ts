import { defineRule, findTable, inCode, isDone, liveTable, placeOf, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "no-exclusion-constraint-scan",
  summary: "An exclusion constraint added to a table in use",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    builds: {
      message: "Every query on {{table}}, reads too, waits until the index of {{constraint}} is built over all rows; the first two that exclude each other make it fail (23P01).",
      help: "PostgreSQL has neither NOT VALID nor CONCURRENTLY for it. Run it alone, at a quiet time, and limit the wait for its lock: `BEGIN;` `SET LOCAL lock_timeout = '5s';` `{{statement}};` `COMMIT;`{{ask}} Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "ADD CONSTRAINT … EXCLUDE takes ACCESS EXCLUSIVE on the table, builds an index (GiST as a rule, which is slow) and compares every row with those before it. It fails when two rows that are there already exclude each other.",
    remedy:
      "There is no way to add one without this lock. Ask for rows that exclude each other before, choose a time when hardly anybody works, set a `lock_timeout`, and let nothing else stand in the same transaction. Or create a table that has the constraint from the beginning, and move the rows over.",
  },
  check: {
    addConstraint(step, { config, sql, report }) {
      const { operation, after, effect } = step;
      if (operation.constraint.kind !== "exclusion" || !isDone(step)) return;
      const table = liveTable(operation.table, step, config);
      const made = findTable(after, operation.table)?.constraints.at(-1);
      if (!table || !made) return;
      const query = effect.mayFail.find(({ code }) => code === "23P01")?.checkQuery;
      const ask = query === undefined ? "" : `\n\nRows that exclude each other: ${inCode([query])}`;
      const data = { table: said(table), constraint: said({ name: made.name }), statement: sql.statement(operation), ask, small: smallTableHint(table) };
      report({ at: placeOf(step), message: "builds", data, subject: { schema: table.schema, table: table.name, constraint: made.name } });
    },
  },
});
