import type { Readable, Writable } from "node:stream";
import { confirm, isCancel, select } from "@clack/prompts";
import { NAMES } from "./ci.js";
import type { Facts } from "./facts.js";
import { defaultChoices, type Choices } from "./plan.js";

export interface Person {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks for what is not there yet; undefined when the person gives up. */
export async function askChoices(facts: Facts, person: Person): Promise<Choices | undefined> {
  const proposed = defaultChoices(facts);
  const preset = facts.config !== undefined ? proposed.preset : await select<Choices["preset"]>({
    ...person,
    message: "Which rules?",
    options: [
      { value: "recommended", label: "recommended", hint: "what locks, fails, breaks or loses data" },
      { value: "strict", label: "strict", hint: "all of that, and on small tables too" },
    ],
    initialValue: proposed.preset,
  });
  if (isCancel(preset)) return undefined;
  const there = (found: readonly string[], name: string): string | undefined => (found.includes(name) ? "set up here" : undefined);
  const hook = await select<Choices["hook"]>({
    ...person,
    message: "Check staged migrations before each commit?",
    options: [
      ...(["husky", "lefthook", "pre-commit", "simple-git-hooks"] as const).map((value) => option(value, `with ${value}`, there(facts.hooks, value))),
      option("git", "with a plain git hook", "of this clone alone"),
      option("none", "no", undefined),
    ],
    initialValue: proposed.hook,
  });
  if (isCancel(hook)) return undefined;
  const ci = await select<Choices["ci"]>({
    ...person,
    message: "Check pull requests?",
    options: [
      ...(["github", "gitlab", "circleci", "bitbucket", "azure"] as const).map((value) => option(value, `in ${NAMES[value]}`, there(facts.ci, value))),
      option("none", "no", undefined),
    ],
    initialValue: proposed.ci,
  });
  return isCancel(ci) ? undefined : { preset, hook, ci };
}

/** Undefined when the person gives up. */
export async function askToWrite(files: number, person: Person): Promise<boolean | undefined> {
  const answer = await confirm({ ...person, message: files === 1 ? "Write this file?" : `Write these ${files} files?` });
  return isCancel(answer) ? undefined : answer;
}

const option = <T extends string>(value: T, label: string, hint: string | undefined): { readonly value: T; readonly label: string; readonly hint?: string } => ({ value, label, ...(hint === undefined ? {} : { hint }) });
