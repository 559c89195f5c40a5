import { findIndex, type IndexPlace } from "../../../database/names/lookup.js";
import { indexesInTablespace } from "../../../database/tablespaces.js";
import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

export interface MovedIndexes {
  /** Those that hold something; that of a partitioned table is only a name for its parts. */
  readonly indexes: readonly IndexPlace[];
  readonly to: string;
}

/** Indexes that a statement copies into another tablespace; undefined for one that moves none, or tables with them. */
export function movedIndexes({ operation, before }: Step): MovedIndexes | undefined {
  const to = target(operation);
  const places = operation.kind === "moveTablespace" ? indexesInTablespace(operation, before) : operation.kind === "alterTableSetting" ? [findIndex(before, operation.table)] : [];
  const indexes = places.filter((place) => place !== undefined).filter(({ index, table }) => index.tablespace !== to && table?.partitionBy === undefined);
  return to === undefined || indexes.length === 0 ? undefined : { indexes, to };
}

function target(operation: Operation): string | undefined {
  if (operation.kind === "moveTablespace") return operation.to;
  return operation.kind === "alterTableSetting" && operation.setting === "tablespace" ? operation.value : undefined;
}
