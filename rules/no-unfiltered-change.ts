import { columnNames, defineRule, heldBlockingLocks, inCode, isDone, keyColumns, liveTable, placeOf, primaryKeyIndex, reachesEveryRow, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "no-unfiltered-change",
  summary: "UPDATE or DELETE of every row of a table in use",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    update: {
      message: "Every row of {{table}}{{which}} is written in one transaction: {{waits}}, and the table grows by as much again.",
      help: "Deploy the change of the schema alone, and fill in batches beside it: add `WHERE {{key}} IN (SELECT {{key}} FROM {{name}} WHERE … LIMIT 1000)` and repeat it until no row is left. Small table? {{small}}",
    },
    delete: {
      message: "Every row of {{table}}{{which}} is deleted in one transaction: {{waits}}, and nothing but a backup brings them back.",
      help: "Keep them first: `CREATE TABLE {{copy}} AS TABLE {{name}};` Then delete in batches, outside of the migration: {{batch}} Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "An UPDATE writes a new version of each row and of its index entries, a DELETE marks each row: on a large table that takes minutes to hours, holds a lock on every row until the end, keeps VACUUM from cleaning up, and floods the replicas. In a migration file up to Prisma 7.3 all of it is one transaction with the schema change, whose table lock then lasts as long. Reported without WHERE, with a WHERE that every row meets (true, a column of this migration IS NULL, a required one IS NOT NULL), and for a join without a condition of its own.",
    remedy: "Separate the change of the schema from that of the rows. Run the latter in batches of some thousand, each in its own transaction, from a script. Tables that are known to be small are not reported.",
  },
  check: {
    changeData(step, context) {
      const { config, sql, report } = context;
      const { command } = step.operation;
      const table = liveTable(step.operation.table, step, config);
      if (!table || (command !== "update" && command !== "delete") || !isDone(step) || !reachesEveryRow(step, table)) return;
      const index = primaryKeyIndex(table);
      const [column, ...more] = index ? columnNames(table, keyColumns(index)) : [];
      const key = column !== undefined && more.length === 0 ? sql.identifier(column) : "ctid";
      const name = sql.name(table);
      const subject = { schema: table.schema, table: table.name };
      const exclusive = heldBlockingLocks(step, context).filter(({ mode }) => mode === "AccessExclusiveLock");
      const isLocked = exclusive.some(({ relation }) => relation.schema === table.schema && relation.name === table.name);
      const waits = isLocked ? "every query on it waits until it ends, reads too, because a statement before it has locked the table" : "whoever changes one of them waits until it ends";
      // The same work under the same lock, whichever table that rule names first.
      const locked = isLocked ? exclusive.slice(0, 1).map(({ relation }) => ({ rule: "no-work-under-exclusive-lock", subject: { schema: relation.schema ?? null, table: relation.name } })) : [];
      const place = { at: placeOf(step), subject };
      const { joins } = step.operation;
      const data = { table: said(table), which: joins === true ? " that the join finds" : "", waits, name, small: smallTableHint(table) };
      if (command === "update") report({ ...place, message: "update", data: { ...data, key }, explains: locked });
      else {
        const batch = joins === true ? `the same statement with a range of ${key}, again and again.`
          : key === "ctid" && table.partitionBy !== undefined ? inCode([`DELETE FROM ${name}`])
          : inCode([`DELETE FROM ${name} WHERE ${key} IN (SELECT ${key} FROM ${name} LIMIT 1000)`]);
        const explains = [{ rule: "no-row-deletion", subject }, ...locked];
        report({ ...place, message: "delete", data: { ...data, batch, copy: sql.name({ schema: table.schema, name: sql.newName(table.name, [], "backup") }) }, explains });
      }
    },
  },
});
