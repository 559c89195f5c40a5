import { addedForeignKey, defineRule, flag, inItsPlace, keepsWorkWaiting, listed, lockedBefore, notValidFirst, partitionsFirst, placeOf, said, smallTableHint, statements, type AddedForeignKey, type Messages } from "../src/check/rule.js";

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
      const { environment, options, sql, report } = context;
      for (const step of steps) {
        const added = addedForeignKey(step, context);
        if (!added) continue;
        const { step: { operation }, made, child, locked } = added;
        const place = { at: placeOf(step), subject: { schema: child.schema, table: child.name, constraint: made.name } };
        const names = listed(locked.map(({ name }) => name));
        if (added.checksRows) {
          const data = { locked: names, child: said(child), reads: readsToo(added), small: smallTableHint(child) };
          const refusesNotValid = child.partitionBy !== undefined && (environment.serverVersion.value ?? 0) < 18;
          if (refusesNotValid) report({ ...place, message: "partitioned", data, wayOut: partitionsFirst(added.step, made, child, sql) });
          else report({ ...place, message: "checks", data, wayOut: notValidFirst(added.step, made, child, sql) });
        } else if (options.parents && !locked.includes(child) && operation.inline !== "createTable" && keepsWorkWaiting(added, steps, context)) {
          const wayOut = { title: "Add it in a migration of its own", here: statements(inItsPlace(step, []), sql), then: [{ name: made.name.toLowerCase(), sql: [sql.statement({ ...operation, inline: undefined })] }] };
          report({ ...place, message: "parent", data: { locked: names }, wayOut, level: "warning" });
        }
      }
    },
  },
});

/** What waits besides writes, and why. */
function readsToo(added: AddedForeignKey): string {
  const { operation } = added.step;
  const before = lockedBefore(added).map(({ name }) => name);
  if (before.length > 0) return `; reads of ${listed(before)} wait too, because a statement before it in the same transaction has locked ${before.length === 1 ? "it" : "them"}`;
  return operation.inline === "addColumn" ? `; reads of "${operation.table.name}" wait too, because ADD COLUMN locks it` : "";
}
