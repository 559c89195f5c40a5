import { refusesTransaction } from "../../../database/refuses-transaction.js";
import type { Subject } from "../../../model/finding.js";
import type { Step } from "../../../model/step.js";
import { said } from "../findings/wording.js";

/** What people call a statement that no transaction may hold, and what it is about; undefined for others. */
export function outsideTransactions(step: Step): { readonly what: string; readonly subject: Partial<Subject> } | undefined {
  const { operation, before, migration, statement } = step;
  if (!refusesTransaction(operation, before)) return undefined;
  switch (operation.kind) {
    case "createIndex": {
      const { table, name } = operation;
      return { what: `CREATE INDEX CONCURRENTLY on ${said(table)}`, subject: { schema: table.schema ?? null, table: table.name, index: name?.name ?? null } };
    }
    case "dropIndex": return { what: `DROP INDEX CONCURRENTLY ${said({ name: operation.name.name })}`, subject: { index: operation.name.name } };
    case "detachPartition": return { what: "ALTER TABLE … DETACH PARTITION CONCURRENTLY", subject: { schema: operation.table.schema ?? null, table: operation.table.name } };
    // `REINDEX TABLE CONCURRENTLY`.
    default: return { what: (/^[A-Za-z]+(?:\s+[A-Z]+)*/.exec(migration.source.slice(statement.span))?.[0] ?? "This statement").replace(/\s+/g, " "), subject: {} };
  }
}
