import { defineRule, isInDoBlock, placeOf, refusesTransaction, said } from "../src/check/rule.js";
import type { Context, Messages, OptionSet } from "../src/check/rule.js";
import type { Subject } from "../src/model/finding.js";
import type { Step } from "../src/model/step.js";

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
    createIndex(step, context) {
      const { operation } = step;
      if (operation.concurrently) refuse(step, `CREATE INDEX CONCURRENTLY on ${said(operation.table)}`, { schema: operation.table.schema ?? null, table: operation.table.name, index: operation.name?.name ?? null }, context);
    },
    dropIndex(step, context) {
      const { operation } = step;
      if (operation.concurrently) refuse(step, `DROP INDEX CONCURRENTLY ${said({ name: operation.name.name })}`, { index: operation.name.name }, context);
    },
    detachPartition(step, context) {
      const { operation } = step;
      if (operation.concurrently) refuse(step, "ALTER TABLE … DETACH PARTITION CONCURRENTLY", { schema: operation.table.schema ?? null, table: operation.table.name }, context);
    },
    reindex: other,
    cluster: other,
    vacuum: other,
    administer: other,
    discard: other,
    opaque: other,
  },
});

function other(step: Step, context: Context<typeof messages, OptionSet>): void {
  if (refusesTransaction(step.operation, step.before)) refuse(step, firstWords(step), {}, context);
}

function refuse(step: Step, what: string, subject: Partial<Subject>, { environment, report }: Context<typeof messages, OptionSet>): void {
  const at = placeOf(step, isInDoBlock(step) ? undefined : step.statement.span);
  if (isInDoBlock(step)) {
    report({ at, message: "block", data: { what, statement: oneLine(step, step.operation.span) }, subject });
    return;
  }
  const transaction = step.transactions.find((candidate) => candidate.block);
  if (!transaction) return;
  const { migration, statement } = step;
  const text = oneLine(step, statement.span);
  if (transaction.kind === "explicit") {
    report({ at, message: "explicit", data: { what, statement: text }, subject });
    return;
  }
  const version = environment.prismaVersion.value;
  const prisma = version ? `Prisma ${version.major}.${version.minor}` : "Prisma up to 7.3";
  report({ at, message: "file", data: { what, prisma, count: String(migration.script.statements.length), statement: text, migration: migration.name }, subject });
}

const oneLine = ({ migration }: Step, span: Step["statement"]["span"]): string => migration.source.slice(span).replace(/\s+/g, " ");

/** `REINDEX TABLE CONCURRENTLY`: what people call the statement. */
const firstWords = (step: Step): string => (/^[A-Za-z]+(?:\s+[A-Z]+)*/.exec(step.migration.source.slice(step.statement.span))?.[0] ?? "This statement").replace(/\s+/g, " ");
