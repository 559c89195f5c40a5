import { constraintNamed, defineRule, findTable, inItsPlace, isDone, listed, liveTable, locksExclusively, mayHoldManyRows, placeOf, said, shareTransaction, smallTableHint, statements, tableById, validate } from "../src/check/rule.js";
import type { Table } from "../src/model/database.js";

const help = "{{way}}\n\nSmall table? {{small}}";

export default defineRule({
  id: "no-validate-in-same-transaction",
  summary: "NOT VALID and VALIDATE CONSTRAINT in one transaction",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    writes: { message: "Writes to {{locked}} wait while this reads every row of {{table}}: the locks of ADD CONSTRAINT … NOT VALID last until the transaction ends, so NOT VALID gains nothing.", help },
    all: { message: "Every query on {{table}} waits, reads too, while this reads all of its rows: the lock of ADD CONSTRAINT … NOT VALID lasts until the transaction ends, so NOT VALID gains nothing.", help },
  },
  docs: {
    effect:
      "VALIDATE CONSTRAINT itself is in nobody's way, but ADD CONSTRAINT … NOT VALID before it has taken a strong lock, and PostgreSQL gives no lock back before its transaction ends. Prisma up to 7.3 sends the whole file as one transaction: so the rows are checked under the same lock as without NOT VALID. From 7.4 on, where each statement runs alone, one file will do; between BEGIN and COMMIT it will not.",
    remedy: "VALIDATE CONSTRAINT in the next migration. Both may be deployed at once: each migration has transactions of its own.",
  },
  check: {
    migration({ steps }, { config, sql, report }) {
      for (const step of steps) {
        const { operation, before, held } = step;
        if (operation.kind !== "validateConstraint" || !isDone(step) || step.effect.scans.length === 0) continue;
        const table = findTable(before, operation.table);
        const found = table && constraintNamed(table, operation.name.name);
        if (!table || !found || found.validated || !mayHoldManyRows(table, step)) continue;
        const added = steps.find(({ before: earlier, after: later }) => constraintNamed(tableById(earlier, table.id), found.name)?.id !== found.id && constraintNamed(tableById(later, table.id), found.name)?.id === found.id);
        if (!added || !shareTransaction(added, step)) continue;
        const parent = "references" in found ? tableById(before, found.references.table) : undefined;
        const locked = [...new Set([table, parent])].filter((each): each is Table => each !== undefined && liveTable(each, step, config) !== undefined);
        if (locked.length === 0) continue;
        const exclusive = locksExclusively([...held, ...added.effect.locks], table);
        const place = { at: placeOf(step), subject: { schema: table.schema, table: table.name, constraint: found.name } };
        const wayOut = { title: "Validate it in the next migration", here: statements(inItsPlace(step, []), sql), then: [{ name: `validate_${found.name.toLowerCase()}`, sql: [sql.statement(validate(table, found.name))] }] };
        const small = smallTableHint(table);
        if (exclusive && locked.length === 1 && locked[0] === table) report({ ...place, message: "all", data: { table: said(table), small }, wayOut });
        else report({ ...place, message: "writes", data: { locked: listed(locked.map(({ name }) => name)), table: said(table), small }, wayOut });
      }
    },
  },
});
