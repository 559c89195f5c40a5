import {
  blockingLocks, defineRule, findTable, flag, inItsPlace, isDone, isForeignKey, listed, liveTable, locksExclusively, madeConstraint, mayHoldManyRows, notValidFirst, partitionsFirst, placeOf, said, shareTransaction, smallTableHint,
  statements, tableById, type Context, type Messages,
} from "../src/check/rule.js";
import type { Table } from "../src/model/database.js";
import type { AddConstraint } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

const options = { parents: flag("Keys of new, empty tables too, as a warning, where their lock on the parent is kept while other work goes on. On in `strict`", false) };
const message = "Writes to {{locked}} wait while every row of {{child}} is checked{{reads}}.";
const messages = {
  checks: { message, help: "{{way}}\n\nSmall table? {{small}}" },
  partitioned: {
    message,
    help: "A partitioned table takes a foreign key NOT VALID from PostgreSQL 18 on. Before that its partitions come first: the key of the table then takes theirs over and checks nothing.\n\n{{way}}\n\nSmall table? {{small}}",
  },
  parent: { message: "Writes to {{locked}} wait from here until the transaction ends, however long the statements after this one take.", help: "Where nothing comes after it the lock is short.\n\n{{way}}" },
} as const satisfies Messages;

export default defineRule({
  id: "require-not-valid-foreign-key",
  summary: "A foreign key whose rows are checked while both tables are locked",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options,
  strictOptions: { parents: true },
  messages,
  docs: {
    effect:
      "ADD FOREIGN KEY takes SHARE ROW EXCLUSIVE on the child and on the parent, and keeps it while it looks up the parent of every child row: inserts, updates and deletes on both wait, for minutes where the child is large. In one transaction with ADD COLUMN, as Prisma writes it, reads of the child wait as well, because that statement's lock lasts until the transaction ends. The key of a new, empty table has nothing to check.",
    remedy:
      "With NOT VALID the key holds for all new rows at once, and nothing is checked. VALIDATE CONSTRAINT in the next migration checks the old ones under SHARE UPDATE EXCLUSIVE, beside which reads and writes go on. The end is the same, and Prisma sees no difference. Partitioned tables take NOT VALID since PostgreSQL 18.",
  },
  check: {
    migration({ steps }, context) {
      for (const step of steps) {
        const { operation } = step;
        if (operation.kind === "addConstraint" && isForeignKey(operation) && !operation.constraint.notValid && isDone(step)) judge({ ...step, operation }, steps, context);
      }
    },
  },
});

type Ctx = Context<typeof messages, typeof options>;

function judge(step: Step<AddConstraint>, steps: readonly Step[], context: Ctx): void {
  const { config, environment, options: { parents }, sql, report } = context;
  const { operation, before, after, effect } = step;
  const made = madeConstraint(step);
  const child = findTable(after, operation.table);
  if (made?.kind !== "foreignKey" || !child) return;
  const parent = tableById(after, made.references.table);
  const locked = [...new Set([child, parent])].filter((table): table is Table => table !== undefined && liveTable(table, step, config) !== undefined);
  if (locked.length === 0) return;
  const isLive = locked.includes(child);
  const at = placeOf(step);
  const subject = { schema: child.schema, table: child.name, constraint: made.name };
  const names = listed(locked.map(({ name }) => name));
  // A small child has few rows to check.
  const checks = effect.scans.length > 0 && mayHoldManyRows(findTable(before, child) ?? child, step) && (isLive || child.filledBy.length > 0);
  if (checks) {
    const data = { locked: names, child: said(child), reads: readsToo(locked, step), small: smallTableHint(child) };
    const refusesNotValid = child.partitionBy !== undefined && (environment.serverVersion.value ?? 0) < 18;
    if (refusesNotValid) report({ at, message: "partitioned", data, subject, wayOut: partitionsFirst(step, made, child, sql) });
    else report({ at, message: "checks", data, subject, wayOut: notValidFirst(step, made, child, sql) });
    return;
  }
  const lasts = steps.some((other) => other.statement.index > step.statement.index && shareTransaction(step, other) && goesOn(other, locked, context) && !fills(other, child));
  if (!parents || isLive || !lasts || operation.inline === "createTable") return;
  const wayOut = { title: "Add it in a migration of its own", here: statements(inItsPlace(step, []), sql), then: [{ name: made.name.toLowerCase(), sql: [sql.statement({ ...operation, inline: undefined })] }] };
  report({ at, message: "parent", data: { locked: names }, subject, wayOut, level: "warning" });
}

/** It may take a while, or waits for locks of its own. */
function goesOn(other: Step, locked: readonly Table[], context: Ctx): boolean {
  const { operation } = other;
  if (operation.kind === "opaque" || (operation.kind === "changeData" && !operation.literalRows)) return true;
  return blockingLocks(other, context).some(({ relation }) => !locked.some(({ schema, name }) => relation.name === name && relation.schema === schema));
}

/** The key could not be added later without rows to check. */
const fills = ({ operation, before }: Step, child: Table): boolean => operation.kind === "changeData" && findTable(before, operation.table)?.id === child.id;

/** What waits besides writes, and why. */
function readsToo(locked: readonly Table[], { held, operation }: Step<AddConstraint>): string {
  const before = locked.filter((table) => locksExclusively(held, table)).map(({ name }) => name);
  if (before.length > 0) return `; reads of ${listed(before)} wait too, because a statement before it in the same transaction has locked ${before.length === 1 ? "it" : "them"}`;
  return operation.inline === "addColumn" ? `; reads of "${operation.table.name}" wait too, because ADD COLUMN locks it` : "";
}
