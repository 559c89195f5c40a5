import { columnBeside, defineRule, findColumn, findTable, inCode, isDeployedColumn, isDone, narrowings, placeOf, said } from "../src/check/rule.js";
import type { PossibleFailure } from "../src/model/effect.js";

const beside = "Without that risk, through a second column. Here: `{{add}};` The new code writes both, its field with `@map({{map}})`; then, in batches: `{{copy}};` {{last}}";

export default defineRule({
  id: "no-narrowing-cast",
  summary: "A change of type that can fail on values, or cut them",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    fails: { message: "This fails if {{why}}{{writes}}.{{cuts}}", help: `{{check}}${beside}` },
    cuts: { message: "Values of {{column}} lose {{part}}{{writes}}.", help: `What they lose is gone for good. ${beside}` },
    gone: { message: "All values of {{column}} are lost: USING does not read them.", help: `Let USING read the column, or keep it. ${beside}` },
  },
  docs: {
    effect:
      "ALTER COLUMN TYPE casts every value. One that does not fit stops the migration: a text that is no number, a number out of range, a string that is too long. Others are cut without a word: digits after the point, the time of day, and with USING … ::varchar(n) the end of a string. On a development database no such value is there. Reported by the rules of PostgreSQL's own casts; what cannot fail and loses nothing is not.",
    remedy: "Ask the live database first: the query in the help returns a row exactly when the statement would fail. Repair those values in a migration before, or put a column of the new type beside the old one and move over what fits.",
  },
  check: {
    alterColumnType(step, { schema, sql, report }) {
      const { operation, before, deployed, effect } = step;
      const table = findTable(before, operation.table);
      const column = table && findColumn(table, operation.column.name);
      // What the migrations themselves have put into a new column is theirs to know.
      if (!table || !column || !isDeployedColumn(table, column, deployed) || !isDone(step)) return;
      const name = `${said(table)}.${said(column)}`;
      const loss = effect.losesData.find((lost) => lost.column === column.name);
      const subject = { schema: table.schema, table: table.name, column: column.name };
      const place = { at: placeOf(step), subject, explains: [{ rule: "no-column-type-rewrite", subject }, { rule: "no-tightening", subject }] };
      const data = { ...columnBeside(step, table, sql), column: name };
      const isWritten = narrowings(step, schema).some(({ kind }) => kind === "type");
      if (effect.mayFail.length > 0) {
        const writes = isWritten ? ", and so do writes of the running code that bring such a value, until the last old instance stops" : "";
        const why = effect.mayFail.map((failure) => reason(failure, name)).join(", or ");
        const queries = effect.mayFail.flatMap(({ checkQuery }) => checkQuery ?? []);
        const check = queries.length === 0 ? "" : `It fails if this returns a row: ${inCode(queries)}\n\n`;
        report({ ...place, message: "fails", data: { ...data, why, check, writes, cuts: loss?.part === undefined ? "" : ` Values lose ${loss.part}.` } });
      } else if (loss?.part !== undefined) {
        // Clocks count finer than people: rarely missed.
        report({ ...place, message: "cuts", data: { ...data, part: loss.part, writes: isWritten ? ", and writes of the running code that bring such a value fail, until the last old instance stops" : "" }, ...(loss.part.startsWith("digits of the second") && { level: "warning" as const }) });
      } else if (loss) report({ ...place, message: "gone", data });
    },
  },
});

/** `values are longer than 10` → `values of "User"."name" are longer than 10 (22001)`. */
const reason = ({ why, code }: PossibleFailure, column: string): string => `${why.startsWith("values ") ? `values of ${column} ${why.slice("values ".length)}` : why} (${code})`;
