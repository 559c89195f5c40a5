import { defineRule, findIndex, listed, liveRelation, placeOf, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "require-concurrent-reindex",
  summary: "REINDEX without CONCURRENTLY on a table in use",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    blocks: {
      message: "Every write to {{tables}} waits while the indexes are built anew, and nearly every read too: to plan one, each index has to be locked.",
      help: "{{way}}\n\nIf it fails, it leaves an INVALID index whose name ends in `_ccnew`: drop it. Small table? {{small}}",
    },
    exclusion: {
      message: "Every write to {{tables}} waits while the index is built anew, and nearly every read too: to plan one, each index has to be locked.",
      help: "CONCURRENTLY is refused for the index of an exclusion constraint. Run it at a quiet time, and limit the wait for its lock: `BEGIN;` `SET LOCAL lock_timeout = '5s';` `{{statement}};` `COMMIT;`",
    },
  },
  docs: {
    effect:
      "REINDEX takes SHARE on the table, so that writes wait, and ACCESS EXCLUSIVE on each index while it is built. The planner locks every index of a table, whichever it will use: so reads wait too, but for prepared statements whose plan is kept.",
    remedy:
      "REINDEX CONCURRENTLY builds new indexes beside the old ones and swaps them; reads and writes go on. PostgreSQL refuses it in a transaction block, so it stands alone in its migration. It does not belong into the history at all if it only cures bloat: run it by hand or by a schedule.",
  },
  check: {
    reindex(step, { config, sql, report }) {
      const { operation, before, effect } = step;
      if (operation.concurrently) return;
      // Partitioned tables have nothing to build; what is built is written anew.
      const relations = effect.rewrites.flatMap((name) => liveRelation(name, step, config) ?? []);
      const [first] = relations;
      if (!first) return;

      const place = operation.object === "index" && operation.name ? findIndex(before, operation.name) : undefined;
      const subject = operation.object === "index" || operation.object === "table" ? { schema: first.schema, table: first.name, index: place?.index.name ?? null } : {};
      const finding = { at: placeOf(step), subject };
      const tables = listed(relations.map(({ name }) => name));
      if (place?.table?.constraints.some((constraint) => constraint.kind === "exclusion" && constraint.index === place.index.id)) {
        report({ ...finding, message: "exclusion", data: { tables, statement: sql.statement(operation) } });
        return;
      }
      const wayOut = { title: "Rebuild CONCURRENTLY, alone in its migration", here: [], then: [{ name: `reindex_${operation.name?.name ?? first.name}`, sql: [sql.statement({ ...operation, concurrently: true })] }] };
      report({ ...finding, message: "blocks", data: { tables, small: smallTableHint(first) }, wayOut });
    },
  },
});
