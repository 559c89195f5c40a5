import { defineRule, dropConcurrently, findTable, isSmall, isUnshared, placeOf, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "require-concurrent-index",
  summary: "CREATE INDEX without CONCURRENTLY on a table in use",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    blocks: {
      message: "Every insert, update and delete on {{table}} waits until this index is built; reads continue.",
      help: "Alone in its own migration: `{{concurrently}};`\n\nIf it fails: `{{drop}};`, then `prisma migrate resolve --rolled-back {{migration}}` and deploy again. Small table? {{small}}",
    },
    partitioned: {
      message: "Every insert, update and delete on {{table}} and its partitions waits until this index is built on each of them; reads continue.",
      help: "CONCURRENTLY is refused on a partitioned table. Here: `{{only}};` Then, each alone in its own migration, the same index CONCURRENTLY on every partition, and `ALTER INDEX … ATTACH PARTITION …;` for each.\n\nSmall table? {{small}}",
    },
  },
  docs: {
    effect:
      "CREATE INDEX takes SHARE on the table and holds it until its transaction ends: reads go on, every insert, update and delete waits, and everything that comes after them in the connection pool. On a large table that is minutes.",
    remedy:
      "CONCURRENTLY builds it without blocking writes, in two scans. PostgreSQL refuses it in a transaction block, and Prisma up to 7.3 sends all statements of a file as one transaction: so it stands alone in its migration. A build that fails leaves an INVALID index behind, which has to be dropped before the next try. Tables made in the same series of migrations are not locked for anybody and need none of this.",
  },
  check: {
    createIndex(step, { config, sql, report }) {
      const { operation, before, after, deployed, migration } = step;
      const table = findTable(before, operation.table);
      if (!table || operation.concurrently || step.problems.length > 0 || before === after) return;
      if (isUnshared(table, deployed) || isSmall(table, config)) return;

      const made = findTable(after, operation.table)?.indexes.at(-1);
      const name = made?.name ?? "";
      const subject = { schema: table.schema, table: table.name, index: name };
      const small = smallTableHint(table);
      if (table.partitionBy !== undefined && !operation.only) {
        report({ at: placeOf(step), message: "partitioned", data: { table: said(table), only: sql.statement({ ...operation, only: true }), small }, subject });
        return;
      }
      // After a failed build IF NOT EXISTS would be content with the INVALID index.
      const concurrently = sql.statement({ ...operation, concurrently: true, ifNotExists: false });
      const drop = sql.statement(dropConcurrently({ schema: table.schema, name }));
      const alone = !operation.ifNotExists && migration.script.statements.length === 1 && step.transactions.every((transaction) => !transaction.block);
      report({
        at: placeOf(step),
        message: "blocks",
        data: { table: said(table), concurrently, drop, migration: migration.name, small },
        subject,
        suggestions: alone
          ? [{ title: "Build it CONCURRENTLY", edits: [{ file: migration.source.file, span: { start: operation.keyword.end, end: operation.keyword.end }, text: " CONCURRENTLY" }] }]
          : [],
      });
    },
  },
});
