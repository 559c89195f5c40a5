import { columnBeside, defineRule, isCleared, isDone, liveTable, placeOf, said, smallTableHint } from "../src/check/rule.js";
import type { AlterColumnType } from "../src/model/operation.js";

export default defineRule({
  id: "no-column-type-rewrite",
  summary: "A change of type that writes the table or its indexes anew",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    rewrites: {
      message: "Every read and write of {{table}} waits while its rows or indexes are rewritten, with {{columns}}.",
      help: "A second column makes nobody wait. Here: `{{add}};` The new code writes both, its field with `@map({{map}})`; then, in batches: `{{copy}};` {{last}} Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "Where the new type stores values in another way, ALTER COLUMN TYPE writes the whole table and all its indexes anew under ACCESS EXCLUSIVE: integer to bigint, text to anything shorter, timestamp to timestamp(3), json to jsonb. Where it stores them alike it takes a moment: a longer varchar, varchar to text, more digits before the point, and timestamp to timestamptz while the session's TimeZone is UTC. The rule tells them apart by old and new type, modifiers, collation, USING and time zone.",
    remedy:
      "Put a column of the new type beside the old one, let the new code write both, fill it in batches, and drop the old one after the rollout. `@map` keeps the field's name in code.",
  },
  check: {
    alterColumnType(step, { config, sql, report }) {
      const { operation, before, effect } = step;
      const table = liveTable(operation.table, step, config);
      if (!table || effect.rewrites.length === 0 || !isDone(step) || isCleared(table, before)) return;

      const { schema, name } = table;
      const column = operation.column.name;
      // One ALTER TABLE writes the table once, whatever the number of columns.
      const together = step.statement.operations.filter((other): other is AlterColumnType => other.kind === "alterColumnType");
      const [first, ...others] = together;
      const isFirst = first?.column.name === column;
      const columns = (isFirst ? together : [operation]).map((each) => `${said({ name: each.column.name })} as ${sql.type(each.type)}`).join(", ");
      const data = { ...columnBeside(step, table, sql), table: said(table), columns, small: smallTableHint(table) };
      const explains = [
        ...(isFirst ? others.map((other) => ({ rule: "no-column-type-rewrite", subject: { schema, table: name, column: other.column.name } })) : []),
        // The second column spares the prepared statements too.
        ...(isFirst ? together : [operation]).map((each) => ({ rule: "no-result-type-change", subject: { schema, table: name, column: each.column.name } })),
      ];
      report({ at: placeOf(step), message: "rewrites", data, subject: { schema, table: name, column }, explains });
    },
  },
});
