import { defineRule, writtenColumns, said } from "../src/check/rule.js";

export default defineRule({
  id: "prefer-jsonb",
  summary: "A column of the type json",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    habit: {
      message: "{{column}} is json: it is parsed anew at each access, has no equality, and no index can be made on what is in it.",
      help: "In schema.prisma leave out `@db.Json`: Json is JSONB.",
    },
  },
  docs: {
    effect:
      "`json` keeps the text with its blanks and double keys. SELECT DISTINCT, GROUP BY and UNION on it fail (42883), and so does a GIN index.",
    remedy: "JSONB, unless the very text has to be kept.",
  },
  check: {
    effect(step, { report }) {
      for (const { schema, table, column, type, span } of writtenColumns(step)) {
        if (type.schema !== undefined || type.name !== "json") continue;
        report({ at: { file: step.migration.source.file, span }, message: "habit", data: { column: `${said({ name: table })}.${said({ name: column })}` }, subject: { schema, table, column } });
      }
    },
  },
});
