import { defineRule, inCode, listed, locksExclusively, placeOf, readDefault, readPartition, said } from "../src/check/rule.js";
import type { Context, Messages, OptionSet } from "../src/check/rule.js";
import type { AttachPartition } from "../src/model/operation-tables.js";
import type { Step } from "../src/model/step.js";

const messages = {
  partition: {
    message: "Every query on {{partition}}, reads too, waits while all its rows are compared with the bounds.",
    help: "A valid CHECK that says the same spares the scan, and like the bounds it refuses other rows from here on. Here: `{{alter}} ADD CONSTRAINT {{name}} CHECK ({{condition}}) NOT VALID;`\n\nIn the next migration: `{{alter}} VALIDATE CONSTRAINT {{name}};`\n\nIn one more: `{{statement}};` `{{alter}} DROP CONSTRAINT {{name}};`",
  },
  hashed: {
    message: "Every query on {{partition}}, reads too, waits while all its rows are compared with the bounds.",
    help: "For such a key no simple CHECK proves the bounds. Attach an empty table and copy the rows into it; or run it at a quiet time, and limit the wait for its lock: `BEGIN;` `SET LOCAL lock_timeout = '5s';` `{{statement}};` `COMMIT;`",
  },
  unlike: {
    message: "Every query on {{partition}}, reads too, waits while it gets what {{parent}} has and it lacks: {{lacking}}.",
    help: "Give it the same first: indexes CONCURRENTLY, foreign keys NOT VALID and validated in the next migration. Then a valid CHECK of the bounds spares the rest of the scan.",
  },
  rest: {
    message: "Every query on {{tables}}, reads too, waits while all rows of the DEFAULT partition are read; one that belongs into the new partition makes this fail (23514).",
    help: "A valid CHECK on {{rest}} that leaves the new bounds out spares the scan. {{check}}",
  },
} as const satisfies Messages;

export default defineRule({
  id: "require-partition-check",
  summary: "A partition whose bounds are checked by reading whole tables",
  category: "waiting",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "ATTACH PARTITION locks the new partition and the DEFAULT partition with ACCESS EXCLUSIVE and reads both: no row may lie outside the bounds, none in the DEFAULT partition inside. CREATE TABLE … PARTITION OF reads the DEFAULT partition in the same way, with the whole partitioned table locked.",
    remedy:
      "PostgreSQL skips a scan where a valid CHECK proves its result. ADD CONSTRAINT … NOT VALID reads nothing, VALIDATE CONSTRAINT in a later migration reads while others work; then ATTACH is a matter of milliseconds and the CHECK can go.",
  },
  check: {
    attachPartition(step, context) {
      rest(step, context);
      whole(step, context);
    },
    createTable: rest,
  },
});

type Ctx = Context<typeof messages, OptionSet>;

function rest(step: Step, { config, sql, report }: Ctx): void {
  const read = readDefault(step, config, sql);
  if (!read) return;
  const { parent, beside, proof } = read;
  const [table, name] = [sql.name(beside), sql.identifier(sql.newName(beside.name, [], "bounds_check"))];
  const check = proof === undefined ? "" : `In a migration before this one: ${inCode([`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${proof}) NOT VALID`])}\n\nIn one more: ${inCode([`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`])}`;
  const tables = listed([parent, beside].filter((each) => locksExclusively(step.effect.locks, each)).map((each) => each.name));
  report({ at: placeOf(step), message: "rest", data: { tables, rest: said(beside), check }, subject: { schema: beside.schema, table: beside.name } });
}

function whole(step: Step<AttachPartition>, { config, sql, report }: Ctx): void {
  const read = readPartition(step, config, sql);
  if (!read) return;
  const { parent, partition, lacking, proof } = read;
  const place = { at: placeOf(step), subject: { schema: partition.schema, table: partition.name } };
  const statement = sql.statement(step.operation);
  if (lacking.length > 0) report({ ...place, message: "unlike", data: { partition: said(partition), parent: said(parent), lacking: listed(lacking) } });
  else if (proof === undefined) report({ ...place, message: "hashed", data: { partition: said(partition), statement } });
  else report({ ...place, message: "partition", data: { partition: said(partition), alter: `ALTER TABLE ${sql.name(partition)}`, name: sql.identifier(sql.newName(partition.name, [], "bounds_check")), condition: proof, statement } });
}
