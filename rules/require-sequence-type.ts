import { columnById, defineRule, findColumn, findTable, isDone, isEmpty, placeOf, said, sequencesOf, tableById } from "../src/check/rule.js";

export default defineRule({
  id: "require-sequence-type",
  summary: "A key becomes bigint, its sequence stays integer",
  category: "failing",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    stays: {
      message: "{{column}} is bigint from here on, but its sequence {{sequence}} still ends at {{most}}: then every insert fails (2200H).",
      help: "After this statement: `ALTER SEQUENCE {{name}} AS bigint;`",
    },
  },
  docs: {
    effect:
      "SERIAL makes an integer column and an integer sequence. ALTER COLUMN TYPE BIGINT, which is what Prisma writes when `Int` becomes `BigInt`, changes the column alone. The sequence ends where integers end, at 2147483647, and from that row on every insert fails: the very thing that the change was to prevent. Sequences of identity columns follow their column.",
    remedy: "ALTER SEQUENCE … AS bigint, in the same migration. It takes a moment and its largest value goes up with its type.",
  },
  check: {
    migration({ steps, after: end }, { final, sql, report }) {
      for (const step of steps) {
        const { operation, before, after, deployed } = step;
        if (operation.kind !== "alterColumnType" || !isDone(step)) continue;
        const table = findTable(after, operation.table);
        const column = table && findColumn(table, operation.column.name);
        if (!table || !column || column.type.name !== "int8" || column.type.array || isEmpty(findTable(before, operation.table) ?? table, deployed)) continue;
        for (const sequence of sequencesOf(column, end)) {
          const most = LIMITS.get(sequence.dataType);
          const left = tableById(final, table.id);
          const isStill = final.sequences.some(({ id, dataType }) => id === sequence.id && dataType === sequence.dataType);
          if (most === undefined || !isStill || (sequence.maximum !== undefined && sequence.maximum !== most) || !left || !columnById(left, column.id)) continue;
          const data = { column: `${said(table)}.${said(column)}`, sequence: said(sequence), most, name: sql.name(sequence) };
          report({ at: placeOf(step), message: "stays", data, subject: { schema: table.schema, table: table.name, column: column.name } });
        }
      }
    },
  },
});

const LIMITS: ReadonlyMap<string, string> = new Map([["int2", "32767"], ["int4", "2147483647"]]);
