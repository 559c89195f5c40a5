import type { Step } from "../../model/step.js";

/** What this migration made of a parameter of the session before a step; undefined where it did not, in one at least of the ways in which it may run. `steps`: those of its migration. */
export function settingBefore(name: string, step: Step, steps: readonly Step[]): string | undefined {
  const setting = step.before.settings.findLast((candidate) => candidate.name === name);
  if (setting === undefined) return undefined;
  if (setting.scope === "transaction") {
    const set = steps.slice(0, steps.indexOf(step)).findLast(({ operation }) => operation.kind === "setParameter" && operation.local && operation.name === name);
    if (!set || !step.transactions.every(({ id }, way) => set.transactions[way]?.id === id)) return undefined;
  }
  return setting.values.join(", ");
}

/** Waiting for a lock ends at some time, in each way in which the step may run: lock_timeout is set, and not to 0, which is none. */
export function limitsLockWait(step: Step, steps: readonly Step[]): boolean {
  const value = settingBefore("lock_timeout", step, steps);
  return value !== undefined && !/^\s*0+\s*[a-z]*\s*$/i.test(value);
}
