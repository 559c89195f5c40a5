import { findIndex, findTable, tableById } from "../database/names/lookup.js";
import type { Database, Table } from "../model/database.js";
import type { Naming, Writer } from "../model/dialect.js";
import type { Operation } from "../model/operation.js";
import type { RollbackPart } from "../model/rollback.js";
import type { Step } from "../model/step.js";

/** What a statement leaves when it fails, for CONCURRENTLY is more than one transaction. */
export interface Leftover {
  /** What takes it away. */
  readonly parts: readonly RollbackPart[];
  /** Where the way back goes on from, if not from before the statement. */
  readonly from?: Database;
  /** What cannot be known here, in words. */
  readonly remarks: readonly string[];
}

/** Of the steps of one statement that no transaction block held. What was only refused has left nothing, and the statements are written so that they then do nothing. */
export function leftConcurrently(steps: readonly Step[], writer: Writer, naming: Naming): Leftover | undefined {
  const [step] = steps;
  if (!step || !("concurrently" in step.operation) || !step.operation.concurrently) return undefined;
  const { operation, before } = step;
  switch (operation.kind) {
    case "createIndex": {
      const name = operation.name?.name ?? nameGiven(step);
      // It is in its way, or IF NOT EXISTS has done nothing.
      if (name === undefined || findIndex(before, { schema: operation.table.schema, name })) return undefined;
      return { parts: [drop(operation.table.schema, name, operation, writer)], remarks: [`an index "${name}" that others had made, if there was one: look first whether it is INVALID`] };
    }
    case "dropIndex": return findIndex(before, operation.name) && { parts: [], remarks: [`"${operation.name.name}" may be INVALID: the migration drops it when it is deployed again, REINDEX INDEX CONCURRENTLY keeps it`] };
    case "reindex": return ofReindex(operation, before, writer, naming);
    case "detachPartition": {
      const finalize = `${writer.statement({ ...operation, concurrently: false })} FINALIZE`;
      return { parts: [alone(finalize)], from: step.after, remarks: [`"${operation.partition.name}" is not attached where it is not pending detach: FINALIZE is then refused`] };
    }
    // One transaction, whatever it is called.
    default: return undefined;
  }
}

const alone = (sql: string): RollbackPart => ({ transaction: false, statements: [sql] });

function drop(schema: string | undefined, name: string, { span }: Operation, writer: Writer): RollbackPart {
  return alone(writer.statement({ kind: "dropIndex", span, keyword: span, name: { schema, name, span }, concurrently: true, ifExists: true, cascade: false }));
}

/** Of an index without a name in its statement. */
function nameGiven({ operation, before, after }: Step): string | undefined {
  if (operation.kind !== "createIndex") return undefined;
  const old = new Set(findTable(before, operation.table)?.indexes.map(({ id }) => id));
  return findTable(after, operation.table)?.indexes.find(({ id }) => !old.has(id))?.name;
}

/** The copy is called `_ccnew` until it takes the place of the old index, which is then called `_ccold`; either stays INVALID (index_concurrently_swap() of src/backend/catalog/index.c). */
function ofReindex(operation: Extract<Operation, { readonly kind: "reindex" }>, before: Database, writer: Writer, { automaticName }: Naming): Leftover {
  const copies = indexesOf(operation, before).flatMap(({ schema, name }) => ["ccnew", "ccold"].map((label) => ({ schema, name: automaticName(name, [], label) })));
  const others = operation.object === "index" ? [] : ["INVALID indexes of pg_toast whose names end in _ccnew or _ccold: DROP INDEX CONCURRENTLY takes them away"];
  return { parts: copies.map(({ schema, name }) => drop(schema, name, operation, writer)), remarks: others };
}

function indexesOf({ object, name }: Extract<Operation, { readonly kind: "reindex" }>, before: Database): readonly { readonly schema: string; readonly name: string }[] {
  if (object === "index") {
    const place = name && findIndex(before, name);
    const owner = place && ("table" in place ? place.table : place.view);
    return name && owner ? [{ schema: owner.schema, name: name.name }] : [];
  }
  const within = object === "table" ? (name && findTable(before, name)) : undefined;
  const tables = before.tables.filter((table) => (object === "table" ? within !== undefined && isPartOf(table, within, before) : object !== "schema" || table.schema === name?.name));
  return tables.flatMap(({ schema, indexes }) => indexes.map((index) => ({ schema, name: index.name })));
}

/** The table itself, or a partition of it or of its partitions. */
function isPartOf({ id, partitionOf }: Table, table: Table, database: Database): boolean {
  if (id === table.id) return true;
  const parent = partitionOf && tableById(database, partitionOf.parent);
  return parent !== undefined && isPartOf(parent, table, database);
}
