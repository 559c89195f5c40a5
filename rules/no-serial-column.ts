import { defineRule, isDone, liveTable, placeOf, plainColumn, requiredLater, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "no-serial-column",
  summary: "A serial or identity column is added to a table in use",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    serial: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten: each row gets its number in {{column}}.",
      help: "Here: `{{add}};` `CREATE SEQUENCE {{sequence}} AS {{type}} OWNED BY {{name}}.{{quoted}};` `ALTER TABLE {{name}} ALTER COLUMN {{quoted}} SET DEFAULT nextval({{literal}});` Then, in batches: `UPDATE {{name}} SET {{quoted}} = DEFAULT WHERE {{quoted}} IS NULL;`{{required}} Small table? {{small}}",
    },
    identity: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten: each row gets its number in {{column}}.",
      help: "Here: `{{add}};` `CREATE SEQUENCE {{sequence}} AS {{type}} OWNED BY {{name}}.{{quoted}};` `ALTER TABLE {{name}} ALTER COLUMN {{quoted}} SET DEFAULT nextval({{literal}});` Then, in batches: `UPDATE {{name}} SET {{quoted}} = DEFAULT WHERE {{quoted}} IS NULL;`{{required}} A default that draws from a sequence does what identity does, and Prisma's `autoincrement()` knows no other. Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "SERIAL and GENERATED … AS IDENTITY number the rows that are there: PostgreSQL writes the whole table and all its indexes anew under ACCESS EXCLUSIVE, and nobody reads or writes meanwhile. Prisma writes `ADD COLUMN … SERIAL` for a new field with `@default(autoincrement())`.",
    remedy: "Add a plain integer column, make the sequence, set the default, which is for new rows, and number the old ones in batches. The end is what SERIAL makes. Take a bigint for a table that is large already.",
  },
  check: {
    addColumn(step, { config, environment, sql, report }) {
      const { operation, effect } = step;
      const { column } = operation;
      const table = liveTable(operation.table, step, config);
      if (!table || effect.rewrites.length === 0 || !isDone(step)) return;
      if (!column.serial && column.identity === undefined) return;

      const { name } = column.name;
      const sequence = sql.name({ schema: table.schema, name: sql.newName(table.name, [name], "seq") });
      const data = {
        table: said(table), column: said({ name }), name: sql.name(table), quoted: sql.identifier(name), add: sql.statement(plainColumn(operation)),
        sequence, literal: sql.literal(sequence), type: sql.type(column.type).toLowerCase(), required: requiredLater(step, table, environment, sql), small: smallTableHint(table),
      };
      report({ at: placeOf(step), message: column.serial ? "serial" : "identity", data, subject: { schema: table.schema, table: table.name, column: name } });
    },
  },
});
