import type { BaseState, ComparedFile } from "./types.js";

/** Nothing to compare with: every file is new. */
export function withoutBase(source: string, notices: readonly string[]): BaseState {
  return {
    base: { kind: "none", ref: null, source },
    notices,
    compare: ({ working, wanted }) => {
      const files = new Map<string, ComparedFile>();
      for (const path of working.keys()) {
        if (wanted(path)) files.set(path, { status: "new", tip: undefined, mergeBase: undefined, deployed: undefined });
      }
      return Promise.resolve(files);
    },
  };
}
