import { builtConcurrently, defineRule, dropConcurrently, findTable, inCode, indexById, indexFirst, inItsPlace, isDone, isEmptied, liveTable, madeConstraint, partitionsKeysFirst, placeOf, said, smallTableHint, statements } from "../src/check/rule.js";

const message = "Every query on {{table}} waits, reads too, until the index of this constraint is built.";

export default defineRule({
  id: "require-concurrent-unique",
  summary: "A UNIQUE constraint that builds its index while nobody can use the table",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    builds: {
      message,
      help: "For Prisma a unique index is the same.{{here}} Alone in its own migration: `{{build}};` If that fails: `{{drop}};`, then `prisma migrate resolve --rolled-back …` and deploy again. Small table? {{small}}",
    },
    deferrable: { message, help: "{{way}}\n\nSmall table? {{small}}" },
    partitioned: {
      message: "Every query on {{table}} waits, reads too, until the index of this constraint is built on each of its partitions.",
      help: "CONCURRENTLY is refused on a partitioned table, not on its partitions.\n\n{{way}}\n\nSmall table? {{small}}",
    },
  },
  docs: {
    effect: "ADD CONSTRAINT … UNIQUE, and UNIQUE behind a new column, take ACCESS EXCLUSIVE on the table and build an index before they give it back: reads and writes wait. A new column without values is no exception, all rows are read.",
    remedy:
      "Build a unique index CONCURRENTLY, alone in its migration. Leave it at that with Prisma: `@unique` and `@@unique` are unique indexes to it, and when a later change drops one, it writes DROP INDEX, which fails on the index of a constraint (2BP01). Where it has to be a constraint (DEFERRABLE), UNIQUE USING INDEX turns the index into one at once.",
  },
  check: {
    addConstraint(step, { config, sql, report }) {
      const { operation, before } = step;
      const table = liveTable(operation.table, step, config);
      const made = madeConstraint(step);
      const owner = findTable(step.after, operation.table);
      if (!table || !owner || made?.kind !== "unique" || operation.constraint.kind !== "unique" || operation.constraint.usingIndex || !isDone(step) || isEmptied(table, before)) return;
      const isDivided = table.partitionBy !== undefined;
      const index = indexById(owner, made.index);
      // ONLY on a partitioned table builds nothing, nor is there anything to read without partitions.
      if (!index || made.withoutOverlaps === true || (isDivided && (operation.only === true || step.effect.scans.length === 0))) return;
      const small = smallTableHint(table);
      const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, constraint: made.name } };
      if (isDivided) report({ ...place, message: "partitioned", data: { table: said(table), small }, wayOut: partitionsKeysFirst(step, made, owner, sql) });
      else if (made.deferrable) report({ ...place, message: "deferrable", data: { table: said(table), small }, wayOut: indexFirst(step, made, index, owner, sql) });
      else {
        const left = statements(inItsPlace(step, []), sql);
        const here = left.length === 0 ? "" : ` Here: ${inCode(left)}`;
        const build = sql.statement(builtConcurrently(index, owner, step, sql));
        const drop = sql.statement(dropConcurrently({ schema: table.schema, name: index.name }));
        report({ ...place, message: "builds", data: { table: said(table), here, build, drop, small } });
      }
    },
  },
});
