import { defineRule, findTable, listed, mapTable, nameAfter, placeOf, renamedRelations, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-rename-table",
  summary: "A table or view that the running code uses gets another name or schema",
  category: "breaking",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    rename: {
      message: "Every query of the running code on {{table}} fails from here until the last old instance stops (42P01): it asks for the old name.",
      help: "Nothing has to change in the database: delete this line and give only the model its new name, with `@@map({{map}})` in schema.prisma.\n\nTo rename it all the same, leave a view of the old name, through which the old code reads and writes: `BEGIN;` `{{rename}};` `{{view}};` `COMMIT;` After the rollout, in a new migration: `{{drop}};`",
    },
    several: {
      message: "Every query of the running code on {{tables}} fails from here until the last old instance stops (42P01): it asks for the old names.",
      help: "Leave the schema its name, or leave a view under each old name until the rollout is over.",
    },
    gap: {
      message: "Queries of the running code on {{table}} fail (42P01) until a later statement of this file gives the old name back: they do not run in one transaction.",
      help: "Put `BEGIN;` before this statement and `COMMIT;` after the one that gives the old name back.",
    },
  },
  docs: {
    effect:
      "A rename takes a moment and keeps the rows, but it takes effect for everybody at once: each instance that still runs the old code asks for a table that is not there, and fails until it is replaced. SET SCHEMA, and a schema that gets another name, do the same.",
    remedy:
      "`@@map` gives the model another name in code and leaves the table as it is. Or put a view in the old place, in the same transaction: PostgreSQL hands what is written to a plain `SELECT *` view on to its table. The rule is silent where a table or view of the old name is there again when the transaction ends.",
  },
  check: {
    migration(replayed, { final, following, schema, sql, report }) {
      for (const { step, later, never } of renamedRelations(replayed, schema)) {
        const at = placeOf(step);
        for (const relation of later) report({ at, message: "gap", data: { table: said(relation) }, subject: { schema: relation.schema, table: relation.name }, level: "warning" });
        const [relation, ...more] = never;
        if (!relation) continue;
        if (more.length > 0 || step.operation.kind === "renameSchema") {
          report({ at, message: "several", data: { tables: listed(never.map(({ name }) => name)) }, subject: { schema: relation.schema } });
          continue;
        }
        const data = {
          table: said(relation),
          map: JSON.stringify(relation.name),
          rename: sql.statement(step.operation),
          view: `CREATE VIEW ${sql.name(relation)} AS SELECT * FROM ${sql.name(nameAfter(relation, step))}`,
          drop: `DROP VIEW ${sql.name(relation)}`,
        };
        const table = findTable(step.before, relation);
        const { operation } = step;
        const way = table && operation.kind === "renameTable" ? mapTable({ ...step, operation }, table, [...replayed.steps, ...following(replayed)], { review: schema, final, sql }) : {};
        report({ at, message: "rename", data, subject: { schema: relation.schema, table: relation.name }, ...way });
      }
    },
  },
});
