import { defineRule, inCode, placeOf, said, unfilledNotNulls } from "../src/check/rule.js";

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
      for (const { step, table, column, isPartlyFilled, filledIn, isDeployed, fallback } of unfilledNotNulls(timeline)) {
        const subject = { schema: table.schema, table: table.name, column: column.name };
        const place = { at: placeOf(step), subject, explains: [{ rule: "no-set-not-null-scan", subject }] };
        const [name, quoted] = [sql.name(table), sql.identifier(column.name)];
        const data = { table: said(table), column: said(column), name, quoted, value: fallback ?? "…" };
        const count = isDeployed ? ` How many there are: ${inCode([`SELECT count(*) FROM ${name} WHERE ${quoted} IS NULL`])}` : "";
        const batches = " On a large table fill it in batches, before this migration.";
        if (isPartlyFilled) report({ ...place, message: "partly", data: { ...data, count }, level: "warning" });
        else if (filledIn) report({ ...place, message: "earlier", data: { ...data, migration: filledIn.migration.name, count }, level: "warning" });
        else if (!isDeployed && column.initial === null && fallback === undefined) report({ ...place, message: "empty", data: { ...data, batches } });
        else report({ ...place, message: "unfilled", data: { ...data, count, batches, why: fallback !== undefined ? ": its default is only for new rows" : ", and nothing in this migration fills it" } });
      }
    },
  },
});
