import { andJoined, brokenViews, defineRule, deployedSchema, findTable, flag, foreignKeysTo, inCode, isReadBefore, isUnshared, listed, placeOf, said, shortened, stillModelled, tableById } from "../src/check/rule.js";

export default defineRule({
  id: "no-drop-table",
  summary: "A table is dropped with its rows",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {
    allowIgnored: flag("Allow it once the deployed schema.prisma has `@@ignore` on the model, or no longer has the model", true),
  },
  messages: {
    drop: {
      message: "All rows of {{table}} are lost, and code that still uses it fails until the last old instance stops (42P01).{{along}}",
      help: "Take every use of the model out of the code and put `@@ignore` on it, deploy that, and drop the table in a later migration, after a backup. In between, `ALTER TABLE {{name}} RENAME TO {{aside}};` shows whether anything still needs it and is undone at once.",
    },
    moved: {
      message: "Code that still uses {{table}} fails until the last old instance stops (42P01): its rows are read before, but the table goes in the same migration.{{along}}",
      help: "Keep what fills the new place here, and delete this statement; put `@@ignore` on the model in schema.prisma. After the rollout, in a new migration: `{{statement}};`",
    },
    view: {
      message: "Every read of the view {{view}} fails until the last old instance stops ({{why}}.",
      help: "Take every use of the view out of the code and put `@@ignore` on it in schema.prisma, deploy that, and let this follow in a later migration.",
    },
  },
  severalOf: "migration",
  several: {
    drop: ({ table, name, along, aside }) => ({
      message: `All rows of ${shortened(table)} are lost, and code that still uses them fails until the last old instance stops (42P01).${along.join("")}`,
      help: `Take every use of these models out of the code and put \`@@ignore\` on them, deploy that, and drop the tables in a later migration, after a backup. In between this shows whether anything still needs them, and is undone at once: ${inCode(name.map((each, at) => `ALTER TABLE ${each} RENAME TO ${aside[at] ?? ""}`))}`,
    }),
  },
  docs: {
    effect:
      "The rows are gone at once and for good, with the table's indexes, triggers and policies. Foreign keys of other tables that point to it block the drop, or go along with CASCADE. The drop takes ACCESS EXCLUSIVE on the table and on every table that its foreign keys point to. A view has no rows of its own, but code whose schema.prisma declares it fails in the same way, also where it comes back without one of its columns.",
    remedy:
      "Stop using the model and mark it `@@ignore`, deploy, and drop the table in a migration of a later release, after a backup. The rule is silent once the deployed schema.prisma ignores the model or no longer has it.",
  },
  check: {
    migration(replayed, { options, schema, sql, report }) {
      for (const { view, columns, step } of brokenViews(replayed, schema)) {
        const why = columns.length === 0 ? "42P01)" : `42703): it has no ${andJoined(columns.map((name) => said({ name })))} any more`;
        report({ at: placeOf(step), message: "view", data: { view: said(view), why }, subject: { schema: view.schema, table: view.name } });
      }
      const { steps, after: end } = replayed;
      for (const step of steps) {
        const { operation, before, after, deployed } = step;
        if (operation.kind !== "dropTable") continue;
        const table = findTable(before, operation.name);
        if (!table || isUnshared(table, deployed)) continue;
        // A ROLLBACK brought it back; one that is refused (before = after) was never gone.
        if (before !== after && tableById(end, table.id)) continue;
        if (options.allowIgnored && !stillModelled(deployedSchema(schema, step), schema, table)) continue;
        // Without CASCADE a drop that keys stand against is refused.
        const parted = !operation.cascade ? [] : foreignKeysTo(before, table.id).filter((key) => key.table.id !== table.id && after.tables.some((left) => left.id === key.table.id));
        const along = parted.length > 0 ? ` CASCADE takes ${listed(parted.map(({ foreignKey }) => foreignKey.name))} along.` : "";
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name } };
        if (isReadBefore(table, undefined, step, steps)) report({ ...place, message: "moved", data: { table: said(table), along, statement: sql.statement(operation) } });
        else report({ ...place, message: "drop", data: { table: said(table), name: sql.name(table), along, aside: sql.identifier(sql.newName(table.name, [], "unused")) } });
      }
    },
  },
});
