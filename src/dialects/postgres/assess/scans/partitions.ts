import type { Database, Table } from "../../../../model/database.js";
import type { CreateTable } from "../../../../model/operation.js";
import type { AttachPartition, DetachPartition } from "../../../../model/operation-tables.js";
import { foreignKeysOf } from "../../../../database/dependents.js";
import { findConstraint, findTable, indexById, tableById } from "../../../../database/names/lookup.js";
import { besides, family, storing, withPartitions } from "../relations.js";
import { excludes, fits } from "../proofs/partition-bounds.js";
import { pointing } from "../locks/partitions.js";

/** Tables that are read whole because a partition comes or goes. Where only PostgreSQL's prover can tell whether a CHECK makes it needless, none is claimed. */
export function partitionScans(operation: CreateTable | AttachPartition | DetachPartition, before: Database, after: Database): readonly Table[] {
  if (before === after) return [];
  switch (operation.kind) {
    case "createTable": {
      const parent = operation.partitionOf && findTable(before, operation.partitionOf.parent);
      return operation.partitionOf && parent ? unfit(parent, operation.partitionOf.bounds, before) : [];
    }
    case "attachPartition": {
      const parent = findTable(before, operation.table);
      const child = findTable(before, operation.partition);
      if (!parent || !child) return [];
      const whole = fits(child, operation.bounds, parent, before) !== "refuted";
      const tables = storing(family(before, child)).filter((table) => completed(table, after) || (!whole && fits(table, operation.bounds, parent, before) === "refuted"));
      return [...tables, ...unfit(parent, operation.bounds, before)];
    }
    // Rows that point to its rows would point to nothing.
    case "detachPartition": {
      const parent = findTable(before, operation.table);
      return parent ? pointing(parent.id, before).flatMap(({ table }) => storing(withPartitions(before, table))) : [];
    }
  }
}

/** Parts of the DEFAULT partition of which rows might belong into the new one. */
function unfit(parent: Table, bounds: string, before: Database): readonly Table[] {
  const beside = besides(before, parent.id);
  return beside.some((table) => excludes(table, bounds, parent) === "proven") ? [] : storing(beside).filter((table) => excludes(table, bounds, parent) === "refuted");
}

/** It gets indexes or valid foreign keys of its new parent that it did not have. */
function completed(table: Table, after: Database): boolean {
  const now = tableById(after, table.id);
  if (!now) return false;
  if (now.indexes.some(({ id }) => !indexById(table, id))) return true;
  return foreignKeysOf(now).some((key) => key.validated && !findConstraint(table, key.name));
}
