import type { Commit } from "./commits.js";

/** What is shared already: the commit that new migrations are absent from. */
export interface Tip {
  readonly commit: Commit;
  /** As people name it: `origin/main`. */
  readonly ref: string;
  readonly source: string;
  /** Where it is known without looking: the commit is a parent of HEAD, which a shallow clone does not show. */
  readonly mergeBase?: Commit;
  readonly notices: readonly string[];
}
