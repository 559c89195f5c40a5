import { blockingLocks, defineRule, findTable, heldBlockingLocks, isEmpty, listed, movedInCode, placeOf, shareTransaction, tableById, type Context, type Messages, type OptionSet } from "../src/check/rule.js";
import type { Lock } from "../src/model/effect.js";
import type { Name } from "../src/model/name.js";
import type { Step } from "../src/model/step.js";

const messages = {
  locked: {
    message: "Writes to {{tables}} wait at the same time, until this transaction ends; a transaction that uses them in another order can deadlock with it (40P01).",
    help: "One table a migration. What is there for {{further}} goes into the next one{{moved}}",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-several-tables-locked",
  summary: "One transaction keeps several tables in use locked",
  category: "waiting",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "PostgreSQL gives no lock back before the transaction ends. A migration that changes several tables takes their locks one after the other, and while it waits for the second one, writes to the first wait as well. Code that uses the same tables in another order then makes a deadlock, which ends one of the two (40P01). Foreign keys count on both sides: adding and dropping one locks the parent. Where the keys of new, empty tables are all that the transaction locks others with, nothing is reported.",
    remedy: "One table a migration, so that each lock is held for its own change alone. A single statement that locks two tables, as a foreign key does, cannot be divided and is not reported.",
  },
  check: {
    migration({ steps }, context) {
      const judged: Step[] = [];
      for (const step of steps) {
        const before = tables(heldBlockingLocks(step, context), step);
        if (before.length === 0) continue;
        const now = tables(blockingLocks(step, context), step).filter((name) => !before.includes(name));
        const earlier = steps.filter((other) => shareTransaction(other, step) && steps.indexOf(other) < steps.indexOf(step) && blockingLocks(other, context).length > 0);
        if ([...earlier, step].every(isKeyOfNewTable)) continue;
        if (now.length === 0 || judged.some((other) => shareTransaction(other, step))) continue;
        judged.push(step);
        report(step, before, now, context);
      }
    },
  },
});

function report(step: Step, before: readonly string[], now: readonly string[], context: Context<typeof messages, OptionSet>): void {
  const [lock] = blockingLocks(step, context);
  context.report({
    at: placeOf(step),
    message: "locked",
    data: { tables: listed([...before, ...now]), further: listed(now), moved: movedInCode(step) },
    subject: { schema: lock?.relation.schema ?? null, table: now[0] ?? null },
  });
}

/** It finds no row to check, and PostgreSQL has the parent for a moment only: nobody spreads the keys of a new table over several migrations. */
function isKeyOfNewTable({ operation, after, deployed }: Step): boolean {
  if (operation.kind !== "addConstraint" || operation.constraint.kind !== "foreignKey") return false;
  const table = findTable(after, operation.table);
  return table !== undefined && isEmpty(table, deployed);
}

/** A partition is a part of its table. */
function tables(locks: readonly Lock[], step: Step): string[] {
  const names = locks.filter(({ relation }) => !isPartOfAnother(relation, locks, step)).map(({ relation }) => relation.name);
  return [...new Set(names)];
}

function isPartOfAnother(relation: Name, locks: readonly Lock[], { before }: Step): boolean {
  const table = findTable(before, relation);
  const parent = table?.partitionOf && tableById(before, table.partitionOf.parent);
  return parent !== undefined && locks.some((lock) => lock.relation.name === parent.name && lock.relation.schema === parent.schema);
}
