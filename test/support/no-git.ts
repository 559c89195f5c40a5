import type { GitReader } from "../../src/discover/git/types.js";

/** A folder that git knows nothing of, or one of which it knows only the top level: every file is new. */
export function noGit(topLevel?: string): GitReader {
  return {
    topLevel,
    notices: [],
    staged: async () => [],
    unstaged: async () => [],
    base: async () => ({
      base: { kind: "none", ref: null, source: "no git" },
      notices: [],
      compare: async ({ working }) => new Map([...working.keys()].map((path) => [path, { status: "new", tip: undefined, mergeBase: undefined, deployed: undefined }])),
    }),
  };
}
