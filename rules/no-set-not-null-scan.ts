import { defineRule, inTheirPlaces, notNullScans, notNullSeries, orJoined, placeOf, readTogether, said, smallTableHint, statements, validate, type NotNullScan } from "../src/check/rule.js";
import type { Subject } from "../src/model/finding.js";

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
    migration({ steps }, { config, environment, sql, report }) {
      const scans = notNullScans(steps, config);
      for (const scan of scans) {
        const { step, table, column, guarding } = scan;
        const place = { at: placeOf(step), subject: subjectOf(scan) };
        const data = { table: said(table), small: smallTableHint(table) };
        if (guarding) {
          report({ ...place, message: "guarded", data: { ...data, column: said({ name: column }), check: said(guarding), validate: sql.statement(validate(table, guarding.name)) } });
          continue;
        }
        const [first, ...others] = readTogether(scan, scans);
        const own = first === scan ? [scan, ...others] : [scan];
        const series = own.map((each) => notNullSeries(table, each.column, step.after, environment, sql));
        const wayOut = {
          title: "Prove it first, without a lock that blocks",
          here: statements(inTheirPlaces(own.map((each) => each.step), series.map(({ guard }) => [guard])), sql),
          then: [{ name: `${table.name}_${column}_not_null`.toLowerCase(), sql: statements(series.flatMap(({ prove }) => prove), sql) }],
        };
        const explains = own.slice(1).map((other) => ({ rule: "no-set-not-null-scan", subject: subjectOf(other) }));
        report({ ...place, message: "scans", data: { ...data, column: orJoined(own.map((each) => said({ name: each.column }))) }, wayOut, explains });
      }
    },
  },
});

const subjectOf = ({ table, column }: NotNullScan): Partial<Subject> => ({ schema: table.schema, table: table.name, column });
