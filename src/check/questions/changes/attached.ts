import { boundsAsCondition, boundsAsExclusion } from "../../../database/detached-check.js";
import { foreignKeysOf } from "../../../database/dependents.js";
import { defaultPartition } from "../../../database/inheritance.js";
import { findTable } from "../../../database/names/lookup.js";
import type { Config } from "../../../model/config.js";
import type { Table } from "../../../model/database.js";
import type { AttachPartition } from "../../../model/operation-tables.js";
import type { Writer } from "../../../model/dialect.js";
import type { Step } from "../../../model/step.js";
import { isDone, liveTable } from "../locks/live-table.js";

/** A partition in use that ATTACH PARTITION reads whole. */
export interface ReadPartition {
  readonly parent: Table;
  readonly partition: Table;
  /** Names of the indexes and foreign keys that it gets on the way. */
  readonly lacking: readonly string[];
  /** What a CHECK has to say for its rows to be skipped, as SQL; undefined where no simple one does. */
  readonly proof: string | undefined;
}

export function readPartition(step: Step<AttachPartition>, config: Config, sql: Writer): ReadPartition | undefined {
  const { operation, before, after } = step;
  const partition = liveTable(operation.partition, step, config);
  const parent = findTable(before, operation.table);
  const attached = findTable(after, operation.partition);
  if (!partition || !parent || !attached || !isDone(step) || !isScanned(step, partition)) return undefined;
  const lacking = [...attached.indexes.slice(partition.indexes.length), ...foreignKeysOf(attached).slice(foreignKeysOf(partition).length)].map(({ name }) => name);
  return { parent, partition, lacking, proof: boundsAsCondition(parent, partition, operation.bounds, (name) => sql.identifier(name)) };
}

/** The DEFAULT partition in use that a new partition makes the server read whole. */
export interface ReadDefault {
  readonly parent: Table;
  readonly beside: Table;
  /** As for `ReadPartition`. */
  readonly proof: string | undefined;
}

export function readDefault(step: Step, config: Config, sql: Writer): ReadDefault | undefined {
  const { operation, before } = step;
  const added = operation.kind === "attachPartition" ? { parent: operation.table, bounds: operation.bounds } : operation.kind === "createTable" ? operation.partitionOf : undefined;
  const parent = added && findTable(before, added.parent);
  const beside = parent && defaultPartition(before, parent.id);
  if (!beside || !isDone(step) || !liveTable(beside, step, config) || !isScanned(step, beside)) return undefined;
  return { parent, beside, proof: boundsAsExclusion(parent, beside, added.bounds, (name) => sql.identifier(name)) };
}

const isScanned = ({ effect }: Step, { schema, name }: Table): boolean => effect.scans.some((relation) => relation.schema === schema && relation.name === name);
