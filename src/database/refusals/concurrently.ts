import type { Database, Refusal, Table, View } from "../../model/database.js";
import type { CreateIndex, DropIndex } from "../../model/operation.js";
import type { RefreshMaterializedView } from "../../model/operation-maintenance.js";
import type { DetachPartition } from "../../model/operation-tables.js";
import { said, type ChangeContext } from "../apply/change.js";
import { defaultPartition } from "../inheritance.js";
import { hasPlainKeys } from "../keys.js";

// What PostgreSQL refuses of CONCURRENTLY whether or not a transaction is open (source: DefineIndex, RemoveRelations, ATExecDetachPartition, ExecRefreshMatView).

export const unbuildable = ({ concurrently }: CreateIndex, { name, partitionBy }: Table): Refusal | undefined =>
  concurrently && partitionBy !== undefined ? { code: "0A000", message: `cannot create index on partitioned table ${said(name)} concurrently` } : undefined;

/** Before the names are looked up. */
export function undroppable({ concurrently, cascade }: DropIndex, { together }: Pick<ChangeContext, "together">): Refusal | undefined {
  if (!concurrently) return undefined;
  if (together.filter(({ kind }) => kind === "dropIndex").length > 1) return { code: "0A000", message: "DROP INDEX CONCURRENTLY does not support dropping multiple objects" };
  return cascade ? { code: "0A000", message: "DROP INDEX CONCURRENTLY does not support CASCADE" } : undefined;
}

export const undroppableOf = ({ concurrently, name: { name } }: DropIndex, table: Table | undefined): Refusal | undefined =>
  concurrently && table?.partitionBy !== undefined ? { code: "0A000", message: `cannot drop partitioned index ${said(name)} concurrently` } : undefined;

export const undetachable = ({ concurrently }: DetachPartition, { id }: Table, database: Database): Refusal | undefined =>
  concurrently && defaultPartition(database, id) ? { code: "55000", message: "cannot detach partitions concurrently when a default partition exists" } : undefined;

/** It compares the rows by a unique index of plain columns over all of them. */
export function unrefreshable({ concurrently, withData }: RefreshMaterializedView, { schema, name, indexes, unpopulated }: View): Refusal | undefined {
  if (!concurrently) return undefined;
  if (!withData) return { code: "42601", message: "CONCURRENTLY and WITH NO DATA options cannot be used together" };
  if (unpopulated === true) return { code: "0A000", message: "CONCURRENTLY cannot be used when the materialized view is not populated" };
  const isComparable = indexes.some((index) => index.unique && !index.predicate && hasPlainKeys(index));
  return isComparable ? undefined : { code: "55000", message: `cannot refresh materialized view "${bare(schema)}.${bare(name)}" concurrently` };
}

/** The server quotes names in this message where SQL needs it. */
const bare = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : said(name));
