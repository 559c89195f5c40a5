import { defineRule, findTable, heldBlockingLocks, listed, movedInCode, placeOf, smallTableHint, workOf } from "../src/check/rule.js";

const help = "In a migration of its own, before the one with the lock or after it, as each has its own transaction{{moved}} Small table? {{small}}";

export default defineRule({
  id: "no-work-under-exclusive-lock",
  summary: "Work on many rows while the transaction keeps a table locked",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    all: { message: "Every query on {{tables}} waits, reads too, until this {{what}} is done: a statement before it in the same transaction has locked {{it}}.", help },
    writes: { message: "Writes to {{tables}} wait until this {{what}} is done: a statement before it in the same transaction has locked {{it}}.", help },
  },
  docs: {
    effect:
      "ALTER TABLE is mostly done in milliseconds, but PostgreSQL gives no lock back before its transaction ends, and Prisma up to 7.3 sends the whole file as one. A backfill, a copy into a new table or an index on that table then runs while nobody can use the table that was altered before. Statements that other rules report for their own lock or because they write every row are not reported here, nor are rows that are spelled out or found by a literal key.",
    remedy: "Two migrations: the change of the table in one, the work in the other. Or the work first, where it does not need the change. For large tables, update in batches outside of the migration.",
  },
  check: {
    effect(step, context) {
      const { config, report } = context;
      const locks = heldBlockingLocks(step, context);
      const what = locks.length > 0 && step.problems.length === 0 ? workOf(step, config) : undefined;
      if (what === undefined) return;
      const changed = step.operation.kind === "changeData" ? findTable(step.before, step.operation.table) : undefined;
      const exclusive = locks.filter(({ mode }) => mode === "AccessExclusiveLock");
      const waited = exclusive.length > 0 ? exclusive : locks;
      const [first] = waited;
      if (!first) return;
      report({
        at: placeOf(step),
        message: exclusive.length > 0 ? "all" : "writes",
        data: { tables: listed(waited.map(({ relation }) => relation.name)), what, it: waited.length === 1 ? "the table" : "them", small: smallTableHint(first.relation), moved: movedInCode(step) },
        subject: { schema: first.relation.schema ?? null, table: first.relation.name },
        explains: changed ? [{ rule: "no-mixed-schema-and-data", subject: { schema: changed.schema, table: changed.name } }] : [],
      });
    },
  },
});
