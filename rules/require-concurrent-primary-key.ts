import { defineRule, findTable, indexById, indexFirst, isDone, isEmptied, isSameKeyOfOtherType, isUnfilled, listed, liveTable, madeConstraint, nullableKeyColumns, partitionsKeysFirst, placeOf, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "require-concurrent-primary-key",
  summary: "A primary key that builds its index, or looks for NULLs, while nobody can use the table",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    builds: { message: "Every query on {{table}} waits, reads too, until the index of the primary key is built{{nulls}}.", help: "{{way}}\n\nSmall table? {{small}}" },
    searches: { message: "Every query on {{table}} waits, reads too, while all rows are searched for NULL in {{columns}}; one that has it makes this fail (23502).", help: "{{way}}\n\nSmall table? {{small}}" },
    partitioned: {
      message: "Every query on {{table}} waits, reads too, until the index of the primary key is built on each of its partitions{{nulls}}.",
      help: "CONCURRENTLY is refused on a partitioned table, not on its partitions.\n\n{{way}}\n\nSmall table? {{small}}",
    },
  },
  docs: {
    effect: "ADD PRIMARY KEY takes ACCESS EXCLUSIVE on the table, sets its columns NOT NULL, which reads all rows where they were not, and builds a unique index. Reads and writes wait until all of that is done.",
    remedy:
      "NOT NULL first: a CHECK that is added NOT VALID and validated proves it, so that SET NOT NULL has nothing to read. Then a unique index CONCURRENTLY, alone in its migration. PRIMARY KEY USING INDEX takes it over at once, under the name of the constraint. Where another primary key goes, drop it in the same migration as the last step.",
  },
  check: {
    addConstraint(step, { config, sql, report }) {
      const { operation, before, effect } = step;
      const table = liveTable(operation.table, step, config);
      const made = madeConstraint(step);
      const owner = findTable(step.after, operation.table);
      if (!table || !owner || made?.kind !== "primaryKey" || !isDone(step) || effect.scans.length === 0 || isEmptied(table, before)) return;
      const isDivided = table.partitionBy !== undefined;
      const index = indexById(owner, made.index);
      if (!index || made.withoutOverlaps === true || (isDivided && operation.only === true)) return;
      // It fails on the first row: that is another rule's.
      if (nullableKeyColumns(index, table).some((column) => isUnfilled(column, table, step))) return;
      // ALTER COLUMN TYPE builds the index of the same key anew anyway.
      if (operation.inline === undefined && isSameKeyOfOtherType(index, owner, step)) return;
      const small = smallTableHint(table);
      const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, constraint: made.name } };
      const columns = listed(nullableKeyColumns(index, table).map(({ name }) => name));
      const nulls = columns === "" ? "" : `, and all rows are searched for NULL in ${columns}; one that has it makes this fail (23502)`;
      if (isDivided) report({ ...place, message: "partitioned", data: { table: said(table), nulls, small }, wayOut: partitionsKeysFirst(step, made, owner, sql) });
      else if (indexById(table, index.id)) report({ ...place, message: "searches", data: { table: said(table), columns, small }, wayOut: indexFirst(step, made, index, owner, sql) });
      else report({ ...place, message: "builds", data: { table: said(table), nulls, small }, wayOut: indexFirst(step, made, index, owner, sql) });
    },
  },
});
