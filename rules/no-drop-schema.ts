import { defineRule, isDone, listed, placeOf } from "../src/check/rule.js";

export default defineRule({
  id: "no-drop-schema",
  summary: "A schema or database is dropped with all that is in it",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    schema: {
      message: "All rows of {{tables}} are lost with schema {{schema}}, and code that still uses them fails until the last old instance stops (42P01).",
      help: "Stop using its tables, deploy that, and drop them one by one in later migrations, after a backup; the schema last, without CASCADE, so that PostgreSQL refuses what nobody thought of.",
    },
    empty: {
      message: "Schema {{schema}} is dropped, which the running code may still use.",
      help: "Drop it once nothing uses it any more, without CASCADE, so that PostgreSQL refuses what nobody thought of.",
    },
    database: {
      message: "This drops a whole database with all that is in it.",
      help: "No migration should: delete this line, and drop the database by hand, after a backup.",
    },
  },
  docs: {
    effect: "DROP SCHEMA … CASCADE takes every table, view, type and function in it along, also those that no migration made. Only a backup brings them back.",
    remedy: "Drop table by table, each after the code has stopped using it, and the empty schema last, without CASCADE.",
  },
  check: {
    dropSchema(step, { report }) {
      const { operation, deployed } = step;
      const known = deployed.schemas.some(({ name }) => name === operation.name.name);
      if (!known || !isDone(step)) return;
      const tables = step.before.tables.filter(({ schema, id }) => schema === operation.name.name && deployed.tables.some((live) => live.id === id));
      const place = { at: placeOf(step), subject: { schema: operation.name.name }, explains: [{ rule: "no-drop-cascade", subject: { schema: operation.name.name } }] };
      const schema = `"${operation.name.name}"`;
      if (tables.length > 0) report({ ...place, message: "schema", data: { schema, tables: listed(tables.map(({ name }) => name)) } });
      else report({ ...place, message: "empty", data: { schema }, level: "warning" });
    },
    administer(step, { report }) {
      if (step.operation.node === "DropdbStmt") report({ at: placeOf(step), message: "database", subject: {} });
    },
  },
});
