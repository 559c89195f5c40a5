import { columnById, currentType, defineRule, deployedSchema, fieldOf, findColumn, findTable, isDone, mapColumn, placeOf, said, stillDeclared, tableById, whenThereAgain } from "../src/check/rule.js";

export default defineRule({
  id: "no-rename-column",
  summary: "A column that the running code uses gets another name",
  category: "breaking",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    rename: {
      message: "Every query of the running code on {{table}} fails from here until the last old instance stops (42703): Prisma Client selects {{column}} by name.",
      help: "Nothing has to change in the database: delete this line and give only the field its new name, `{{field}} … @map({{map}})` in schema.prisma.\n\nTo rename the column itself, over two releases. Here: `{{add}};` The new code writes both; then, in batches: `{{copy}};` After the rollout, in a new migration: `{{drop}};`",
    },
    gap: {
      message: "Queries of the running code on {{table}} fail (42703) until a later statement of this file gives {{column}} back: they do not run in one transaction.",
      help: "Put `BEGIN;` before this statement and `COMMIT;` after the one that gives the old name back.",
    },
  },
  docs: {
    effect:
      "RENAME COLUMN takes a moment and keeps the values, but it takes effect for everybody at once. Prisma Client names every column of a model when it reads or writes a row, so each instance that still runs the old code fails on each query of this table until it is replaced. Rolling the code back is no way out either: the old code does not fit the database any more.",
    remedy:
      "`@map` gives the field another name in code and leaves the column as it is. Where the column has to change its name, add the new one beside it, write both, copy the values, and drop the old one after the rollout. Not reported where the old name is there again in the same transaction: as a view in the table's place, or as another column.",
  },
  check: {
    migration(replayed, { final, following, schema, sql, report }) {
      const { steps, after: end } = replayed;
      for (const step of steps) {
        const { operation, before, deployed } = step;
        if (operation.kind !== "renameColumn" || !isDone(step)) continue;
        const table = findTable(before, operation.table);
        const column = table && findColumn(table, operation.column.name);
        const live = table && tableById(deployed, table.id);
        const known = live && column && columnById(live, column.id);
        // Code knows the deployed names: what it got from a migration before this one is known to nobody.
        if (!known || known.name !== column.name || !stillDeclared(deployedSchema(schema, step), schema, live, known.name)) continue;
        const left = tableById(end, table.id);
        if (!left || !columnById(left, column.id)) continue;
        const again = whenThereAgain(step, steps, live, known.name);
        if (again === "at once") continue;

        const at = placeOf(step);
        const subject = { schema: table.schema, table: table.name, column: column.name };
        if (again === "later") {
          report({ at, message: "gap", data: { table: said(live), column: said(column) }, subject, level: "warning" });
          continue;
        }
        const [name, old, young] = [sql.name(table), sql.identifier(column.name), sql.identifier(operation.to.name)];
        // json has no operator that compares.
        const [now, then] = column.type.name === "json" ? [`${young}::text`, `${old}::text`] : [young, old];
        const data = {
          table: said(live),
          column: said(column),
          field: fieldOf(schema.declared, schema, left, operation.to.name)?.name ?? operation.to.name,
          map: JSON.stringify(column.name),
          add: `ALTER TABLE ${name} ADD COLUMN ${young} ${sql.type(currentType(column.type, before))}`,
          copy: `UPDATE ${name} SET ${young} = ${old} WHERE ${now} IS DISTINCT FROM ${then}`,
          drop: `ALTER TABLE ${name} DROP COLUMN ${old}`,
        };
        report({ at, message: "rename", data, subject, ...mapColumn({ ...step, operation }, table, [...steps, ...following(replayed)], { review: schema, final, sql }) });
      }
    },
  },
});
