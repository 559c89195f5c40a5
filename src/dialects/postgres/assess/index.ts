import type { Database } from "../../../model/database.js";
import type { Effect } from "../../../model/effect.js";
import type { Operation } from "../../../model/operation.js";
import { losesData } from "./data-loss.js";
import { mayFail } from "./may-fail.js";

/** What an operation does to a live PostgreSQL, from the database before it. */
export function assess(operation: Operation, before: Database, after: Database): Effect {
  const opaque = operation.kind === "opaque" || operation.kind === "invalid";
  return { locks: [], scans: [], rewrites: [], breaks: [], losesData: losesData(operation, before, after), mayFail: mayFail(operation, before, after), opaque };
}
