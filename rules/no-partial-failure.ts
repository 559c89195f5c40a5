import { blockingLocks, defineRule, limitsLockWait, mayMeetBadRow, placeOf, refusesTransaction } from "../src/check/rule.js";
import type { Suggestion } from "../src/model/finding.js";
import type { Migration } from "../src/model/migration.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-partial-failure",
  summary: "A statement that may fail after others of its file were committed",
  category: "history",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    wrap: {
      message: "{{prisma}} commits each statement of this file by itself: when this one fails, the {{count}} before it {{stay}}, and the next try meets what is there already.",
      help: "Make the file one transaction: `BEGIN;` before its first statement, `COMMIT;` after its last.",
    },
    split: {
      message: "{{prisma}} commits each statement of this file by itself: when this one fails, the {{count}} before it {{stay}}, and the next try meets what is there already.",
      help: "Put each statement that cannot run in a transaction into a migration of its own, and the others between `BEGIN;` and `COMMIT;`.",
    },
  },
  docs: {
    effect:
      "From 7.4 on Prisma sends a migration statement by statement, and PostgreSQL commits each. When one fails (rows that break a constraint, a lock that was not granted in time), the ones before it stay. The migration counts as failed, and after `prisma migrate resolve --rolled-back` it begins again with its first statement, which now finds its own work (42701, 42P07). Up to 7.3 such a file was one transaction.",
    remedy: "BEGIN and COMMIT around the whole, where nothing in it refuses a transaction (CONCURRENTLY, VACUUM) and no enum value is used right after it was added.",
  },
  check: {
    migration({ migration, steps }, context) {
      const { environment, report } = context;
      const alone = steps.filter(({ transactions }) => transactions.some(({ kind }) => kind === "statement"));
      const changing = alone.filter(isChanging);
      const first = changing[0];
      const mayFail = (step: Step): boolean => mayMeetBadRow(step, steps) || (blockingLocks(step, context).length > 0 && limitsLockWait(step, steps));
      const risky = changing.find((step) => first && step.statement !== first.statement && mayFail(step));
      if (!risky) return;
      const before = new Set(changing.slice(0, changing.indexOf(risky)).map(({ statement }) => statement.index));
      before.delete(risky.statement.index);
      const version = environment.prismaVersion.value;
      const isExplicit = steps.some(({ operation }) => operation.kind === "begin" || operation.kind === "commit");
      const isRefused = steps.some(({ operation, before: database }) => operation.kind === "addEnumValue" || refusesTransaction(operation, database));
      report({
        at: placeOf(risky),
        message: isRefused ? "split" : "wrap",
        data: { prisma: version ? `Prisma ${version.major}.${version.minor}` : "Prisma 7.4 and later", count: before.size === 1 ? "one" : String(before.size), stay: before.size === 1 ? "stays" : "stay" },
        subject: {},
        suggestions: isRefused || isExplicit ? [] : [wrap(migration)],
      });
    },
  },
});

const isChanging = ({ before, after, operation, problems }: Step): boolean =>
  problems.length === 0 && (before !== after || operation.kind === "changeData") && operation.kind !== "setParameter" && operation.kind !== "resetParameter";

function wrap({ source, script }: Migration): Suggestion {
  const start = script.statements[0]?.span.start ?? 0;
  const end = script.statements.at(-1)?.span.end ?? 0;
  return { title: "Make the file one transaction", edits: [{ file: source.file, span: { start, end: start }, text: "BEGIN;\n" }, { file: source.file, span: { start: end, end }, text: ";\nCOMMIT" }] };
}
