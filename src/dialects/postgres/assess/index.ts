import type { Database } from "../../../model/database.js";
import type { Effect } from "../../../model/effect.js";
import type { Environment } from "../../../model/environment.js";
import type { Operation } from "../../../model/operation.js";
import { breaks } from "./breaks/breaks.js";
import { losesData } from "./data-loss.js";
import { locks } from "./locks/locks.js";
import { mayFail } from "./failures/may-fail.js";
import { rewrites } from "./rewrites/rewrites.js";
import { scans } from "./scans/scans.js";

/** What an operation does to a live PostgreSQL, from the database before it. */
export function assess(operation: Operation, before: Database, after: Database, environment: Environment, deployed: Database): Effect {
  return {
    locks: locks(operation, before, after, environment.serverVersion.value),
    scans: scans(operation, before, after, environment),
    rewrites: rewrites(operation, before, after, environment),
    breaks: breaks(operation, before, after, deployed),
    losesData: losesData(operation, before, after),
    mayFail: mayFail(operation, { before, after, deployed, version: environment.serverVersion.value }),
    opaque: isUnknown(operation),
  };
}

/** CLUSTER without a name takes the tables that were clustered before, which the history need not tell. */
const isUnknown = (operation: Operation): boolean => operation.kind === "opaque" || operation.kind === "invalid" || (operation.kind === "cluster" && !operation.relation);
