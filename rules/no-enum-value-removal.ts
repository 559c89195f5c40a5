import { defineRule, enumSwaps, inCode, isEmpty, listed, placeOf, said, valueRenamed } from "../src/check/rule.js";

export default defineRule({
  id: "no-enum-value-removal",
  summary: "A value disappears from an enum",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    fails: {
      message: "This fails (22P02) while one row of {{tables}} holds {{values}}, and code that still sends {{it}} fails until the last old instance stops.",
      help: "Look for such rows: {{queries}}{{move}}\n\nOr leave {{it}} in the database and in schema.prisma: a value that nobody uses costs nothing.{{rename}}",
    },
    moved: {
      message: "Code that still sends {{values}} fails (22P02) until the last old instance stops: {{type}} no longer has {{it}}.",
      help: "Move the rows here, and leave {{it}} in {{type}} until the new code is everywhere: a value that nobody uses costs nothing.{{rename}}",
    },
  },
  docs: {
    effect:
      "PostgreSQL cannot take a value out of an enum, so the columns are cast to a new type that does not have it. The cast fails on the first row that still holds the value; on a development database there is none. Where it works, all code that still sends or compares with the value fails, which is every old instance until the rollout is over.",
    remedy: "First deploy code that no longer writes the value, then move the rows, and look that none is left. Often the best is to do nothing: an unused value costs nothing.",
  },
  check: {
    migration(replayed, { sql, report }) {
      for (const swap of enumSwaps(replayed)) {
        const { old, now, removed, casts, first } = swap;
        const columns = swap.columns.filter(({ table }) => !isEmpty(table, replayed.deployed));
        if (removed.length === 0 || columns.length === 0) continue;

        const failures = casts.flatMap(({ effect }) => effect.mayFail).filter(({ code }) => code === "22P02");
        const queries = failures.flatMap(({ checkQuery }) => checkQuery ?? []);
        // Neither the running code nor a row of the live database can have a value that only these migrations had.
        const live = replayed.deployed.enums.find(({ id }) => id === old.id);
        if (queries.length === 0 && !removed.some((label) => live?.values.some((value) => value.label === label))) continue;

        const values = removed.map((label) => `'${label}'`).join(", ");
        const it = removed.length === 1 ? "it" : "them";
        const renamed = valueRenamed(swap);
        const rename = renamed ? ` Where '${renamed.value.name}' only got another name: ${inCode([sql.statement(renamed)])} keeps the rows, and writes none of them.` : "";
        const place = {
          at: placeOf(first),
          subject: { schema: old.schema, type: old.name },
          related: casts.filter((cast) => cast !== first).map((cast) => ({ ...placeOf(cast), message: "its values are cast here" })),
          explains: [
            { rule: "no-enum-swap", subject: { schema: old.schema, type: old.name } },
            ...columns.flatMap(({ table, column }) => ["no-narrowing-cast", "no-column-type-rewrite", "no-result-type-change"].map((rule) => ({ rule, subject: { schema: table.schema, table: table.name, column: column.name } }))),
          ],
        };
        if (queries.length === 0) {
          report({ ...place, message: "moved", data: { type: said(old), values, it, rename } });
          continue;
        }
        const kept = now.values.find(({ label }) => old.values.some((value) => value.label === label));
        const plain = columns.filter(({ column }) => !column.type.array);
        const moves = kept ? plain.map(({ table, column }) => `UPDATE ${sql.name(table)} SET ${sql.identifier(column.name)} = ${sql.literal(kept.label)} WHERE ${sql.identifier(column.name)} IN (${removed.map((label) => sql.literal(label)).join(", ")})`) : [];
        const move = moves.length > 0 ? ` If there are, give them another value in an earlier migration, such as ${inCode(moves)}` : "";
        report({ ...place, message: "fails", data: { tables: listed([...new Set(columns.map(({ table }) => table.name))]), values, it, queries: inCode(queries), move, rename } });
      }
    },
  },
});
