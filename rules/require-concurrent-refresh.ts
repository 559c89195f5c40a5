import { defineRule, hasPlainKeys, liveRelation, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "require-concurrent-refresh",
  summary: "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    blocks: {
      message: "Every read of {{view}} waits until it is filled anew and its transaction ends.",
      help: "CONCURRENTLY lets reads go on, and may stand in a transaction. {{way}}",
    },
    noUniqueIndex: {
      message: "Every read of {{view}} waits until it is filled anew and its transaction ends; it has no unique index, which CONCURRENTLY needs.",
      help: "Build a unique index first, on plain columns and without WHERE: `CREATE UNIQUE INDEX CONCURRENTLY … ON {{name}} (…);` In the migration after that: REFRESH MATERIALIZED VIEW CONCURRENTLY.",
    },
  },
  docs: {
    effect:
      "REFRESH MATERIALIZED VIEW takes ACCESS EXCLUSIVE on the view and keeps it while the query runs, the rows are written and the indexes are built. In a file with other statements it is kept until the last of them is done. Whoever reads the view waits.",
    remedy:
      "REFRESH … CONCURRENTLY works the new rows out beside the old ones and changes only those that differ; reads go on. It needs a unique index over plain columns, without WHERE, and a view that has been filled once. Unlike other CONCURRENTLY it is allowed in a transaction.",
  },
  check: {
    refreshMaterializedView(step, { config, sql, report }) {
      const { operation } = step;
      if (operation.concurrently || !operation.withData) return;
      const view = liveRelation(operation.name, step, config);
      // Before it is first filled nobody can read it.
      if (!view || !("query" in view) || view.unpopulated === true) return;

      const finding = { at: placeOf(step), subject: { schema: view.schema, table: view.name } };
      const comparable = view.indexes.some((index) => index.unique && !index.predicate && hasPlainKeys(index));
      if (!comparable) {
        report({ ...finding, message: "noUniqueIndex", data: { view: said(view), name: sql.name(view) }, level: "warning" });
        return;
      }
      const wayOut = { title: "Refresh it CONCURRENTLY", here: [sql.statement({ ...operation, concurrently: true })], then: [] };
      report({ ...finding, message: "blocks", data: { view: said(view) }, wayOut });
    },
  },
});
