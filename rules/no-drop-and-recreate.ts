import { alterInPlace, columnById, currentType, defineRule, deployedSchema, hasServerDefault, isSameKind, placeOf, recreatedColumns, retypedColumns, said, stillDeclared, tableById } from "../src/check/rule.js";

export default defineRule({
  id: "no-drop-and-recreate",
  summary: "A column is dropped and added again under its own name",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    recreated: {
      message: "This drops {{column}} with all its values and adds an empty one in its place, as {{type}} instead of {{old}}.{{fails}}",
      help: "To keep the values, in place of both: `{{alter}};` It casts every value and fails on one that does not fit. Where that takes too long, put the new column beside the old one under another name (`@map`), move the values in batches, and drop the old one after the rollout.",
    },
    same: {
      message: "This drops {{column}} with all its values and adds an empty one in its place, of the same type.{{fails}}",
      help: "Delete both commands: ALTER COLUMN changes a default or NOT NULL without touching the values. To empty it on purpose, in batches: `UPDATE {{table}} SET {{quoted}} = {{value}};`",
    },
    retyped: {
      message: "Queries of the running code that return {{column}} (0A000) or compare with it (42883) fail until the last old instance stops: it was {{old}}, and from here on it is {{type}}.",
      help: "Keep both columns for one release, the new one under a name of its own with `@map({{map}})` in schema.prisma: {{add}}`UPDATE {{table}} SET {{beside}} = … WHERE {{beside}} IS NULL;` The new code writes both. After the rollout, in a new migration: `ALTER TABLE {{table}} DROP COLUMN {{quoted}};`",
    },
  },
  docs: {
    effect:
      "Where Prisma knows no cast between two types (text to integer, anything to a list or an enum) it writes DROP COLUMN and ADD COLUMN in one ALTER TABLE. The column has its name and its new type, and every value is gone. If it is required without a default the statement fails on the first row, which is the better case.",
    remedy:
      "ALTER COLUMN … TYPE … USING casts the values; on a large table that is a rewrite, so put a column of another name beside it there. Where the migration copies the values before it drops them, only a new column of another kind under the old name is reported, for the code that still runs.",
  },
  check: {
    migration(replayed, { schema, sql, report }) {
      for (const found of retypedColumns(replayed)) {
        const { live, from, to, taken, given } = found;
        if (isSameKind(found, replayed) || !stillDeclared(deployedSchema(schema, given), schema, live, from.name)) continue;
        const [old, type] = [sql.type(currentType(from.type, replayed.deployed)), sql.type(currentType(to.type, replayed.after))];
        // An enum made anew under the old one's name: new queries find it.
        if (old === type) continue;
        const subject = { schema: live.schema, table: live.name, column: from.name };
        const related = given === taken ? [] : [{ ...placeOf(given), message: "the new column takes it over" }];
        const now = tableById(taken.before, live.id) ?? live;
        const there = columnById(now, to.id);
        const beside = there?.name ?? `${from.name}_new`;
        const table = sql.name(now);
        const add = there ? "" : `\`ALTER TABLE ${table} ADD COLUMN ${sql.identifier(beside)} ${type};\` `;
        const data = { column: `${said(live)}.${said(from)}`, old, type, map: JSON.stringify(beside), add, beside: sql.identifier(beside), table, quoted: sql.identifier(from.name) };
        report({ at: placeOf(taken), message: "retyped", data, subject, related, explains: [{ rule: "no-result-type-change", subject }] });
      }
      for (const found of recreatedColumns(replayed)) {
        const { table, from, to, dropped, added } = found;
        const [old, type] = [currentType(from.type, dropped.before), currentType(to.type, replayed.after)].map((each) => sql.type(each));
        const required = to.notNull && !hasServerDefault(to, replayed.after);
        const fails = required ? ` It fails as soon as ${said(table)} holds one row (23502), because the new one is required and has no default.` : "";
        const subject = { schema: table.schema, table: table.name, column: from.name };
        const place = {
          at: placeOf(dropped),
          subject,
          related: [{ ...placeOf(added), message: "the new column, empty" }],
          explains: ["no-unintended-rename", "no-drop-column", "require-column-default"].map((rule) => ({ rule, subject })),
        };
        const column = `${said(table)}.${said(from)}`;
        if (old === type) report({ ...place, message: "same", data: { column, fails, table: sql.name(table), quoted: sql.identifier(from.name), value: to.notNull ? "…" : "NULL" } });
        else report({ ...place, message: "recreated", data: { column, fails, old: old ?? "", type: type ?? "", alter: alterInPlace(found, type ?? "", sql) } });
      }
    },
  },
});
