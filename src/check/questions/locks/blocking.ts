import type { Config } from "../../../model/config.js";
import type { Dialect } from "../../../model/dialect.js";
import type { Lock } from "../../../model/effect.js";
import type { Step } from "../../../model/step.js";
import { relationInUse } from "./live-table.js";

/** What a rule's context tells of waiting. */
export interface Waiting {
  readonly config: Pick<Config, "tables" | "smallTableRows">;
  readonly blocks: Dialect["blocks"];
}

/** Locks that a step takes on relations in use and not small, for which others wait when they write at least. */
export const blockingLocks = (step: Step, context: Waiting): readonly Lock[] => (step.problems.length > 0 ? [] : blocking(step.effect.locks, step, context));

/** The same of locks that earlier statements of its transaction keep. */
export const heldBlockingLocks = (step: Step, context: Waiting): readonly Lock[] => blocking(step.held, step, context);

/** Whoever waits for a lock that blocks writes makes them wait as well. */
const blocking = (locks: readonly Lock[], step: Step, { config, blocks }: Waiting): readonly Lock[] =>
  locks.filter(({ relation, mode }) => blocks(mode).includes("write") && relationInUse(relation, step, config) !== undefined);
