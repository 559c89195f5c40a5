import { defineRule, findTable, isDone, isEmptied, liveTable, madeConstraint, notValidFirst, placeOf, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "require-not-valid-check",
  summary: "A CHECK whose rows are checked while nobody can use the table",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    checks: {
      message: "Every query on {{table}} waits, reads too, while all of its rows are checked.",
      help: "{{way}}\n\nSmall table? {{small}}",
    },
  },
  docs: {
    effect: "ADD CONSTRAINT … CHECK takes ACCESS EXCLUSIVE on the table and reads all of its rows before it gives it back: reads and writes wait, and everything behind them in the connection pool. A CHECK that comes with ADD COLUMN does the same, even where the new column is NULL everywhere.",
    remedy:
      "With NOT VALID the check holds for all new rows at once, and none of the old ones is read. VALIDATE CONSTRAINT in the next migration reads them under SHARE UPDATE EXCLUSIVE, beside which reads and writes go on. In the same transaction it would gain nothing: the lock of ADD CONSTRAINT is kept.",
  },
  check: {
    addConstraint(step, { config, sql, report }) {
      const { operation, before } = step;
      const table = liveTable(operation.table, step, config);
      const made = madeConstraint(step);
      if (!table || made?.kind !== "check" || !isDone(step) || step.effect.scans.length === 0 || isEmptied(table, before)) return;
      const owner = findTable(step.after, operation.table) ?? table;
      report({
        at: placeOf(step),
        message: "checks",
        data: { table: said(table), small: smallTableHint(table) },
        subject: { schema: table.schema, table: table.name, constraint: made.name },
        wayOut: notValidFirst(step, made, owner, sql),
      });
    },
  },
});
