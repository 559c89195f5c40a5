import { andJoined, defineRule, deployedSchema, droppedColumns, findColumn, flag, goesWithColumn, listed, placeOf, said, stillDeclared, tableById } from "../src/check/rule.js";

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
    migration(replayed, { options, schema, final, sql, report }) {
      for (const { step, table, column, live, known, key, isMoved } of droppedColumns(replayed)) {
        if (options.allowIgnored && !stillDeclared(deployedSchema(schema, step), schema, live, known.name)) continue;
        const { indexes, constraints } = goesWithColumn(table, column.id);
        const gone = [...indexes, ...constraints];
        const along = gone.length > 0 ? ` ${listed(gone)} ${gone.length === 1 ? "goes" : "go"} along.` : "";
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column: column.name } };
        const what = { column: `${said(live)}.${said(known)}`, along };
        const left = tableById(final, table.id);
        if (isMoved) report({ ...place, message: "moved", data: { ...what, table: sql.name(table), quoted: sql.identifier(column.name) } });
        else if (left && !findColumn(left, column.name) && stillDeclared(schema.declared, schema, table, column.name)) report({ ...place, message: "declared", data: what });
        else {
          const columns = [...key, column.name].map((name) => sql.identifier(name)).join(", ");
          report({ ...place, message: "drop", data: { ...what, copy: sql.name({ schema: table.schema, name: sql.newName(table.name, [], "backup") }), columns, table: sql.name(table) } });
        }
      }
    },
  },
});

/** An index over two of the columns goes once. */
const distinct = (sentences: readonly string[]): string => [...new Set(sentences)].join("");
