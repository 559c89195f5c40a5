import { defineRule, flag, listed, placeOf, shellWord, timeoutInSession, timeoutInTransaction, unlimitedWaits } from "../src/check/rule.js";

const after = " After a timeout (55P03): `prisma migrate resolve --rolled-back {{migration}}`, and deploy again.\n\nFor every migration at once: `ALTER ROLE … SET lock_timeout = '5s';` for the role that deploys, and `lockTimeout: \"connection\"` in the config.";
const message = "If a transaction that uses {{tables}} is still open, this waits for it without limit, and every {{who}} on {{tables}} that comes later waits behind it.";

export default defineRule({
  id: "require-lock-timeout",
  summary: "A statement may wait for its lock without limit",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {
    all: flag("Every statement that blocks writes; otherwise only those that lock a table they do not name, as dropping a foreign key locks its parent. On in `strict`", false),
  },
  strictOptions: { all: true },
  messages: {
    transaction: { message, help: `Before it: \`SET LOCAL lock_timeout = '5s';\` It holds until the transaction ends.${after}` },
    session: { message, help: `Before it: \`SET lock_timeout = '5s';\`, and \`RESET lock_timeout;\` after the last such statement of the file.${after}` },
    beside: { message, help: `Move what is CONCURRENTLY in this file into a migration of its own, then write before this: \`SET LOCAL lock_timeout = '5s';\`${after}` },
  },
  docs: {
    effect:
      "A statement that needs a strong lock stands in a queue behind every transaction that uses the table, a forgotten `BEGIN` or a long report among them. All later queries stand in the queue behind it, even those that would not have been in each other's way: a change of milliseconds becomes an outage as long as the longest transaction. DROP of a foreign key, or of a table that has one, does this to the parent as well, which the statement does not even name.",
    remedy:
      "With `lock_timeout` the statement gives up, and the queue goes on; deploying again later does no harm. `SET LOCAL` holds in a transaction only, so the form depends on how Prisma runs the file. A connection that has it anyway (the role, or `options` in the URL) makes the statement needless: say so with `lockTimeout: \"connection\"`. Nothing of it belongs beside CONCURRENTLY, which waits for old transactions without being in anybody's way.",
  },
  check: {
    migration({ migration, steps }, context) {
      const { config, options, report } = context;
      if (config.lockTimeout === "connection") return;
      for (const { first, last, locks, isTransaction, isBesideConcurrently } of unlimitedWaits(steps, !options.all, context)) {
        const names = locks.map(({ relation }) => relation.name);
        report({
          at: placeOf(first),
          message: isBesideConcurrently ? "beside" : isTransaction ? "transaction" : "session",
          data: { tables: listed(names, { word: "or" }), who: locks.some(({ mode }) => mode === "AccessExclusiveLock") ? "query" : "insert, update and delete", migration: shellWord(migration.name) },
          subject: { schema: locks[0]?.relation.schema ?? null, table: names[0] ?? null },
          suggestions: isBesideConcurrently ? [] : [isTransaction ? timeoutInTransaction(first) : timeoutInSession(first, last)],
        });
      }
    },
  },
});
