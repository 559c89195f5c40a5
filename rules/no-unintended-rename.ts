import { columnRenames, defineRule, fieldOf, modelOf, moveTable, ONLY_ITS_AUTHOR, placeOf, renameInstead, renameTableInstead, said, tableRenames } from "../src/check/rule.js";

export default defineRule({
  id: "no-unintended-rename",
  summary: "A rename that Prisma wrote as DROP and ADD",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    column: {
      message: "{{from}} looks renamed to {{to}}, but this drops the column with all its values and adds an empty one.",
      help: "Nothing has to change in the database: keep the old column with `{{field}} … @map({{map}})` in schema.prisma, and delete both statements. To rename it for real: `ALTER TABLE {{table}} RENAME COLUMN {{old}} TO {{new}};` instead, which keeps the values, but the code that still runs fails until the rollout is over.",
    },
    table: {
      message: "{{from}} looks renamed to {{to}}, but this drops the table with all its rows and makes an empty one.",
      help: "Nothing has to change in the database: keep the old table with `@@map({{map}})` in the model, and delete both statements. To rename it for real: `{{move}};` instead, which keeps the rows, but the code that still runs fails until the rollout is over.",
    },
  },
  docs: {
    effect:
      "Prisma has no rename: a field or model that got a new name is dropped and made anew, empty. On a development database nobody notices. Reported when a migration drops a column and adds one of the same type with a like name (or the only pair of the table, alike in type, nullability and default), or drops a table and creates one with nearly the same columns. Not reported when the migration copies the values across first.",
    remedy: "`@map` and `@@map` give the code the new name and leave the database alone: no lock, no lost value, no broken instance. `RENAME` keeps the values, but old instances fail from that moment on.",
  },
  check: {
    migration(replayed, { schema, sql, report }) {
      for (const rename of columnRenames(replayed)) {
        const { table, from, to, dropped, added } = rename;
        const subject = { schema: table.schema, table: table.name };
        report({
          at: placeOf(dropped),
          message: "column",
          data: {
            from: `${said(table)}.${said(from)}`,
            to: said(to),
            field: fieldOf(schema.declared, schema, table, to.name)?.name ?? to.name,
            map: JSON.stringify(from.name),
            table: sql.name(table),
            old: sql.identifier(from.name),
            new: sql.identifier(to.name),
          },
          subject: { ...subject, column: from.name },
          related: [{ ...placeOf(added), message: "the new column, empty" }],
          ways: renameInstead(rename, replayed, schema, sql),
          stuck: ONLY_ITS_AUTHOR,
          explains: [
            { rule: "no-drop-column", subject: { ...subject, column: from.name } },
            { rule: "require-column-default", subject: { ...subject, column: to.name } },
          ],
        });
      }
      for (const rename of tableRenames(replayed)) {
        const { from, to, dropped, created } = rename;
        const declared = modelOf(schema.declared, schema, to);
        report({
          at: placeOf(dropped),
          message: "table",
          data: { from: said(from), to: said(to), map: JSON.stringify(from.name), move: moveTable(from, to).map((operation) => sql.statement(operation)).join("; ") },
          subject: { schema: from.schema, table: from.name },
          related: [{ ...placeOf(created), message: declared ? `the new table of model ${declared.name}, empty` : "the new table, empty" }],
          ways: renameTableInstead(rename, replayed, schema, sql),
          stuck: ONLY_ITS_AUTHOR,
          explains: [{ rule: "no-drop-table", subject: { schema: from.schema, table: from.name } }],
        });
      }
    },
  },
});
