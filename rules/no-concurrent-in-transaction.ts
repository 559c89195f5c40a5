import { defineRule, indexFolder, isInDoBlock, outsideTransactions, placeOf, shellWord } from "../src/check/rule.js";
import type { Messages } from "../src/check/rule.js";
import type { Operation } from "../src/model/operation.js";

const messages = {
  explicit: {
    message: "{{what}} is refused between BEGIN and COMMIT (25001): the migration fails, and Prisma deploys nothing more until it is resolved (P3009).",
    help: "Put it alone into its own migration, without BEGIN: `{{statement}};`",
  },
  block: {
    message: "{{what}} is refused inside a DO block (25001): the migration fails, and Prisma deploys nothing more until it is resolved (P3009).",
    help: "Put it alone into its own migration, without DO: `{{statement}};`",
  },
  file: {
    message: "{{what}} is refused in a transaction (25001), and {{prisma}} sends the {{count}} statements of this file as one: the migration fails, and nothing more is deployed until it is resolved (P3009).",
    help: "Put it alone into its own migration: `{{statement}};` After a failed try: `prisma migrate resolve --rolled-back {{migration}}`.",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-concurrent-in-transaction",
  summary: "CONCURRENTLY where the statement will run in a transaction",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY, VACUUM and their like need a transaction of their own. Prisma up to 7.3 sends the whole file as one query, which PostgreSQL runs as one transaction as soon as it holds two statements. Prisma 7.4 and later sends statement by statement, but falls back to the whole file when its SQL parser does not know one of them (DROP INDEX CONCURRENTLY, DO, REINDEX, REFRESH). Driver adapters always send the whole file.",
    remedy: "One such statement a migration, alone in its file. That works with every version of Prisma.",
  },
  check: {
    effect(step, { environment, report }) {
      const refused = outsideTransactions(step);
      if (!refused) return;
      const { what, subject } = refused;
      const { migration, statement, operation, transactions } = step;
      const text = (span: typeof statement.span): string => migration.source.slice(span).replace(/\s+/g, " ");
      if (isInDoBlock(step)) {
        report({ at: placeOf(step), message: "block", data: { what, statement: text(operation.span) }, subject });
        return;
      }
      const transaction = transactions.find(({ block }) => block);
      const place = { at: placeOf(step, statement.span), subject };
      if (transaction?.kind === "explicit") report({ ...place, message: "explicit", data: { what, statement: text(statement.span) } });
      else if (transaction) {
        const version = environment.prismaVersion.value;
        const prisma = version ? `Prisma ${version.major}.${version.minor}` : "Prisma up to 7.3";
        report({ ...place, message: "file", data: { what, prisma, count: String(migration.script.statements.length), statement: text(statement.span), migration: shellWord(migration.name) }, wayOut: { title: "Put it alone into its own migration", here: [], then: [{ name: folderFor(operation), sql: [migration.source.slice(statement.span)] }] } });
      }
    },
  },
});

const folderFor = (operation: Operation): string =>
  operation.kind === "createIndex" && operation.name ? indexFolder(operation.name.name) : operation.kind === "dropIndex" ? `drop_${operation.name.name}` : operation.kind;
