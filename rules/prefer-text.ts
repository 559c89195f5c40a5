import { defineRule, writtenColumns, said } from "../src/check/rule.js";

export default defineRule({
  id: "prefer-text",
  summary: "A column with a length that only another migration can change",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    habit: {
      message: "{{column}} is {{given}}: text takes the same room, and a longer value needs no migration.",
      help: "In schema.prisma leave out `@db.VarChar(…)`: String is TEXT. Where a limit is meant, a CHECK says it and can be changed without touching the type.",
    },
  },
  docs: {
    effect:
      "PostgreSQL stores varchar(n) as it stores text. The limit is checked at each write, and to change it a migration takes ACCESS EXCLUSIVE on the table, breaks prepared statements (0A000) and, to make it shorter, rewrites the table.",
    remedy: "String without an attribute, and a CHECK (NOT VALID, then VALIDATE) where the length matters.",
  },
  check: {
    effect(step, { sql, report }) {
      for (const { schema, table, column, type, span } of writtenColumns(step)) {
        if (type.schema !== undefined || type.name !== "varchar" || type.modifiers.length === 0) continue;
        report({ at: { file: step.migration.source.file, span }, message: "habit", data: { column: `${said({ name: table })}.${said({ name: column })}`, given: sql.type(type) }, subject: { schema, table, column } });
      }
    },
  },
});
