import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { proposeCi } from "../../src/commands/init/ci.js";
import type { Proposal } from "../../src/commands/init/changes.js";
import type { Facts } from "../../src/commands/init/facts.js";
import { proposeHook } from "../../src/commands/init/hooks.js";
import { tempProject } from "../support/temp-project.js";
import { expectFile } from "./rendered.js";

/** A project of npm in which nothing is set up; git looks for hooks in the folder that the page tells it. */
const plain = (read: Readonly<Record<string, string>> = {}): Facts => ({
  root: tempProject({}), isRepository: true, home: "", packageManager: "npm", hasWorkspaces: false, isInstalled: true, hasTypeScript: false, config: undefined, hooks: [], ci: [], hooksFolder: ".githooks", read: (file) => read[file],
});

const written = ({ changes: [change] }: Proposal): string => change?.after ?? "";

const block = /^## (?<heading>.+)$|^```(?:\w+)\n(?<code>[\s\S]*?)^```$/gm;

/** The first block of code below a heading must be exactly this; `UPDATE=1` writes it. */
function expectBlock(file: string, heading: string, text: string): void {
  const page = readFileSync(file, "utf8");
  const found = [...page.matchAll(block)];
  const first = found[found.findIndex(({ groups }) => groups?.["heading"] === heading) + 1];
  const code = first?.groups?.["code"];
  if (first === undefined || code === undefined) throw new Error(`${file}: no code below "${heading}"`);
  const from = first.index + first[0].indexOf("\n") + 1;
  expectFile(file, page.slice(0, from) + text + page.slice(from + code.length));
}

describe("docs/pre-commit.md shows what `init` writes", () => {
  it.each([["git alone", "git"], ["husky", "husky"], ["lefthook", "lefthook"], ["pre-commit", "pre-commit"]] as const)("%s", (heading, manager) => {
    expectBlock("docs/pre-commit.md", heading, written(proposeHook(manager, plain())));
  });

  it("simple-git-hooks, whose package.json holds more", () => {
    const [own] = /(?<=^## simple-git-hooks\n[\s\S]*?^```json\n)[\s\S]*?(?=^```$)/m.exec(readFileSync("docs/pre-commit.md", "utf8")) ?? [""];
    expect(JSON.parse(own)).toEqual(JSON.parse(written(proposeHook("simple-git-hooks", plain({ "package.json": "{}" })))));
  });
});

describe("docs/ci.md shows what `init` writes", () => {
  it.each([["GitHub Actions", "github"], ["GitLab", "gitlab"]] as const)("%s", (heading, system) => {
    expectBlock("docs/ci.md", heading, written(proposeCi(system, plain())));
  });
});
