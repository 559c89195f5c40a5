import { columnById, columnNames, defineRule, findTable, inCode, isDone, isUnshared, keyColumns, placeOf, primaryKeyIndex, said, tableById } from "../src/check/rule.js";

const help = "{{keep}} Drop it in a later migration, after the rollout.";

export default defineRule({
  id: "no-primary-key-change",
  summary: "A primary key is dropped or replaced",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    replaced: { message: "The primary key of {{table}} becomes ({{columns}}): two rows may now share ({{old}}), and upserts of the running code that name them fail (42P10).", help },
    narrowed: { message: "The primary key of {{table}} becomes ({{columns}}): upserts of the running code that name ({{old}}) fail (42P10).", help },
    dropped: { message: "{{table}} is left without a primary key: two rows may now share ({{old}}), upserts of the running code that name them fail (42P10), and where the table is published, UPDATE and DELETE fail (55000).", help },
  },
  docs: {
    effect:
      "The primary key is what everything else knows a row by: `upsert` of Prisma Client names its columns in ON CONFLICT, which fails without a unique index on just these (42P10); logical replication refuses UPDATE and DELETE on a published table that has none (55000). And from here on nothing keeps two rows from having the same values; once that has happened, the old key cannot be put back.",
    remedy: "Keep the old columns unique until no code names them any more: a unique index on the same columns, built CONCURRENTLY in a migration before. The rule is silent where there is one. Columns that are dropped along with the key are reported as such.",
  },
  check: {
    migration({ steps, after: end, deployed }, { sql, report }) {
      for (const step of steps) {
        const { operation, before } = step;
        if (operation.kind !== "dropConstraint" || !isDone(step)) continue;
        const table = findTable(before, operation.table);
        const dropped = table?.constraints.find(({ name }) => name === operation.name.name);
        const index = table && primaryKeyIndex(table);
        const left = table && tableById(end, table.id);
        if (!table || !left || !index || dropped?.kind !== "primaryKey" || isUnshared(table, deployed)) continue;
        const old = keyColumns(index);
        // Columns that go are no-drop-column's.
        if (old.some((column) => !columnById(left, column))) continue;
        const isSame = (columns: readonly string[]): boolean => columns.length === old.length && columns.every((column) => old.includes(column));
        if (left.indexes.some((other) => other.unique && !other.predicate && other.keys.length === old.length && isSame(keyColumns(other)))) continue;

        const names = (columns: readonly string[]): string => columnNames(left, columns).map((name) => sql.identifier(name)).join(", ");
        const key = primaryKeyIndex(left);
        const unique = sql.identifier(`${left.name}_${columnNames(left, old).join("_")}_key`);
        const keep = left.partitionBy === undefined
          ? `To keep these columns unique, alone in a migration before this one: ${inCode([`CREATE UNIQUE INDEX CONCURRENTLY ${unique} ON ${sql.name(table)}(${names(old)})`])}`
          : "Keep these columns unique, with a unique index on them in a migration before this one.";
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, constraint: dropped.name } };
        const stays = left.indexes.some((other) => other.unique && !other.predicate && other.keys.every(({ column }) => column !== undefined && old.includes(column)));
        if (key) report({ ...place, message: stays ? "narrowed" : "replaced", data: { table: said(table), columns: names(keyColumns(key)), old: names(old), keep } });
        else if (!stays) report({ ...place, message: "dropped", data: { table: said(table), old: names(old), keep } });
      }
    },
  },
});
