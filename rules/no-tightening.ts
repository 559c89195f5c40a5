import { andJoined, defineRule, inCode, isDone, narrowings, orJoined, placeOf, said } from "../src/check/rule.js";

const help = "Release code that keeps to it first. Once the last instance that does not has stopped, in a new migration: {{later}}";

export default defineRule({
  id: "no-tightening",
  summary: "A new rule for rows that the running code may break",
  category: "breaking",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    notSent: { message: "Until the last old instance stops, every insert into {{table}} fails (23502): the running code does not send {{column}}, which is required from here on and has no default.", help: "Give it a default until the rollout is over, or let this follow in a new migration: {{later}}" },
    null: { message: "Writes of the running code that would make {{column}} NULL fail from here on (23502).", help },
    check: { message: "Writes of the running code that violate {{name}} fail from here on (23514){{notValid}}.", help },
    unique: { message: "Writes of the running code fail from here on where they repeat what {{name}} holds already ({{code}}).", help },
    type: { message: "Writes of the running code fail from here on where {{column}} gets a value that {{type}} does not hold ({{code}}).", help },
  },
  several: {
    notSent: ({ table: [table = ""], column, later }) => ({
      message: `Until the last old instance stops, every insert into ${table} fails (23502): the running code does not send ${andJoined(column)}, which are required from here on and have no default.`,
      help: `Give them defaults until the rollout is over, or let this follow in a new migration: ${[...new Set(later)].join(" ")}`,
    }),
    null: ({ column, later }) => ({ message: `Writes of the running code that would make ${orJoined(column)} NULL fail from here on (23502).`, help: help.replace("{{later}}", [...new Set(later)].join(" ")) }),
  },
  docs: {
    effect:
      "A migration runs before the new code does. NOT NULL, a CHECK (one that is NOT VALID too: it holds for new rows at once), a unique key and a shorter type all make the server refuse what the running code was allowed to write. Its requests fail until the last old instance is replaced, and again after a rollback of the code.",
    remedy: "Tighten last. First the code that keeps to the rule, everywhere; then, in a later migration, the rule. Silent where the deployed schema.prisma promises the same already: a required field, `@unique`, the same length.",
  },
  check: {
    effect(step, { schema, sql, report }) {
      if (!isDone(step)) return;
      const { operation } = step;
      for (const narrowing of narrowings(step, schema)) {
        const { table, column, kind, code } = narrowing;
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, column: column ?? null, index: narrowing.index ?? null, constraint: narrowing.constraint ?? null } };
        const isBuilt = operation.kind === "createIndex" && table.partitionBy === undefined;
        const later = inCode([sql.statement(isBuilt ? { ...operation, concurrently: true, ifNotExists: false } : operation)]);
        const name = said({ name: narrowing.constraint ?? narrowing.index ?? "" });
        const named = column === undefined ? said(table) : `${said(table)}.${said({ name: column })}`;
        switch (kind) {
          case "notSent": report({ ...place, message: "notSent", data: { table: said(table), column: said({ name: column ?? "" }), later } }); break;
          case "null": report({ ...place, message: "null", data: { column: named, later } }); break;
          case "check": report({ ...place, message: "check", data: { name, notValid: narrowing.notValid === true ? "; NOT VALID spares only the rows that are already there" : "", later } }); break;
          case "unique": report({ ...place, message: "unique", data: { name, code, later } }); break;
          case "type": report({ ...place, message: "type", data: { column: named, type: narrowing.type ? sql.type(narrowing.type) : "", code, later } }); break;
        }
      }
    },
  },
});
