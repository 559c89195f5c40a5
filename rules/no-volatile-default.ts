import { defineRule, isDone, liveTable, placeOf, plainColumn, requiredLater, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "no-volatile-default",
  summary: "A new column whose default is computed for each row",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    default: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten: {{default}} is computed for each of them.",
      help: "Here: `{{add}};` `ALTER TABLE {{name}} ALTER COLUMN {{column}} SET DEFAULT {{default}};` Then, in batches: `UPDATE {{name}} SET {{column}} = DEFAULT WHERE {{column}} IS NULL;`{{required}} Small table? {{small}}",
    },
    domain: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten, because the constraints of the domain {{type}} are checked for each of them.",
      help: "Give the column the type behind the domain, and its constraints as a CHECK that is added NOT VALID and validated in the next migration. Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "A constant, and what is the same for a whole statement (`now()`, CURRENT_TIMESTAMP), is kept once for all rows that are there: ADD COLUMN then takes a moment however large the table is. `gen_random_uuid()`, `random()`, `clock_timestamp()` or `nextval()` give each row another value, so that PostgreSQL writes the whole table and all its indexes anew under ACCESS EXCLUSIVE. A domain with constraints has the same effect.",
    remedy: "Add the column without a default, set the default, which is then for new rows alone, and fill the old ones in batches. An own function that is not volatile should say so (STABLE, IMMUTABLE).",
  },
  check: {
    addColumn(step, { config, environment, sql, report }) {
      const { operation, effect } = step;
      const { column } = operation;
      const table = liveTable(operation.table, step, config);
      if (!table || effect.rewrites.length === 0 || !isDone(step)) return;
      // Those have rules of their own.
      if (column.generated || column.serial || column.identity !== undefined) return;

      const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column: column.name.name } };
      const small = smallTableHint(table);
      // A literal is computed once: then it is the type.
      if (!column.default?.names.some(({ kind }) => kind === "function")) {
        report({ ...place, message: "domain", data: { table: said(table), type: said(column.type), small } });
        return;
      }
      const data = { table: said(table), default: column.default.sql, add: sql.statement(plainColumn(operation)), name: sql.name(table), column: sql.identifier(column.name.name), required: requiredLater(step, table, environment, sql), small };
      report({ ...place, message: "default", data });
    },
  },
});
