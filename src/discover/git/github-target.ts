import { readFileSync } from "node:fs";
import { commits, filled, pushTarget } from "./ci-target.js";
import type { CiAnswer, CiTarget } from "./ci-target.js";
import type { Variables } from "./types.js";

const ADVICE = {
  onMerge: "set `fetch-depth: 2` on actions/checkout",
  always: "set `fetch-depth: 0` on actions/checkout",
};

/** By the event's file, whose fields are documented in GitHub's "Webhook events and payloads". */
export function githubTarget(env: Variables): CiAnswer {
  const event = readEvent(env["GITHUB_EVENT_PATH"]);
  const notices = event === undefined ? ["GitHub's event file (GITHUB_EVENT_PATH) cannot be read: the base is taken from the other variables."] : [];
  return { target: targetOf(env, event), notices };
}

function targetOf(env: Variables, event: unknown): CiTarget | undefined {
  const baseBranch = filled(env["GITHUB_BASE_REF"]);
  switch (env["GITHUB_EVENT_NAME"]) {
    case "merge_group":
      return {
        source: "GitHub merge group",
        pullHead: undefined,
        tips: commits(textAt(event, "merge_group", "base_sha")),
        branch: branchName(textAt(event, "merge_group", "base_ref")) ?? baseBranch,
        forks: [],
        advice: ADVICE,
      };
    case "push": {
      const pushed = branchName(textAt(event, "ref")) ?? filled(env["GITHUB_REF_NAME"]);
      return pushTarget("GitHub push", pushed, textAt(event, "repository", "default_branch"), textAt(event, "before"), ADVICE);
    }
    default: {
      // pull_request, pull_request_target, and the reviews and comments that carry the same object.
      const tips = commits(textAt(event, "pull_request", "base", "sha"));
      const branch = baseBranch ?? textAt(event, "pull_request", "base", "ref");
      if (tips.length === 0 && branch === undefined) return undefined;
      return { source: "GitHub pull request", pullHead: textAt(event, "pull_request", "head", "sha"), tips, branch, forks: [], advice: ADVICE };
    }
  }
}

function branchName(ref: string | undefined): string | undefined {
  return ref?.startsWith("refs/heads/") === true ? ref.slice("refs/heads/".length) : undefined;
}

function readEvent(path: string | undefined): unknown {
  if (path === undefined || path === "") return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  let at = value;
  for (const key of keys) {
    if (typeof at !== "object" || at === null) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(key);
  }
  return typeof at === "string" && at !== "" ? at : undefined;
}
