import { defineRule, writtenColumns, said } from "../src/check/rule.js";

export default defineRule({
  id: "prefer-timestamptz",
  summary: "A column without time zone",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    habit: {
      message: "{{column}} keeps no time zone: what it means depends on who wrote it, and now() puts in the local time of the session.",
      help: "In schema.prisma: `@db.Timestamptz(3)` on the field.",
    },
  },
  docs: {
    effect:
      "A TIMESTAMP is a reading of some clock, a TIMESTAMPTZ a point in time. As long as only Prisma writes, which takes UTC for both, there is no difference; a default of now(), a trigger or a colleague with psql in another time zone writes something else.",
    remedy: "`@db.Timestamptz(3)`: the same size, the same precision as Prisma's own TIMESTAMP(3).",
  },
  check: {
    effect(step, { report }) {
      for (const { schema, table, column, type, span } of writtenColumns(step)) {
        if (type.schema !== undefined || type.name !== "timestamp") continue;
        report({ at: { file: step.migration.source.file, span }, message: "habit", data: { column: `${said({ name: table })}.${said({ name: column })}` }, subject: { schema, table, column } });
      }
    },
  },
});
