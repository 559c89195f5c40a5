import { aroundTheRest, blockingLocks, defineRule, placeOf, runsOutside } from "../src/check/rule.js";
import type { Context, Messages, OptionSet } from "../src/check/rule.js";
import type { Transaction } from "../src/model/migration.js";
import type { SetParameter } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

const messages = {
  setting: {
    message: "SET LOCAL {{name}} has no effect: {{why}}, so there is no transaction in which it could last.",
    help: "Put `BEGIN;` before it and `COMMIT;` after the statements that it is for. CONCURRENTLY refuses that; beside it the file begins with `{{session}};` and ends with `RESET {{name}};`",
  },
  fails: {
    message: "{{what}} fails (25P01): {{why}}, and it needs a transaction.",
    help: "Put `BEGIN;` before it and `COMMIT;` after the statements that it is for.",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-ineffective-set-local",
  summary: "SET LOCAL, LOCK TABLE or SAVEPOINT where no transaction holds them",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "SET LOCAL lasts to the end of the transaction. Prisma 7.4 and later sends each statement by itself, where its SQL parser knows them all: SET LOCAL is then over before the next statement begins, PostgreSQL prints a warning that nobody sees, and the `lock_timeout` that was meant to protect is not there. LOCK TABLE fails there. Prisma up to 7.3 and driver adapters send the file as one; the transaction that PostgreSQL makes of several statements holds SET LOCAL and LOCK TABLE, but not SAVEPOINT.",
    remedy: "BEGIN and COMMIT in the file hold in every version. A setting that has to last beside CONCURRENTLY is set with SET and taken back with RESET.",
  },
  check: {
    migration({ steps }, context) {
      for (const step of steps) if (isLocalSetting(step)) ofSetting(step, steps, context);
    },
    lockTable(step, context) {
      fails(step, "LOCK TABLE", ({ block }) => block, context);
    },
    savepoint(step, context) {
      if (!step.operation.release) fails(step, "SAVEPOINT", ({ kind }) => kind === "explicit", context);
    },
  },
});

const isLocalSetting = (step: Step): step is Step<SetParameter> => step.operation.kind === "setParameter" && step.operation.local;

function ofSetting(step: Step<SetParameter>, steps: readonly Step[], context: Context<typeof messages, OptionSet>): void {
  const { environment, sql, report } = context;
  const why = runsOutside(step, ({ block }) => block, environment);
  if (why === undefined) return;
  const { operation } = step;
  // What it was to protect is not protected, for the one reason.
  const unprotected = operation.name === "lock_timeout" ? steps.slice(steps.indexOf(step)).flatMap((other) => blockingLocks(other, context).slice(0, 1)) : [];
  const explains = unprotected.map(({ relation }) => ({ rule: "require-lock-timeout", subject: { schema: relation.schema ?? null, table: relation.name } }));
  const data = { name: operation.name, session: sql.statement({ ...operation, local: false }), why };
  report({ at: placeOf(step), message: "setting", data, subject: {}, suggestions: aroundTheRest(step), explains });
}

function fails(step: Step, what: string, holds: (transaction: Transaction) => boolean, { environment, report }: Context<typeof messages, OptionSet>): void {
  const why = runsOutside(step, holds, environment);
  if (why !== undefined) report({ at: placeOf(step), message: "fails", data: { what, why }, subject: {}, suggestions: aroundTheRest(step) });
}
