import { cascadeTree, defineRule, findTable, isByLiteralKey, isDone, isUnshared, listed, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-row-deletion",
  summary: "Rows of a table in use are deleted",
  category: "data-loss",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    deletes: {
      message: "Rows of {{table}} are deleted for good{{along}}.",
      help: "Copy them aside first, with the same condition: `CREATE TABLE {{copy}} AS SELECT * FROM {{name}}{{where}};`",
    },
  },
  docs: {
    effect: "A migration runs unattended, on rows that nobody has looked at. What it deletes only a backup brings back, and with ON DELETE CASCADE the rows of other tables go along. Rows that are named one by one, by literals of a unique key, and that take nothing along are not reported.",
    remedy: "Copy the rows into another table in the same migration, and drop that one when nobody has missed them.",
  },
  check: {
    changeData(step, { sql, report }) {
      const { operation, before, deployed } = step;
      const table = findTable(before, operation.table);
      if (operation.command !== "delete" || !table || isUnshared(table, deployed) || !isDone(step)) return;
      const reached = cascadeTree(before, table.id).map((cascade) => cascade.table.name);
      // Somebody has looked at them one by one.
      if (reached.length === 0 && isByLiteralKey(operation, table)) return;
      // A condition that names other tables, or the table by an alias, does not stand alone.
      const plain = operation.where && operation.reads.length === 0 && !/\./.test(operation.where.sql) ? ` WHERE ${operation.where.sql}` : "";
      report({
        at: placeOf(step),
        message: "deletes",
        data: {
          table: said(table),
          along: reached.length > 0 ? `, and with them those of ${listed(reached)} that point to them` : "",
          copy: sql.name({ schema: table.schema, name: sql.newName(table.name, [], "deleted") }),
          name: sql.name(table),
          where: plain,
        },
        subject: { schema: table.schema, table: table.name },
      });
    },
  },
});
