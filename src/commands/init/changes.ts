import { shellWord } from "../../text/shell-word.js";
import type { Facts, PackageManager } from "./facts.js";

/** A file that is to be written: made, or what is added to it. */
export interface FileChange {
  /** Relative to the repository's root, with slashes; absolute where it is outside of it. */
  readonly file: string;
  /** undefined: it is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly executable?: boolean;
}

/** What one choice comes to: files to write, or what has to be done by hand. Neither: it is there already. */
export interface Proposal {
  readonly changes: readonly FileChange[];
  /** Each a sentence, commands in backticks. */
  readonly todo: readonly string[];
}

export const nothing: Proposal = { changes: [], todo: [] };
export const change = (file: string, before: string | undefined, after: string, executable?: boolean): Proposal => ({ changes: [{ file, before, after, ...(executable === undefined ? {} : { executable }) }], todo: [] });
export const byHand = (...todo: string[]): Proposal => ({ changes: [], todo });

/** What tells that a file has us already. */
export const NAME = "prisma-migrate-lint";

const RUN: Readonly<Record<PackageManager, string>> = { npm: "npx", pnpm: "pnpm exec", yarn: "yarn", bun: "bunx" };
const ADD: Readonly<Record<PackageManager, string>> = { npm: "npm install --save-dev", pnpm: "pnpm add --save-dev", yarn: "yarn add --dev", bun: "bun add --dev" };

/** `npx prisma-migrate-lint`, as the package manager runs what it installed. */
export const runs = ({ packageManager }: Pick<Facts, "packageManager">): string => `${RUN[packageManager]} ${NAME}`;

/** From the repository's root, where hooks run. */
export const stagedCommand = (facts: Pick<Facts, "packageManager" | "home">): string =>
  facts.home === "" ? `${runs(facts)} --staged` : `cd ${shellWord(facts.home)} && ${runs(facts)} --staged`;

export const installCommand = ({ packageManager, hasWorkspaces, home }: Pick<Facts, "packageManager" | "hasWorkspaces" | "home">): string => {
  const root = hasWorkspaces && packageManager === "pnpm" ? " --workspace-root" : "";
  return `${home === "" ? "" : `cd ${shellWord(home)} && `}${ADD[packageManager]}${root} ${NAME}`;
};
