import type { Facts, HookManager, CiSystem } from "./facts.js";
import { installCommand, runs, type FileChange } from "./changes.js";
import { proposeCi } from "./ci.js";
import { proposeConfig } from "./config-file.js";
import { proposeHook } from "./hooks.js";

export interface Choices {
  readonly preset: "recommended" | "strict";
  readonly hook: HookManager | "none";
  readonly ci: CiSystem | "none";
}

export interface Plan {
  readonly changes: readonly FileChange[];
  /** What is left for the user, in the order in which it is done; commands in backticks. */
  readonly todo: readonly string[];
}

/** What is proposed without a question: what is set up already is used. */
export const defaultChoices = ({ hooks, ci, isRepository }: Facts): Choices => ({ preset: "recommended", hook: hooks[0] ?? (isRepository ? "git" : "none"), ci: ci[0] ?? "none" });

/** Pure but for reading what is there. A second time it comes to nothing. */
export function planOf({ preset, hook, ci }: Choices, facts: Facts): Plan {
  const proposals = [proposeConfig(facts, preset), ...(hook === "none" ? [] : [proposeHook(hook, facts)]), ...(ci === "none" ? [] : [proposeCi(ci, facts)])];
  const changes = proposals.flatMap((proposal) => proposal.changes);
  return {
    changes,
    todo: [
      ...(facts.isInstalled ? [] : [`Install it: \`${installCommand(facts)}\`.`]),
      ...proposals.flatMap(({ todo }) => todo),
      ...(changes.length > 0 ? [`See what it says of the newest migration: \`${runs(facts)} --latest 1\`. Of what is deployed already it never speaks unless asked to.`] : []),
    ],
  };
}
