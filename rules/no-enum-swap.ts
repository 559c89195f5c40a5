import { defineRule, enumSwaps, inCode, isSmall, isUnshared, listed, placeOf, said, valueRenamed, valuesAdded } from "../src/check/rule.js";

export default defineRule({
  id: "no-enum-swap",
  summary: "An enum is replaced by a new one, and every row that has a value of it is rewritten",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    added: {
      message: "Every query on {{tables}} waits while all rows are rewritten: {{type}} is replaced by a new type, although values are only added.",
      help: "In place of the whole block, without touching a row: {{add}} New values can be used from the next migration on.",
    },
    renamed: {
      message: "Every query on {{tables}} waits while all rows are rewritten: {{type}} is replaced by a new type, in which one value has another name.",
      help: "Where it is the same value, `@map({{map}})` on it in schema.prisma gives it another name in code, and the database stays as it is. `{{rename}};` renames it there, in a moment, but the old code no longer knows it.",
    },
    removed: {
      message: "Every query on {{tables}} waits while all rows are rewritten: {{type}} is replaced by a new type without {{values}}.",
      help: "A value that nobody uses costs nothing: keep {{values}} in schema.prisma, mark it as unused, and delete the whole block. Where values come and go, a text column with a CHECK is changed more easily than an enum.",
    },
    order: {
      message: "Every query on {{tables}} waits while all rows are rewritten: {{type}} is replaced by a new type, in which the values have another order.",
      help: "The order of values counts only for ORDER BY and comparisons: put the values into the old order in schema.prisma and delete the whole block, or wait for a window in which the tables can stand still.",
    },
  },
  docs: {
    effect:
      "PostgreSQL can add values to an enum and rename them, not take them out or sort them. For that Prisma makes a new type, casts every column of the old one to it and drops the old one. Each cast takes ACCESS EXCLUSIVE on its table, reads included, writes all of its rows and indexes anew, and keeps the lock until COMMIT, while the casts of the other tables run.",
    remedy:
      "Add values with ALTER TYPE … ADD VALUE. Leave a value that is no longer used in the database and in schema.prisma. For sets of values that change often use text with a CHECK constraint, which is replaced without writing a row.",
  },
  check: {
    migration(replayed, { config, sql, report }) {
      for (const swap of enumSwaps(replayed)) {
        const { old, columns, casts, first, removed } = swap;
        const tables = new Set(columns.map(({ table }) => table).filter((table) => !isUnshared(table, replayed.deployed) && !isSmall(table, config)));
        if (!swap.sameName || tables.size === 0) continue;

        const data = { tables: listed([...tables].map(({ name }) => name)), type: said(old), values: removed.map((label) => `'${label}'`).join(", ") };
        const place = {
          at: placeOf(first),
          subject: { schema: old.schema, type: old.name },
          related: casts.filter((cast) => cast !== first).map((cast) => ({ ...placeOf(cast), message: `rewrites ${said(cast.operation.table)}` })),
          explains: columns.flatMap(({ table, column }) => ["no-column-type-rewrite", "no-narrowing-cast", "no-result-type-change", "no-default-drop", "no-work-under-exclusive-lock"].map((rule) => ({ rule, subject: { schema: table.schema, table: table.name, column: column.name } }))),
        };
        const additions = valuesAdded(swap);
        const rename = valueRenamed(swap);
        if (additions && additions.length > 0) report({ ...place, message: "added", data: { ...data, add: inCode(additions.map((operation) => sql.statement(operation))) } });
        else if (rename) report({ ...place, message: "renamed", data: { ...data, map: JSON.stringify(rename.value.name), rename: sql.statement(rename) } });
        else if (removed.length > 0) report({ ...place, message: "removed", data });
        else report({ ...place, message: "order", data });
      }
    },
  },
});
