import { findTable } from "../../../../database/names/lookup.js";
import { columnOfNotNull } from "../../../../database/not-null.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { Operation } from "../../../../model/operation.js";
import { failingCasts } from "./casts.js";
import { failingColumn, failingNotNull } from "./columns.js";
import { failingConstraint, failingIndex } from "./constraints.js";
import { failingDelete } from "./deletes.js";
import { failingDomain } from "./domains.js";
import { failingPartition } from "./partitions.js";
import type { Meeting } from "./live-rows.js";

/**
 * Failures that depend on the rows that are there, each with the query that tells. Of expressions nothing is claimed (a division by zero in a generated
 * column, a USING that is more than casts), nor of rows that the migrations write themselves: no query tells what those will do.
 */
export function mayFail(operation: Operation, meeting: Meeting): readonly PossibleFailure[] {
  switch (operation.kind) {
    case "addColumn": return failingColumn(operation, meeting);
    case "setNotNull": return failingNotNull(operation, meeting);
    case "alterColumnType": return failingCasts(operation, meeting);
    case "createIndex": return failingIndex(operation, meeting);
    case "addConstraint":
    case "alterConstraint": return failingConstraint(operation, meeting);
    case "validateConstraint": {
      const table = findTable(meeting.before, operation.table);
      return table && columnOfNotNull(table, operation.name.name) ? failingNotNull(operation, meeting) : failingConstraint(operation, meeting);
    }
    case "alterDomain": return failingDomain(operation, meeting);
    case "createTable":
    case "attachPartition": return failingPartition(operation, meeting);
    case "changeData": return operation.command === "delete" ? failingDelete(operation, meeting) : [];
    default: return [];
  }
}
