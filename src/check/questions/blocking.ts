import type { Config } from "../../model/config.js";
import type { Lock } from "../../model/effect.js";
import type { Step } from "../../model/step.js";
import { liveRelation } from "./live-table.js";
import { blocksWrites } from "./locks.js";

/** Locks that a step takes on relations in use and not small, for which others wait when they write at least. */
export const blockingLocks = (step: Step, config: Pick<Config, "tables" | "smallTableRows">): readonly Lock[] =>
  step.problems.length > 0 ? [] : step.effect.locks.filter(({ relation, mode }) => blocksWrites(mode) && liveRelation(relation, step, config) !== undefined);
