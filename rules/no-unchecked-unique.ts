import { andJoined, builtConcurrently, columnNames, defineRule, dropConcurrently, duplicatesQuery, inCode, indexFolder, isDone, isProvedEmpty, isStillNull, keyColumns, keysOf, liveTable, madeUniqueIndex, mayBeDeduplicated, narrowings, placeOf, said, shellWord, sameInEveryRow, wasUnique } from "../src/check/rule.js";

const after = "\n\nOnce it finds none, build the index without keeping writes waiting, alone in its migration: {{build}} Should it fail all the same: {{drop}}, then `prisma migrate resolve --rolled-back {{migration}}` and deploy again.";

export default defineRule({
  id: "no-unchecked-unique",
  summary: "A unique key that rows which are there may break",
  category: "failing",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    duplicates: {
      message: "This fails (23505) as soon as two rows of {{table}} share {{columns}}{{writes}}.",
      help: "Ask the live database; it fails exactly when this returns a row: `{{query}};`{{build}}",
    },
    unclear: {
      message: "This fails (23505) as soon as two rows of {{table}} share {{columns}}{{writes}}.",
      help: "Find them just before it, and delete or change them in the same transaction: `{{query}};`{{build}}",
    },
    same: {
      message: "This fails (23505) as soon as {{table}} holds two rows: both get the same value in {{columns}}.",
      help: "Add the column without a default and fill it row by row, then add the unique key; where rows may do without a value, make the field optional and leave them NULL.",
    },
    nulls: {
      message: "This fails (23505) as soon as {{table}} holds two rows: both hold NULL in {{columns}}, and NULLS NOT DISTINCT takes that for the same.",
      help: "Fill the column row by row first, then add the unique key; or leave NULLS NOT DISTINCT out, so that rows without a value do not repeat each other.",
    },
  },
  docs: {
    effect:
      "PostgreSQL refuses a unique key over rows that share its columns (23505), and Prisma deploys nothing more until the failed migration is resolved (P3009). On a development database there are no duplicates. A new unique column with a constant default fails on any table with two rows. Not reported where the migration deletes or changes rows before, in the same transaction, where another unique key proves that there are none, or for a new column that is still NULL in every row.",
    remedy:
      "Ask the live database with the query of the finding before you deploy. Where it finds rows, delete or change them in the transaction that adds the key, so that no new ones come in between. A unique index built CONCURRENTLY keeps nobody waiting; when it meets a duplicate it stays behind as INVALID and has to be dropped.",
  },
  check: {
    migration({ steps }, { config, schema, sql, report }) {
      for (const step of steps) {
        const made = madeUniqueIndex(step);
        const failure = step.effect.mayFail.find(({ code }) => code === "23505");
        if (!made || !failure || !isDone(step)) continue;
        const { table, index } = made;
        const columns = columnNames(table, keyColumns(index));
        // A row can be changed into one that a partial index passes over.
        const judged = [...columns, ...columnNames(table, index.predicate?.references.map(({ target }) => target) ?? [])];
        if (isProvedEmpty(table, step) || wasUnique(index, table, step) || mayBeDeduplicated(table, judged, step, steps) || isStillNull(index, table, step, steps)) continue;
        const keys = keysOf(index, table, step, sql);
        const constraint = table.constraints.find(({ id }) => id === index.constraint);
        const subject = { schema: table.schema, table: table.name, column: (columns.length > 0 ? columns : keys).join(", ") };
        const parts = { schema: table.schema, table: table.name };
        const isWritten = narrowings(step, schema).some(({ kind }) => kind === "unique");
        const builds = constraint ? [{ rule: "require-concurrent-unique", subject: { ...parts, constraint: constraint.name } }] : [{ rule: "require-concurrent-index", subject: { ...parts, index: index.name } }];
        const place = { at: placeOf(step), subject, explains: [...builds, { rule: "no-tightening", subject: { ...parts, index: index.name } }] };
        const data = { table: `${said(table)}${index.predicate ? " that meet its WHERE" : ""}`, columns: andJoined(keys), writes: isWritten ? ", and so do writes of the running code that repeat one" : "" };
        const same = sameInEveryRow(index, table, step);
        if (same) {
          report({ ...place, message: same === "null" ? "nulls" : "same", data: { table: said(table), columns: data.columns } });
          continue;
        }
        const isBlocking = liveTable(table, step, config) && table.partitionBy === undefined && constraint?.kind !== "primaryKey" && !(step.operation.kind === "createIndex" && step.operation.concurrently);
        const concurrently = sql.statement(builtConcurrently(index, table, step, sql));
        const build = isBlocking ? filled(concurrently, sql.statement(dropConcurrently({ schema: table.schema, name: index.name })), shellWord(step.migration.name)) : "";
        const wayOut = isBlocking && !constraint ? { title: "Build it CONCURRENTLY, alone in its migration", here: [], then: [{ name: indexFolder(index.name), sql: [concurrently] }] } : undefined;
        const way = wayOut && { wayOut };
        if (failure.checkQuery === undefined) report({ ...place, ...way, message: "unclear", data: { ...data, query: duplicatesQuery(index, table, step, sql), build } });
        else report({ ...place, ...way, message: "duplicates", data: { ...data, query: failure.checkQuery, build } });
      }
    },
  },
});

const filled = (build: string, drop: string, migration: string): string => after.replace("{{build}}", () => inCode([build])).replace("{{drop}}", () => inCode([drop])).replace("{{migration}}", () => migration);
