import { cameWithValue, defineRule, findColumn, findTable, forbidsNull, inCode, isCleared, isDeployedColumn, isProvedEmpty, isUnshared, nullsLeft, placeOf, said } from "../src/check/rule.js";
import type { Column } from "../src/model/database.js";
import type { SetNotNull } from "../src/model/operation.js";
import type { Step, Timeline } from "../src/model/step.js";

export default defineRule({
  id: "require-backfill-before-not-null",
  summary: "SET NOT NULL before the rows that are there are filled",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    unfilled: {
      message: "This fails as soon as one row of {{table}} holds NULL in {{column}} (23502){{why}}.",
      help: "Before this statement: `UPDATE {{name}} SET {{quoted}} = {{value}} WHERE {{quoted}} IS NULL;`{{count}}{{batches}}",
    },
    empty: {
      message: "This fails as soon as {{table}} holds one row (23502): {{column}} is NULL in all of them, and nothing in this migration fills it.",
      help: "Before this statement: `UPDATE {{name}} SET {{quoted}} = {{value}} WHERE {{quoted}} IS NULL;`{{batches}}",
    },
    partly: {
      message: "This fails if a row of {{table}} still holds NULL in {{column}} (23502): what fills it here does not reach every row, or may itself be NULL.",
      help: "After what fills it here, give the rest a value: `UPDATE {{name}} SET {{quoted}} = {{value}} WHERE {{quoted}} IS NULL;`{{count}}",
    },
    earlier: {
      message: "This fails if a row of {{table}} was written with NULL in {{column}} since {{migration}} filled it (23502).",
      help: "Once more before this statement: `UPDATE {{name}} SET {{quoted}} = {{value}} WHERE {{quoted}} IS NULL;`{{count}}",
    },
  },
  docs: {
    effect:
      "SET NOT NULL looks at every row and is refused at the first NULL (23502). The migration has then failed, and Prisma deploys nothing more until somebody resolves it. On a development database, whose rows are new, it works. A default does not help: it is for new rows. Nor does a migration that filled the column weeks ago: the code that still runs may have written NULL since.",
    remedy:
      "Fill the column in the same migration, right before: `WHERE … IS NULL` makes it cheap when there is little left to do. On a large table do it in batches beforehand, with a CHECK … NOT VALID in force so that no new NULL comes in behind them. The rule is content with an UPDATE that leaves no NULL, a DELETE of those rows, or a fill since such a CHECK was there; where the UPDATE joins other tables it warns and gives the query that counts.",
  },
  check: {
    history(timeline, { sql, report }) {
      for (const [at, { migration, steps }] of timeline.migrations.entries()) {
        if (!migration.reported) continue;
        for (const [number, step] of steps.entries()) {
          if (!isSetNotNull(step) || !step.effect.mayFail.some(({ code }) => code === "23502")) continue;
          const { operation, before, deployed } = step;
          const table = findTable(before, operation.table);
          const column = table && findColumn(table, operation.column.name);
          if (!table || !column || cameWithValue(column, table, deployed) || isCleared(table, before) || isProvedEmpty(table, step)) continue;
          const left = nullsLeft(column, table, steps.slice(0, number));
          // Filled as its table was made.
          if (left === "all" && isUnshared(table, deployed) && column.initial === undefined) continue;
          const guarded = stepsBefore(timeline, at, number).filter((earlier) => {
            const then = earlier.before.tables.find(({ id }) => id === table.id);
            const as = then?.columns.find(({ id }) => id === column.id);
            return then !== undefined && as !== undefined && forbidsNull(then, as);
          });
          if (left === "none" || left === "unknown" || nullsLeft(column, table, guarded) === "none") continue;

          const subject = { schema: table.schema, table: table.name, column: column.name };
          const place = { at: placeOf(step), subject, explains: [{ rule: "no-set-not-null-scan", subject }] };
          const [name, quoted] = [sql.name(table), sql.identifier(column.name)];
          const fallback = defaultAtEnd(step, steps, column);
          const isThere = isDeployedColumn(table, column, deployed);
          const data = { table: said(table), column: said(column), name, quoted, value: fallback ?? "…" };
          const count = isThere ? ` How many there are: ${inCode([`SELECT count(*) FROM ${name} WHERE ${quoted} IS NULL`])}` : "";
          const batches = " On a large table fill it in batches, before this migration.";
          const filled = timeline.migrations.slice(0, at).findLast((earlier) => nullsLeft(column, table, earlier.steps) === "none");
          if (left === "some") report({ ...place, message: "partly", data: { ...data, count }, level: "warning" });
          else if (filled) report({ ...place, message: "earlier", data: { ...data, migration: filled.migration.name, count }, level: "warning" });
          else if (!isThere && column.initial === null && fallback === undefined) report({ ...place, message: "empty", data: { ...data, batches } });
          else report({ ...place, message: "unfilled", data: { ...data, count, batches, why: fallback !== undefined ? ": its default is only for new rows" : ", and nothing in this migration fills it" } });
        }
      }
    },
  },
});

const isSetNotNull = (step: Step): step is Step<SetNotNull> => step.operation.kind === "setNotNull";

/** The constant that the column has as its default when the statement ends. */
function defaultAtEnd({ statement, operation: { table } }: Step<SetNotNull>, steps: readonly Step[], { name }: Column): string | undefined {
  const end = steps.findLast((step) => step.statement === statement)?.after;
  const found = end && findTable(end, table)?.columns.find((column) => column.name === name)?.default;
  return typeof found?.literal === "string" ? found.sql : undefined;
}

/** Of all migrations up to this one, and of this one those before the step. */
const stepsBefore = ({ migrations }: Timeline, at: number, number: number): Step[] => [...migrations.slice(0, at).flatMap(({ steps }) => steps), ...(migrations[at]?.steps.slice(0, number) ?? [])];
