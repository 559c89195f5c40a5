import { defineRule, deployedSchema, findTable, isDone, orJoined, placeOf, retypedColumns, said, stillDeclared } from "../src/check/rule.js";

const help = "They work again on new connections: let the rollout that comes with this migration replace every instance, or restart those that stay. A pooler in transaction mode with `pgbouncer=true` in the URL prepares nothing.";

export default defineRule({
  id: "no-result-type-change",
  summary: "A column's type changes under statements that are prepared",
  category: "breaking",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    change: {
      message: "On connections that stay open, statements prepared before this and returning {{column}} fail from here on (0A000, \"cached plan must not change result type\").",
      help,
    },
  },
  several: {
    change: ({ column }) => ({ message: `On connections that stay open, statements prepared before this and returning ${orJoined(column)} fail from here on (0A000, "cached plan must not change result type").`, help }),
  },
  docs: {
    effect:
      "Prisma Client prepares its statements and keeps them as long as the connection lives. A statement that returns a column whose type or length has changed since is refused, even from varchar(20) to varchar(50), again and again until it is prepared anew.",
    remedy: "Make the change in a deployment that replaces every instance, and expect errors until it is through. To have none, put a column of the new type beside the old one.",
  },
  check: {
    // By hand: another column has the name.
    migration(replayed, { schema, report }) {
      for (const { live, from, given } of retypedColumns(replayed)) {
        if (!stillDeclared(deployedSchema(schema, given), schema, live, from.name)) continue;
        report({ at: placeOf(given), message: "change", data: { column: `${said(live)}.${said(from)}` }, subject: { schema: live.schema, table: live.name, column: from.name } });
      }
    },
    alterColumnType(step, { report }) {
      const { operation, before, effect } = step;
      const table = findTable(before, operation.table);
      const broken = effect.breaks.find(({ code, column }) => code === "0A000" && column === operation.column.name);
      if (!table || !broken || !isDone(step)) return;
      const column = `${said(table)}.${said({ name: operation.column.name })}`;
      report({ at: placeOf(step), message: "change", data: { column }, subject: { schema: table.schema, table: table.name, column: operation.column.name } });
    },
  },
});
