import {
  andJoined, columnById, defineRule, deployedSchema, findColumn, findTable, flag, goesWithColumn, isReadBefore, keyColumns, columnNames, listed, placeOf, primaryKeyIndex, said, stillDeclared, tableById, whenThereAgain,
} from "../src/check/rule.js";

export default defineRule({
  id: "no-drop-column",
  summary: "A column is dropped with its values",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {
    allowIgnored: flag("Allow it once the deployed schema.prisma has `@ignore` on the field, or no longer has the field", true),
  },
  messages: {
    drop: {
      message: "All values of {{column}} are lost, and code that still reads it fails until the last old instance stops (42703).{{along}}",
      help: "In schema.prisma put `@ignore` on the field, deploy that, and drop the column in a later migration. To keep the values: `CREATE TABLE {{copy}} AS SELECT {{columns}} FROM {{table}};` before it.",
    },
    moved: {
      message: "Code that still reads {{column}} fails until the last old instance stops (42703): its values are read before, but the column goes in the same migration.{{along}}",
      help: "Keep what fills the new place here, and delete this line; put `@ignore` on the field in schema.prisma. After the rollout, in a new migration: `ALTER TABLE {{table}} DROP COLUMN {{quoted}};`",
    },
    declared: {
      message: "All values of {{column}} are lost, and schema.prisma still declares it: every query of this model will fail (42703).{{along}}",
      help: "Take the field out of schema.prisma, or keep the column and delete this line.",
    },
  },
  several: {
    drop: ({ column, along, table: [table = ""], copy: [copy = ""] }) => ({
      message: `All values of ${andJoined(column)} are lost, and code that still reads them fails until the last old instance stops (42703).${distinct(along)}`,
      help: `In schema.prisma put \`@ignore\` on the fields, deploy that, and drop the columns in a later migration. To keep the values: \`CREATE TABLE ${copy} AS TABLE ${table};\` before it.`,
    }),
    moved: ({ column, along, table: [table = ""], quoted }) => ({
      message: `Code that still reads ${andJoined(column)} fails until the last old instance stops (42703): their values are read before, but the columns go in the same migration.${distinct(along)}`,
      help: `Keep what fills the new place here, and delete these lines; put \`@ignore\` on the fields in schema.prisma. After the rollout, in a new migration: \`ALTER TABLE ${table} ${quoted.map((name) => `DROP COLUMN ${name}`).join(", ")};\``,
    }),
    declared: ({ column, along }) => ({
      message: `All values of ${andJoined(column)} are lost, and schema.prisma still declares them: every query of this model will fail (42703).${distinct(along)}`,
      help: "Take the fields out of schema.prisma, or keep the columns and delete these lines.",
    }),
  },
  docs: {
    effect:
      "The values are gone at once and for good; only a backup brings them back. Prisma Client selects every column of a model by name, so instances that still run the old code fail on each read of this table until the last of them stops. Indexes and constraints in which the column stands go along.",
    remedy:
      "Three deployments: stop using the field and mark it `@ignore` (Prisma Client then no longer selects it), deploy, and drop the column in a migration of a later release. The rule is silent once the deployed schema.prisma ignores the field or no longer has it.",
  },
  check: {
    migration({ steps, after: end }, { options, schema, final, sql, report }) {
      for (const step of steps) {
        const { operation, before, after, deployed } = step;
        if (operation.kind !== "dropColumn" || before === after) continue;
        const table = findTable(before, operation.table);
        const column = table && findColumn(table, operation.column.name);
        const live = table && tableById(deployed, table.id);
        // Code that runs asks for it under the deployed names.
        const known = live && column && columnById(live, column.id);
        if (!known) continue;
        // A table that goes as a whole in this migration is no-drop-table's, and what a ROLLBACK brought back is not lost.
        const rest = tableById(end, table.id);
        if (!rest || columnById(rest, column.id)) continue;
        // With its values under its own name for the code that runs: a change of type by hand.
        if (isReadBefore(table, column, step, steps) && whenThereAgain(step, steps, live, known.name) === "at once") continue;
        if (options.allowIgnored && !stillDeclared(deployedSchema(schema, step), schema, live, known.name)) continue;

        const { indexes, constraints } = goesWithColumn(table, column.id);
        const gone = [...indexes, ...constraints];
        const along = gone.length > 0 ? ` ${listed(gone)} ${gone.length === 1 ? "goes" : "go"} along.` : "";
        const name = `${said(live)}.${said(known)}`;
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column: column.name } };
        const left = tableById(final, table.id);
        if (isReadBefore(table, column, step, steps)) report({ ...place, message: "moved", data: { column: name, along, table: sql.name(table), quoted: sql.identifier(column.name) } });
        else if (left && !findColumn(left, column.name) && stillDeclared(schema.declared, schema, table, column.name)) report({ ...place, message: "declared", data: { column: name, along } });
        else {
          const primary = primaryKeyIndex(table);
          const columns = [...columnNames(table, primary ? keyColumns(primary) : []).filter((other) => other !== column.name), column.name].map((other) => sql.identifier(other)).join(", ");
          const copy = sql.identifier(sql.newName(table.name, [], "backup"));
          report({ ...place, message: "drop", data: { column: name, along, copy, columns, table: sql.name(table) } });
        }
      }
    },
  },
});

/** An index over two of the columns goes once. */
const distinct = (sentences: readonly string[]): string => [...new Set(sentences)].join("");
