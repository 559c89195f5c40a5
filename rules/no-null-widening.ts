import { columnById, defineRule, deployedSchema, fieldOf, findColumn, findTable, isDone, orJoined, placeOf, said, tableById } from "../src/check/rule.js";

export default defineRule({
  id: "no-null-widening",
  summary: "A column that the running code takes for required may hold NULL",
  category: "breaking",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    widened: {
      message: "Once a row holds NULL in {{column}}, the running code fails on every read of that row (P2032): to it the field is required.",
      help: "Let the new code write no NULL before the last old instance has stopped: behind a flag, or in the next release.",
    },
  },
  several: {
    widened: ({ column }) => ({
      message: `Once a row holds NULL in ${orJoined(column)}, the running code fails on every read of that row (P2032): to it the fields are required.`,
      help: "Let the new code write no NULL before the last old instance has stopped: behind a flag, or in the next release.",
    }),
  },
  docs: {
    effect: "DROP NOT NULL itself harms nobody. But as soon as a new instance writes the first NULL, Prisma Client of the old ones refuses to read that row, and with it each list that the row is in.",
    remedy: "Widen first and write NULL later: one release in which the field is optional and is still always set, then the one that leaves it empty.",
  },
  check: {
    migration({ steps, after: end }, { schema, report }) {
      for (const step of steps) {
        const { operation, before, deployed } = step;
        if (operation.kind !== "dropNotNull" || !isDone(step)) continue;
        const table = findTable(before, operation.table);
        const column = table && findColumn(table, operation.column.name);
        const live = table && tableById(deployed, table.id);
        const known = live && column && columnById(live, column.id);
        const left = table && tableById(end, table.id);
        const now = left && column && columnById(left, column.id);
        if (!table || !column || !live || !known?.notNull || !now || now.notNull) continue;
        const declared = deployedSchema(schema, step);
        const field = fieldOf(declared, schema, live, known.name);
        if (declared && (!field || field.isIgnored || !field.isRequired)) continue;
        report({ at: placeOf(step), message: "widened", data: { column: `${said(table)}.${said(column)}` }, subject: { schema: table.schema, table: table.name, column: column.name } });
      }
    },
  },
});
