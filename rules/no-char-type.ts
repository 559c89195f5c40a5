import { defineRule, writtenColumns, said } from "../src/check/rule.js";

export default defineRule({
  id: "no-char-type",
  summary: "A column of the type char",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    habit: {
      message: "{{column}} is {{given}}: it is filled up with blanks to its length, which comparisons ignore and LIKE does not.",
      help: "In schema.prisma leave out `@db.Char(…)`, or write `@db.Uuid` where it holds UUIDs.",
    },
  },
  docs: {
    effect:
      "`char(n)` saves nothing: shorter values are stored with blanks, longer ones are refused, and `'a' = 'a '` is true of it but not of text.",
    remedy: "TEXT, with a CHECK of the length where all values have the same; UUID for UUIDs.",
  },
  check: {
    effect(step, { sql, report }) {
      for (const { schema, table, column, type, span } of writtenColumns(step)) {
        if (type.schema !== undefined || type.name !== "bpchar") continue;
        report({ at: { file: step.migration.source.file, span }, message: "habit", data: { column: `${said({ name: table })}.${said({ name: column })}`, given: sql.type(type) }, subject: { schema, table, column } });
      }
    },
  },
});
