import { defineRule, dropForeignKeysOn, findIndex, inCode, isDone, isLockedAnyway, liveRelation, placeOf, said, smallTableHint } from "../src/check/rule.js";
import type { DropIndex } from "../src/model/operation.js";

export default defineRule({
  id: "require-concurrent-index-drop",
  summary: "DROP INDEX without CONCURRENTLY on a table in use",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    blocks: {
      message: "DROP INDEX waits for every running query on {{table}}, and all that come after it, reads too, wait until its transaction ends.",
      help: "{{way}}\n\nSmall table? {{small}}",
    },
    cascading: {
      message: "DROP INDEX waits for every running query on {{table}}, and all that come after it, reads too, wait until its transaction ends.",
      help: "CONCURRENTLY does not go with CASCADE. First drop the foreign keys that depend on the index: {{keys}} Then, alone in its own migration: `{{concurrently}};`",
    },
    partitioned: {
      message: "DROP INDEX waits for every running query on {{table}} and its partitions, and all that come after it, reads too, wait until its transaction ends.",
      help: "CONCURRENTLY is refused for the index of a partitioned table. Limit the wait for the lock, and deploy again after a timeout: `BEGIN;` `SET LOCAL lock_timeout = '5s';` `{{statement}};` `COMMIT;`",
    },
  },
  severalOf: "object",
  several: {
    blocks: ({ table: [table = ""], way, small: [small = ""] }) => ({
      message: `Each DROP INDEX here waits for every running query on ${table}, and all that come after it, reads too, wait until its transaction ends.`,
      help: `${[...new Set(way)].join("\n\n")}\n\nSmall table? ${small}`,
    }),
  },
  docs: {
    effect:
      "DROP INDEX takes ACCESS EXCLUSIVE on the table. Removing the index is a matter of milliseconds, but the lock stands in a queue: it waits for the longest query that runs on the table, and every query that comes later waits behind it, reads too. In a file with other statements it is held until the last of them is done.",
    remedy:
      "DROP INDEX CONCURRENTLY waits for the running queries without holding others back. PostgreSQL refuses it in a transaction block, so it stands alone in its migration. Where a statement of the same transaction locks the table as strongly, such as the ALTER TABLE that drops a column of the index, nothing would be gained and the rule is silent, also where Prisma's version is not known and one of them has it so. CONCURRENTLY knows no CASCADE and is refused for the index of a partitioned table; there a `lock_timeout` keeps the queue short.",
  },
  check: {
    migration({ steps }, { config, sql, report }) {
      for (const step of steps) {
        const { operation, before } = step;
        if (operation.kind !== "dropIndex" || operation.concurrently || !isDone(step)) continue;
        const place = findIndex(before, operation.name);
        const owner = place && liveRelation(place.table ?? place.view, step, config);
        if (!place || !owner || isLockedAnyway(owner, step, steps)) continue;

        const finding = { at: placeOf(step), subject: { schema: owner.schema, table: owner.name, index: place.index.name } };
        if (place.table?.partitionBy !== undefined) {
          report({ ...finding, message: "partitioned", data: { table: said(owner), statement: sql.statement(operation) } });
          continue;
        }
        const together = step.statement.operations.filter((other): other is DropIndex => other.kind === "dropIndex");
        const keys = dropForeignKeysOn(place.index.id, before).map((drop) => sql.statement(drop));
        if (keys.length > 0) {
          const concurrently = sql.statement({ ...operation, concurrently: true, cascade: false });
          report({ ...finding, message: "cascading", data: { table: said(owner), keys: inCode(keys), concurrently } });
          continue;
        }
        const then = together.map((drop) => ({ name: `drop_${drop.name.name.toLowerCase()}`, sql: [sql.statement({ ...drop, concurrently: true, cascade: false })] }));
        report({ ...finding, message: "blocks", data: { table: said(owner), small: smallTableHint(owner) }, wayOut: { title: "Drop it CONCURRENTLY, alone in its migration", here: [], then } });
      }
    },
  },
});
