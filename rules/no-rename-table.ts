import { defineRule, deployedSchema, findTable, findView, isDone, listed, placeOf, said, stillModelled, tableById, whenThereAgain } from "../src/check/rule.js";
import type { Database } from "../src/model/database.js";
import type { Name } from "../src/model/name.js";
import type { OperationKind } from "../src/model/operation.js";

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
    migration({ steps, after: end }, { schema, sql, report }) {
      for (const step of steps) {
        const { operation, before, after, deployed, effect } = step;
        if (!RENAMES.has(operation.kind) || !isDone(step)) continue;
        const gone = new Map(effect.breaks.filter(({ code }) => code === "42P01").map(({ relation }) => [said(relation), relation]));
        const asked = [...gone.values()].filter((relation) => {
          const id = idOf(before, relation);
          if (id === undefined || id !== idOf(deployed, relation) || !stillModelled(deployedSchema(schema, step), schema, place(relation))) return false;
          // One that goes in the same migration is no-drop-table's.
          return tableById(end, id) !== undefined || end.views.some((view) => view.id === id);
        });
        const later = asked.filter((relation) => whenThereAgain(step, steps, relation) === "later");
        const never = asked.filter((relation) => whenThereAgain(step, steps, relation) === "never");
        const at = placeOf(step);
        for (const relation of later) report({ at, message: "gap", data: { table: said(relation) }, subject: { schema: place(relation).schema, table: relation.name }, level: "warning" });
        const [relation, ...more] = never;
        if (!relation) continue;
        if (more.length > 0 || operation.kind === "renameSchema") {
          report({ at, message: "several", data: { tables: listed(never.map(({ name }) => name)) }, subject: { schema: place(relation).schema } });
          continue;
        }
        const id = idOf(before, relation);
        const now = [...after.tables, ...after.views].find((other) => other.id === id) ?? place(relation);
        const data = {
          table: said(relation),
          map: JSON.stringify(relation.name),
          rename: sql.statement(operation),
          view: `CREATE VIEW ${sql.name(relation)} AS SELECT * FROM ${sql.name(now)}`,
          drop: `DROP VIEW ${sql.name(relation)}`,
        };
        report({ at, message: "rename", data, subject: { schema: place(relation).schema, table: relation.name } });
      }
    },
  },
});

const RENAMES: ReadonlySet<OperationKind> = new Set(["renameTable", "setTableSchema", "renameView", "renameSchema"]);

const idOf = (database: Database, relation: Name): string | undefined => (findTable(database, relation) ?? findView(database, relation))?.id;

const place = ({ schema, name }: Name): { readonly schema: string; readonly name: string } => ({ schema: schema ?? "public", name });
