import { defineRule, deployedSchema, findColumn, findTable, flag, goesWithColumn, isDeployedColumn, listed, placeOf, said, stillDeclared } from "../src/check/rule.js";

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
      help: "In schema.prisma put `@ignore` on the field, deploy that, and drop the column in a later migration. To keep the values: `CREATE TABLE {{copy}} AS SELECT {{key}}, {{name}} FROM {{table}};` before it.",
    },
    declared: {
      message: "All values of {{column}} are lost, and schema.prisma still declares it: every query of this model will fail (42703).{{along}}",
      help: "Take the field out of schema.prisma, or keep the column and delete this line.",
    },
  },
  docs: {
    effect:
      "The values are gone at once and for good; only a backup brings them back. Prisma Client selects every column of a model by name, so instances that still run the old code fail on each read of this table until the last of them stops. Indexes and constraints in which the column stands go along.",
    remedy:
      "Three deployments: stop using the field and mark it `@ignore` (Prisma Client then no longer selects it), deploy, and drop the column in a migration of a later release. The rule is silent once the deployed schema.prisma ignores the field or no longer has it.",
  },
  check: {
    dropColumn(step, { options, schema, sql, report }) {
      const { operation, before, deployed } = step;
      const table = findTable(before, operation.table);
      const column = table && findColumn(table, operation.column.name);
      if (!table || !column || !isDeployedColumn(table, column, deployed)) return;
      if (options.allowIgnored && !stillDeclared(deployedSchema(schema, step), schema, table, column.name)) return;

      const { indexes, constraints } = goesWithColumn(table, column.id);
      const gone = [...indexes, ...constraints];
      const first = table.columns.find((other) => other.id !== column.id);
      const data = {
        column: `${said(table)}.${said(column)}`,
        along: gone.length > 0 ? ` ${listed(gone)} ${gone.length === 1 ? "goes" : "go"} along.` : "",
        copy: sql.name({ schema: undefined, name: `${table.name}_${column.name}_backup` }),
        key: sql.identifier(first?.name ?? "id"),
        name: sql.identifier(column.name),
        table: said(table),
      };
      const subject = { schema: table.schema, table: table.name, column: column.name };
      if (stillDeclared(schema.declared, schema, table, column.name)) report({ at: placeOf(step), message: "declared", data: { column: data.column, along: data.along }, subject });
      else report({ at: placeOf(step), message: "drop", data, subject });
    },
  },
});
