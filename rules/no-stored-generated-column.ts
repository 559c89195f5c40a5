import { defineRule, isDone, liveTable, placeOf, plainColumn, said, smallTableHint } from "../src/check/rule.js";

export default defineRule({
  id: "no-stored-generated-column",
  summary: "A stored generated column is added to a table in use",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    virtual: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten: {{column}} is computed for each of them.",
      help: "Computed when it is read, it waits for nobody: `{{virtual}};` Where it is searched by, an index on the expression, built CONCURRENTLY, does without the column. Small table? {{small}}",
    },
    stored: {
      message: "Every read and write of {{table}} waits while all its rows and indexes are rewritten: {{column}} is computed for each of them.",
      help: "Here, a plain column that a trigger keeps up to date: `{{add}};` `CREATE FUNCTION {{trigger}}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN SELECT {{expression}} INTO NEW.{{quoted}} FROM (SELECT NEW.*) AS {{alias}}; RETURN NEW; END';` `CREATE TRIGGER {{trigger}} BEFORE INSERT OR UPDATE ON {{name}} FOR EACH ROW EXECUTE FUNCTION {{trigger}}();` Then, in batches: `UPDATE {{name}} SET {{quoted}} = {{plain}} WHERE {{quoted}} IS NULL;` Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "GENERATED … STORED is computed for the rows that are there as well: PostgreSQL writes the whole table and all its indexes anew under ACCESS EXCLUSIVE, and nobody reads or writes meanwhile.",
    remedy:
      "From PostgreSQL 18 on a VIRTUAL column is computed when it is read, and adding one takes a moment; it cannot be indexed. Otherwise a plain column that a trigger keeps, filled in batches, or an index on the expression, built CONCURRENTLY.",
  },
  check: {
    addColumn(step, { config, environment, sql, report }) {
      const { operation, effect } = step;
      const { column } = operation;
      const table = liveTable(operation.table, step, config);
      if (!table || effect.rewrites.length === 0 || !isDone(step)) return;
      if (column.generated?.storage !== "stored") return;

      const { name } = column.name;
      const { generated } = column;
      const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column: name } };
      const told = { table: said(table), column: said({ name }), small: smallTableHint(table) };
      if ((environment.serverVersion.value ?? 0) >= 18) {
        const virtual = sql.statement({ ...operation, column: { ...column, generated: { ...generated, storage: "virtual" } } });
        report({ ...place, message: "virtual", data: { ...told, virtual } });
        return;
      }
      const data = {
        ...told, name: sql.name(table), quoted: sql.identifier(name), add: sql.statement(plainColumn(operation)), alias: sql.identifier(table.name),
        trigger: sql.name({ schema: table.schema, name: `set_${table.name}_${name}` }), expression: generated.expression.sql.replaceAll("'", "''"), plain: generated.expression.sql,
      };
      report({ ...place, message: "stored", data });
    },
  },
});
