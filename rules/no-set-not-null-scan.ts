import { defineRule, findColumn, inItsPlace, isDone, liveTable, notNullSeries, placeOf, said, saysNotNull, smallTableHint, statements, validate } from "../src/check/rule.js";

export default defineRule({
  id: "no-set-not-null-scan",
  summary: "SET NOT NULL that reads the whole table while nobody else can use it",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    scans: {
      message: "Every read and write of {{table}} waits while all its rows are searched for NULL in {{column}}.",
      help: "{{way}}\n\nSmall table? {{small}}",
    },
    guarded: {
      message: "Every read and write of {{table}} waits while all its rows are searched for NULL in {{column}}: {{check}} was never validated.",
      help: "In a migration before this one: `{{validate}};` It reads the rows beside reads and writes, and spares the scan here. Small table? {{small}}",
    },
  },
  docs: {
    effect:
      "SET NOT NULL takes ACCESS EXCLUSIVE and reads the table from end to end. Until it is through, every SELECT waits as well, and so does everything behind them in the connection pool.",
    remedy:
      "A valid CHECK that says IS NOT NULL spares the scan: PostgreSQL takes it as the proof. The CHECK is added NOT VALID, which holds for new rows at once and reads none, and is validated in the next migration under a lock that lets reads and writes go on; SET NOT NULL is then a matter of a moment, and the CHECK can go. From PostgreSQL 18 on NOT NULL itself can be NOT VALID. The end is the same either way, and Prisma sees no difference.",
  },
  check: {
    setNotNull(step, { config, environment, sql, report }) {
      const { operation, after, effect } = step;
      const table = liveTable(operation.table, step, config);
      if (!table || effect.scans.length === 0 || !isDone(step)) return;

      const column = operation.column.name;
      const { id } = findColumn(table, column) ?? { id: "" };
      const guarding = table.constraints.find((constraint) => constraint.kind === "check" && constraint.notEnforced !== true && saysNotNull(constraint.expression, id));
      const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column } };
      const data = { table: said(table), column: said({ name: column }), small: smallTableHint(table) };
      if (guarding) {
        report({ ...place, message: "guarded", data: { ...data, check: said(guarding), validate: sql.statement(validate(table, guarding.name)) } });
        return;
      }
      const { guard, prove } = notNullSeries(table, column, after, environment, sql);
      const wayOut = {
        title: "Prove it first, without a lock that blocks",
        here: statements(inItsPlace(step, [guard]), sql),
        then: [{ name: `${table.name}_${column}_not_null`.toLowerCase(), sql: statements(prove, sql) }],
      };
      report({ ...place, message: "scans", data, wayOut });
    },
  },
});
