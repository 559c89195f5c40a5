import { count, defineRule, findTable, isDone, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-wide-index",
  summary: "An index over many columns that is not unique",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {
    columns: count("As many key columns are allowed", 3),
  },
  messages: {
    wide: {
      message: "{{index}} has {{number}} key columns: each one makes the index larger and each write slower, and those after a range or a gap hardly narrow a search.",
      help: "Keep the columns that queries compare with `=`, then the one that they sort by or compare with `<`; columns that are only read go into INCLUDE. In schema.prisma: a shorter `@@index`.",
    },
  },
  docs: {
    effect:
      "A btree index is searched by its first columns as far as they are compared for equality and by one range after them; columns behind that are only filtered. Every INSERT, and every UPDATE of one of its columns, writes it.",
    remedy: "Three columns serve nearly every query. A unique index has as many as the rule that it stands for, and is not reported; nor are columns of INCLUDE counted.",
  },
  check: {
    createIndex(step, { options, report }) {
      const { operation, after } = step;
      const table = findTable(after, operation.table);
      const index = table?.indexes.at(-1);
      if (!table || !index || !isDone(step) || operation.unique || operation.method !== "btree" || index.keys.length <= options.columns) return;
      report({ at: placeOf(step), message: "wide", data: { index: said({ name: index.name }), number: String(index.keys.length) }, subject: { schema: table.schema, table: table.name, index: index.name } });
    },
  },
});
