import { defineRule, listed, liveRelation, placeOf, smallTableHint } from "../src/check/rule.js";
import type { Context, Messages, OptionSet } from "../src/check/rule.js";
import type { Step } from "../src/model/step.js";

const messages = {
  bloat: {
    message: "Every query on {{tables}}, reads too, waits while all rows and indexes are rewritten.",
    help: "To give room back to later rows: `VACUUM;` alone in its migration, or autovacuum. To shrink or sort the table while others work: pg_repack, outside of migrations. Small table? {{small}}",
  },
  storage: {
    message: "Every query on {{tables}}, reads too, waits while all rows and indexes are rewritten.",
    help: "No form of this lets others work. Run it when nobody does, in a migration of its own; or make a second table with the new storage, copy the rows over in batches and swap the names. Small table? {{small}}",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-table-rewrite",
  summary: "VACUUM FULL, CLUSTER, SET LOGGED and their like, which write a whole table anew",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "VACUUM FULL, CLUSTER, SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD and SET EXPRESSION of a stored column copy every row into a new file and build every index again, under ACCESS EXCLUSIVE: nobody reads or writes the table until it is done. For as long the disk holds the table twice.",
    remedy:
      "What only tidies up does not belong into the history: let autovacuum work, or run pg_repack, which copies beside the running queries and locks for moments only. It can move a table to another tablespace too. A change of storage that has to be in the history needs a time when nobody works.",
  },
  check: {
    vacuum: (step, context) => { rewritten(step, "bloat", context); },
    cluster: (step, context) => { rewritten(step, "bloat", context); },
    setPersistence: (step, context) => { rewritten(step, "storage", context); },
    alterTableSetting: (step, context) => { rewritten(step, "storage", context); },
    setGenerated: (step, context) => { rewritten(step, "storage", context); },
  },
});

function rewritten(step: Step, message: "bloat" | "storage", { config, report }: Context<typeof messages, OptionSet>): void {
  if (step.problems.length > 0) return;
  const relations = step.effect.rewrites.flatMap((name) => liveRelation(name, step, config) ?? []);
  const [first] = relations;
  if (!first) return;
  const subject = relations.length === 1 ? { schema: first.schema, table: first.name } : {};
  report({ at: placeOf(step), message, data: { tables: listed(relations.map(({ name }) => name)), small: smallTableHint(first) }, subject });
}
