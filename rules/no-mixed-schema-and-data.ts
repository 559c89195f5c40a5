import { blockingLocks, defineRule, isByLiteralKey, liveTable, movedInCode, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-mixed-schema-and-data",
  summary: "One migration changes the schema and the rows of tables in use",
  category: "history",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    mixed: {
      message: "This migration changes the schema of {{tables}} and also {{rows}}: the more rows, the longer it takes, and no other migration can be deployed until it is done.",
      help: "In a migration of its own, after the one that adds what it fills and before the one that requires it{{moved}}",
    },
  },
  docs: {
    effect:
      "A schema change takes milliseconds under a strong lock, a data change minutes under a weak one. In one transaction the rows are changed while the strong lock is held; statement by statement, what fails in the middle leaves a schema that is half new. And rows are better changed in batches, which no migration can do.",
    remedy: "Expand, fill, contract: a migration that adds, a script or migration that fills, a migration that requires or drops.",
  },
  check: {
    migration({ steps }, context) {
      const { config, report } = context;
      const locking = steps.filter((step) => step.operation.kind !== "changeData" && step.operation.kind !== "lockTable" && blockingLocks(step, context).length > 0);
      const [first] = locking;
      if (!first) return;
      const tables = [...new Set(locking.flatMap((step) => blockingLocks(step, context).map(({ relation }) => said(relation))))].slice(0, 3);
      for (const step of steps) {
        const { operation } = step;
        if (operation.kind !== "changeData" || operation.command === "truncate" || operation.literalRows) continue;
        const table = liveTable(operation.table, step, config);
        if (!table || isByLiteralKey(operation, table)) continue;
        report({
          at: placeOf(step),
          message: "mixed",
          data: { tables: tables.join(", "), rows: tables.join() === said(table) ? "its rows" : `rows of ${said(table)}`, moved: movedInCode(step) },
          subject: { schema: table.schema, table: table.name },
          related: [{ ...placeOf(first), message: "changes the schema" }],
        });
      }
    },
  },
});
