import { defineRule, deployedSchema, findTable, flag, foreignKeysTo, isReadBefore, isUnshared, listed, placeOf, said, stillModelled, tableById } from "../src/check/rule.js";

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
      help: "Move the rows here, and drop the table in a later migration: put `@@ignore` on its model in schema.prisma and deploy that first.",
    },
  },
  docs: {
    effect:
      "The rows are gone at once and for good, with the table's indexes, triggers and policies. Foreign keys of other tables that point to it block the drop, or go along with CASCADE. The drop takes ACCESS EXCLUSIVE on the table and on every table that its foreign keys point to.",
    remedy:
      "Stop using the model and mark it `@@ignore`, deploy, and drop the table in a migration of a later release, after a backup. The rule is silent once the deployed schema.prisma ignores the model or no longer has it.",
  },
  check: {
    migration({ steps, after: end }, { options, schema, sql, report }) {
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
        if (isReadBefore(table, undefined, step, steps)) report({ ...place, message: "moved", data: { table: said(table), along } });
        else report({ ...place, message: "drop", data: { table: said(table), name: sql.name(table), along, aside: sql.identifier(sql.newName(table.name, [], "unused")) } });
      }
    },
  },
});
