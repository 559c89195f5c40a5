import type { Database } from "../../../model/database.js";
import type { Effect } from "../../../model/effect.js";
import type { Environment } from "../../../model/environment.js";
import type { Operation } from "../../../model/operation.js";
import { breaks } from "./breaks.js";
import { losesData } from "./data-loss.js";
import { locks } from "./locks.js";
import { mayFail } from "./may-fail.js";
import { rewrites } from "./rewrites.js";
import { scans } from "./scans.js";

/** What an operation does to a live PostgreSQL, from the database before it. */
export function assess(operation: Operation, before: Database, after: Database, environment: Environment): Effect {
  return {
    locks: locks(operation, before, after, environment.serverVersion.value),
    scans: scans(operation, before, after, environment),
    rewrites: rewrites(operation, before, after, environment),
    breaks: breaks(operation, before, after),
    losesData: losesData(operation, before, after),
    mayFail: mayFail(operation, before, after),
    opaque: NOT_ASSESSED.has(operation.kind),
  };
}

/** Replayed, but of their locks and work nothing is claimed: none would be a lie. */
const NOT_ASSESSED: ReadonlySet<Operation["kind"]> = new Set(["opaque", "invalid", "attachPartition", "detachPartition", "attachIndex", "setInheritance", "setGenerated", "setPersistence"]);
