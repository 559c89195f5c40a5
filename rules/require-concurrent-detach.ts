import { defaultPartition, defineRule, findTable, isDone, liveTable, placeOf, said, smallTableHint } from "../src/check/rule.js";

/** The first that knows DETACH PARTITION … CONCURRENTLY. */
const SINCE = 14;

export default defineRule({
  id: "require-concurrent-detach",
  summary: "DETACH PARTITION without CONCURRENTLY",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    blocks: {
      message: "Every query on {{parent}} and {{partition}}, reads too, waits until DETACH PARTITION has got ACCESS EXCLUSIVE on both and its transaction ends.",
      help: "Alone in its own migration: `{{statement}};` It leaves a CHECK with the bounds on {{partition}}; if it is interrupted, the same statement with FINALIZE in place of CONCURRENTLY ends it. Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table and on the partition: it waits for every query that runs on any part of the table, and all that come after wait behind it. Other tables with foreign keys to the partitioned one are locked and read as well.",
    remedy:
      "Since PostgreSQL 14, DETACH PARTITION … CONCURRENTLY needs no more than SHARE UPDATE EXCLUSIVE on the partitioned table. It is refused in a transaction block, so it stands alone in its migration, and beside a DEFAULT partition, where the rule is silent. It takes the bounds over as a CHECK of the partition, so that attaching it again needs no scan.",
  },
  check: {
    detachPartition(step, { config, environment, sql, report }) {
      const { operation, before } = step;
      const parent = liveTable(operation.table, step, config);
      const partition = findTable(before, operation.partition);
      const version = environment.serverVersion.value;
      if (!parent || !partition || operation.concurrently || !isDone(step)) return;
      // There is no better way.
      if (defaultPartition(before, parent.id) || (version !== undefined && version < SINCE)) return;
      const data = { parent: said(parent), partition: said(partition), statement: sql.statement({ ...operation, concurrently: true }), small: smallTableHint(parent) };
      report({ at: placeOf(step), message: "blocks", data, subject: { schema: partition.schema, table: partition.name } });
    },
  },
});
