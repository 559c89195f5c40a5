import { defineRule, findTable, isDone, isUnshared, keyColumns, columnNames, listed, placeOf, primaryKeyIndex, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-truncate",
  summary: "A table is emptied at once",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    empties: {
      message: "All rows of {{table}} are lost{{along}}, and every query on {{it}} waits until the transaction ends.",
      help: "Keep them first: `CREATE TABLE {{copy}} AS TABLE {{name}};` Then delete in batches, outside of the migration, until nothing is left: `{{batch}};`",
    },
  },
  docs: {
    effect:
      "TRUNCATE takes ACCESS EXCLUSIVE, reads included, removes every row without a trigger for each, and with CASCADE does the same to all tables whose foreign keys point to it, whatever they say of deletes, and to those that point to them. Sessions with an older snapshot find the table empty too.",
    remedy: "Copy the rows aside. Delete in batches with a limit, which takes no lock that others wait for, and lets foreign keys say what may go.",
  },
  check: {
    changeData(step, { sql, report }) {
      const { operation, before, deployed, effect } = step;
      const table = findTable(before, operation.table);
      if (operation.command !== "truncate" || !table || isUnshared(table, deployed) || !isDone(step)) return;
      const others = effect.losesData.map(({ relation }) => relation).filter(({ schema, name }) => before.tables.some((other) => other.name === name && other.schema === schema && other.id !== table.id && other.partitionOf === undefined && !isUnshared(other, deployed)));
      const key = primaryKeyIndex(table);
      const [column, ...more] = key ? columnNames(table, keyColumns(key)) : [];
      // A row's place is its own only in a table without partitions.
      const by = column !== undefined && more.length === 0 ? sql.identifier(column) : "ctid";
      const name = sql.name(table);
      report({
        at: placeOf(step),
        message: "empties",
        data: {
          table: said(table),
          along: others.length > 0 ? `, and with CASCADE those of ${listed(others.map((other) => other.name))}` : "",
          it: others.length > 0 ? "them" : "it",
          name,
          copy: sql.name({ schema: table.schema, name: sql.newName(table.name, [], "backup") }),
          batch: by === "ctid" && table.partitionBy !== undefined ? `DELETE FROM ${name}` : `DELETE FROM ${name} WHERE ${by} IN (SELECT ${by} FROM ${name} LIMIT 1000)`,
        },
        subject: { schema: table.schema, table: table.name },
      });
    },
  },
});
