import { defineRule, listed, liveRelation, movedIndexes, placeOf, said, smallTableHint } from "../src/check/rule.js";
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
  index: {
    message: "Every query on {{tables}}, reads too, waits while {{what}} copied.",
    help: "From PostgreSQL 14 on an index moves beside the running queries, alone in its migration: `{{reindex}};` Small table? {{small}}",
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
      "VACUUM FULL, CLUSTER, SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD and SET EXPRESSION of a stored column copy every row into a new file and build every index again, under ACCESS EXCLUSIVE: nobody reads or writes the table until it is done. SET TABLESPACE of an index, or of ALL IN TABLESPACE, does the same to what it moves. For as long the disk holds the table twice.",
    remedy:
      "What only tidies up does not belong into the history: let autovacuum work, or run pg_repack, which copies beside the running queries and locks for moments only. It can move a table to another tablespace too. A change of storage that has to be in the history needs a time when nobody works.",
  },
  check: {
    vacuum: (step, context) => { rewritten(step, "bloat", context); },
    cluster: (step, context) => { rewritten(step, "bloat", context); },
    setPersistence: (step, context) => { rewritten(step, "storage", context); },
    alterTableSetting: (step, context) => { moved(step, context); },
    moveTablespace: (step, context) => { moved(step, context); },
    setGenerated: (step, context) => { rewritten(step, "storage", context); },
  },
});

function moved(step: Step, context: Context<typeof messages, OptionSet>): void {
  const found = movedIndexes(step);
  if (!found) {
    rewritten(step, "storage", context);
    return;
  }
  const { config, sql, report } = context;
  const live = found.indexes.flatMap(({ index, table, view }) => (liveRelation(table ?? view, step, config) ? [{ index, on: table ?? view }] : []));
  const [first] = live;
  if (!first || step.problems.length > 0) return;
  const tables = [...new Set(live.map(({ on }) => on))];
  const reindex = `REINDEX (TABLESPACE ${sql.identifier(found.to)}) INDEX CONCURRENTLY ${sql.name({ schema: first.on.schema, name: first.index.name })}`;
  const what = live.length === 1 ? `index ${said(first.index)} is` : `indexes ${listed(live.map(({ index }) => index.name))} are`;
  const subject = tables.length === 1 ? { schema: first.on.schema, table: first.on.name, ...(live.length === 1 && { index: first.index.name }) } : {};
  report({ at: placeOf(step), message: "index", data: { tables: listed(tables.map(({ name }) => name)), what, reindex, small: smallTableHint(first.on) }, subject });
}

function rewritten(step: Step, message: "bloat" | "storage", { config, report }: Context<typeof messages, OptionSet>): void {
  if (step.problems.length > 0) return;
  const relations = step.effect.rewrites.flatMap((name) => liveRelation(name, step, config) ?? []);
  const [first] = relations;
  if (!first) return;
  const subject = relations.length === 1 ? { schema: first.schema, table: first.name } : {};
  report({ at: placeOf(step), message, data: { tables: listed(relations.map(({ name }) => name)), small: smallTableHint(first) }, subject });
}
