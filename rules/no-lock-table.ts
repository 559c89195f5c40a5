import { defineRule, isInDoBlock, liveTable, placeOf, said, smallTableHint } from "../src/check/rule.js";
import type { Name } from "../src/model/name.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-lock-table",
  summary: "LOCK TABLE on a table in use",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    held: {
      message: "{{who}} on {{table}} waits from here to the end of the transaction.",
      help: "Statements take the locks that they need by themselves: delete this line. Where several must see the same rows, hold the lock for them alone: `BEGIN;` `{{statement}};`, then these statements, then `COMMIT;` Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "LOCK TABLE keeps its lock to the end of the transaction. Prisma up to 7.3 makes one of the whole file, so the lock lasts for everything that follows, needed or not. ACCESS EXCLUSIVE, which it takes where no mode is named, keeps reads out too.",
    remedy:
      "Each statement locks what it changes. Only a series that must see the same rows needs LOCK TABLE: put the series between BEGIN and COMMIT with the lock in front of it, in the weakest mode that will do. Then the rule is silent.",
  },
  check: {
    migration({ steps }, { config, report, sql }) {
      for (const [at, step] of steps.entries()) {
        const { operation, effect } = step;
        if (operation.kind !== "lockTable" || step.problems.length > 0) continue;
        const table = liveTable(operation.table, step, config);
        const mode = effect.locks.find(({ relation }) => table && isNameOf(relation, table))?.mode;
        const who = mode === "AccessExclusiveLock" ? "Every query, reads too," : mode === "ExclusiveLock" || mode === "ShareRowExclusiveLock" || mode === "ShareLock" ? "Every insert, update and delete" : undefined;
        if (!table || who === undefined || isNeeded(step, table, steps.slice(at + 1))) continue;
        // Without a transaction it fails: no-ineffective-set-local says so.
        if (!isInDoBlock(step) && !step.transactions.some(({ block }) => block)) continue;
        report({ at: placeOf(step), message: "held", data: { who, table: said(table), statement: sql.statement(operation), small: smallTableHint(table) }, subject: { schema: table.schema, table: table.name } });
      }
    },
  },
});

/** In a transaction that was begun for it, or in a DO block, and a statement after it in there works on the table. */
function isNeeded(step: Step, table: Name, later: readonly Step[]): boolean {
  if (!isInDoBlock(step) && !step.transactions.every(({ kind }) => kind === "explicit")) return false;
  const users = later.filter(({ effect }) => effect.locks.some(({ relation }) => isNameOf(relation, table)));
  if (isInDoBlock(step)) return users.some(({ statement }) => statement === step.statement);
  return step.transactions.every(({ id }, way) => users.some((other) => other.transactions[way]?.id === id));
}

const isNameOf = (relation: Name, { schema, name }: Name): boolean => relation.name === name && relation.schema === schema;
