import { defineRule, dropConcurrently, findTable, indexFolder, isDone, liveTable, locksExclusively, partsOnPartitions, placeOf, said, shellWord, smallTableHint } from "../src/check/rule.js";

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
      help: "{{way}}\n\nIf it fails: `{{drop}};`, then `prisma migrate resolve --rolled-back {{migration}}` and deploy again. Small table? {{small}}",
    },
    blocksReads: {
      message: "Every query on {{table}} waits until this index is built, reads too: a statement before it in the same transaction has locked the table.",
      help: "{{way}}\n\nIf it fails: `{{drop}};`, then `prisma migrate resolve --rolled-back {{migration}}` and deploy again. Small table? {{small}}",
    },
    partitioned: {
      message: "Every insert, update and delete on {{table}} and its partitions waits until this index is built on each of them; reads continue.",
      help: "CONCURRENTLY is refused on a partitioned table, not on its partitions.\n\n{{way}}\n\nSmall table? {{small}}",
    },
  },
  docs: {
    effect:
      "CREATE INDEX takes SHARE on the table and holds it until its transaction ends: reads go on, every insert, update and delete waits, and everything that comes after them in the connection pool. On a large table that is minutes.",
    remedy:
      "CONCURRENTLY builds it without blocking writes, in two scans. PostgreSQL refuses it in a transaction block, and Prisma up to 7.3 sends all statements of a file as one transaction: so it stands alone in its migration. A build that fails leaves an INVALID index behind, which has to be dropped before the next try. Tables made in the same series of migrations are not locked for anybody and need none of this. Nor do materialised views: nobody writes to one but REFRESH, and reads go on.",
  },
  check: {
    createIndex(step, { config, sql, report }) {
      const { operation, after, migration } = step;
      const table = liveTable(operation.table, step, config);
      if (!table || operation.concurrently || !isDone(step)) return;
      // ON ONLY builds nothing.
      if (table.partitionBy !== undefined && operation.only) return;

      const made = findTable(after, operation.table)?.indexes.at(-1);
      const name = made?.name ?? "";
      const subject = { schema: table.schema, table: table.name, index: name };
      const small = smallTableHint(table);
      const folder = indexFolder(name);
      if (table.partitionBy !== undefined && made) {
        const parts = partsOnPartitions(table, made, after, (identifier) => sql.identifier(identifier));
        const then = parts.flatMap(({ build, attach }) => [[sql.statement(build)], [sql.statement(attach)]]).map((statements, at) => ({ name: `${folder}_${at + 1}`, sql: statements }));
        const wayOut = { title: "Build it partition by partition, CONCURRENTLY", here: [sql.statement({ ...operation, only: true })], then };
        report({ at: placeOf(step), message: "partitioned", data: { table: said(table), small }, subject, wayOut });
        return;
      }
      // After a failed build IF NOT EXISTS would be content with the INVALID index.
      const concurrently = sql.statement({ ...operation, concurrently: true, ifNotExists: false });
      const drop = sql.statement(dropConcurrently({ schema: table.schema, name }));
      const wayOut = { title: "Build it CONCURRENTLY, alone in its migration", here: [], then: [{ name: folder, sql: [concurrently] }] };
      const message = locksExclusively(step.held, table) ? "blocksReads" : "blocks";
      report({ at: placeOf(step), message, data: { table: said(table), drop, migration: shellWord(migration.name), small }, subject, wayOut });
    },
  },
});
