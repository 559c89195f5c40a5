import { columnChanges } from "../../../database/typed-tables.js";
import type { Database } from "../../../model/database.js";
import type { Effect } from "../../../model/effect.js";
import type { Environment } from "../../../model/environment.js";
import type { Operation } from "../../../model/operation.js";
import { once } from "../../../model/once.js";
import { breaks } from "./breaks/breaks.js";
import { losesData } from "./data-loss.js";
import { locks } from "./locks/locks.js";
import { strongest } from "./locks/modes.js";
import { mayFail } from "./failures/may-fail.js";
import { rewrites } from "./rewrites/rewrites.js";
import { scans } from "./scans/scans.js";

/** What an operation does to a live PostgreSQL, from the database before it. Each part is worked out when it is asked for. */
export function assess(operation: Operation, before: Database, after: Database, environment: Environment, deployed: Database): Effect {
  const version = environment.serverVersion.value;
  const all = [operation, ...reached(operation, before, after)];
  const parts = {
    locks: once(() => strongest(all.flatMap((each) => locks(each, before, after, version)))),
    scans: once(() => all.flatMap((each) => scans(each, before, after, environment))),
    rewrites: once(() => all.flatMap((each) => rewrites(each, before, after, environment))),
    breaks: once(() => breaks(operation, { before, after, version }, deployed)),
    losesData: once(() => losesData(operation, before, after)),
    mayFail: once(() => all.flatMap((each) => mayFail(each, { before, after, deployed, version }))),
  };
  return {
    get locks() { return parts.locks(); },
    get scans() { return parts.scans(); },
    get rewrites() { return parts.rewrites(); },
    get breaks() { return parts.breaks(); },
    get losesData() { return parts.losesData(); },
    get mayFail() { return parts.mayFail(); },
    opaque: isUnknown(operation),
  };
}

/** What a change of a composite type does to the tables of the type. */
const reached = (operation: Operation, before: Database, after: Database): readonly Operation[] => (operation.kind === "alterComposite" && before !== after ? columnChanges(operation, before) : []);

/** What is not understood, or may not run at all. Of a block that is read, what it runs has effects of its own. CLUSTER without a name takes the tables that were clustered before, which the history need not tell. */
function isUnknown(operation: Operation): boolean {
  if (operation.undecided === true) return true;
  switch (operation.kind) {
    case "opaque": return operation.mayChangeSchema || operation.mayFill === true || (operation.routine === undefined && operation.followed !== true);
    case "invalid": return true;
    case "cluster": return !operation.relation;
    default: return false;
  }
}
