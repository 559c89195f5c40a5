import { defineRule, findColumn, inTheirPlaces, isDone, liveTable, notNullSeries, orJoined, placeOf, said, saysNotNull, smallTableHint, statements, validate } from "../src/check/rule.js";
import type { Config } from "../src/model/config.js";
import type { Constraint, Table } from "../src/model/database.js";
import type { SetNotNull } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

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
      const scanning = steps.flatMap((step) => scanOf(step, config) ?? []);
      for (const scan of scanning) {
        const { step, table, column, guarding } = scan;
        const place = { at: placeOf(step), subject: subjectOf(scan) };
        const data = { table: said(table), small: smallTableHint(table) };
        if (guarding) {
          report({ ...place, message: "guarded", data: { ...data, column: said({ name: column }), check: said(guarding), validate: sql.statement(validate(table, guarding.name)) } });
          continue;
        }
        // One statement reads the table once, whatever the number of columns.
        const together = scanning.filter((other) => other.step.statement === step.statement && other.table.id === table.id && !other.guarding);
        const [first, ...others] = together;
        const own = first === scan ? together : [scan];
        const series = own.map((each) => notNullSeries(table, each.column, step.after, environment, sql));
        const wayOut = {
          title: "Prove it first, without a lock that blocks",
          here: statements(inTheirPlaces(own.map((each) => each.step), series.map(({ guard }) => [guard])), sql),
          then: [{ name: `${table.name}_${column}_not_null`.toLowerCase(), sql: statements(series.flatMap(({ prove }) => prove), sql) }],
        };
        const explains = first === scan ? others.map((other) => ({ rule: "no-set-not-null-scan", subject: subjectOf(other) })) : [];
        report({ ...place, message: "scans", data: { ...data, column: orJoined(own.map((each) => said({ name: each.column }))) }, wayOut, explains });
      }
    },
  },
});

interface Scan {
  readonly step: Step<SetNotNull>;
  readonly table: Table;
  readonly column: string;
  /** A CHECK that says it already, and was never validated. */
  readonly guarding: Constraint | undefined;
}

function scanOf(step: Step, config: Config): Scan | undefined {
  const { operation, effect } = step;
  if (operation.kind !== "setNotNull") return undefined;
  const table = liveTable(operation.table, step, config);
  if (!table || effect.scans.length === 0 || !isDone(step)) return undefined;
  const column = operation.column.name;
  const { id } = findColumn(table, column) ?? { id: "" };
  const guarding = table.constraints.find((constraint) => constraint.kind === "check" && constraint.notEnforced !== true && saysNotNull(constraint.expression, id));
  return { step: { ...step, operation }, table, column, guarding };
}

const subjectOf = ({ table, column }: Scan): { readonly schema: string; readonly table: string; readonly column: string } => ({ schema: table.schema, table: table.name, column });
