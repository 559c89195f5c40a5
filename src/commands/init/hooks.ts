import { isMap, isSeq, parseDocument, type Document } from "yaml";
import { byHand, change, nothing, NAME, stagedCommand, type Proposal } from "./changes.js";
import { LEFTHOOK, type Facts, type HookManager } from "./facts.js";

/** The check of what is staged, as a pre-commit hook of this manager. What a file holds already stays as it is. */
export function proposeHook(manager: HookManager, facts: Facts): Proposal {
  switch (manager) {
    case "husky":
      return ofScript(".husky/pre-commit", facts.read(".husky/pre-commit"), stagedCommand(facts), "");
    case "git":
      return ofGit(facts);
    case "lefthook":
      return ofLefthook(facts);
    case "pre-commit":
      return ofPreCommit(facts);
    case "simple-git-hooks":
      return ofSimpleGitHooks(facts);
  }
}

function ofGit(facts: Facts): Proposal {
  if (!facts.isRepository) return byHand("A hook needs a git repository: run `git init`, then `prisma-migrate-lint init` again.");
  const file = `${facts.hooksFolder}/pre-commit`;
  const before = facts.read(file);
  if (before !== undefined && !/^#!.*\b(sh|bash|dash|zsh)\b/.test(before)) return byHand(`${file} is no shell script: let it run \`${stagedCommand(facts)}\` and fail where that does.`);
  return ofScript(file, before, `${stagedCommand(facts)} || exit 1`, "#!/bin/sh\n");
}

/** A line at the end of a shell script; before what ends it. */
function ofScript(file: string, before: string | undefined, command: string, head: string): Proposal {
  if (before === undefined) return change(file, before, `${head}${command}\n`, true);
  if (before.includes(NAME)) return nothing;
  const end = /^exit\b.*\s*$/m.exec(before)?.index ?? before.length;
  const [start, rest] = [before.slice(0, end), before.slice(end)];
  return change(file, before, `${start}${start === "" || start.endsWith("\n") ? "" : "\n"}${command}\n${rest}`, true);
}

function ofLefthook(facts: Facts): Proposal {
  const file = LEFTHOOK.find((name) => facts.read(name) !== undefined) ?? "lefthook.yml";
  const job = { glob: "*{migration.sql,.prisma}", run: stagedCommand(facts) };
  return inYaml(file, facts.read(file), (document) => {
    // Both forms stand for the same; `jobs` is the newer one.
    if (isSeq(document.getIn(["pre-commit", "jobs"]))) document.addIn(["pre-commit", "jobs"], document.createNode({ name: NAME, ...job }));
    else document.setIn(["pre-commit", "commands", NAME], document.createNode(job));
  }, `Let the pre-commit hook in ${file} run \`${stagedCommand(facts)}\`.`, "`npx lefthook install` puts it in force.");
}

function ofPreCommit(facts: Facts): Proposal {
  const file = ".pre-commit-config.yaml";
  const command = facts.home === "" ? stagedCommand(facts) : `sh -c '${stagedCommand(facts)}'`;
  const repo = { repo: "local", hooks: [{ id: NAME, name: NAME, entry: command, language: "system", files: "(^|/)migrations/[^/]+/migration\\.sql$|\\.prisma$", pass_filenames: false }] };
  return inYaml(file, facts.read(file), (document) => {
    if (isSeq(document.get("repos"))) document.addIn(["repos"], document.createNode(repo));
    else document.set("repos", document.createNode([repo]));
  }, `Add a local hook to ${file} that runs \`${command}\`.`, "`pre-commit install` puts it in force.");
}

function ofSimpleGitHooks(facts: Facts): Proposal {
  const file = facts.home === "" ? "package.json" : `${facts.home}/package.json`;
  const before = facts.read(file) ?? "{}";
  const manifest: unknown = JSON.parse(before);
  const command = stagedCommand(facts);
  const own = `Let "pre-commit" of "simple-git-hooks" run \`${command}\`.`;
  if (typeof manifest !== "object" || manifest === null) return byHand(own);
  const hooks = "simple-git-hooks" in manifest ? manifest["simple-git-hooks"] : {};
  if (typeof hooks !== "object" || hooks === null) return byHand(own);
  const there = "pre-commit" in hooks ? String(hooks["pre-commit"]) : undefined;
  if (there?.includes(NAME)) return nothing;
  const indent = /^[ \t]+/m.exec(before)?.[0] ?? "  ";
  const end = before.endsWith("\n") ? "\n" : "";
  // Written by hand in another form it would all change.
  if (JSON.stringify(manifest, undefined, indent) + end !== before) return byHand(own);
  const after = { ...manifest, "simple-git-hooks": { ...hooks, "pre-commit": there === undefined ? command : `${there} && ${command}` } };
  return { ...change(file, before, JSON.stringify(after, undefined, indent) + end), todo: ["`npx simple-git-hooks` puts it in force."] };
}

/** An edit of a YAML file that keeps its comments; by hand where it is no mapping, or would not come out as it was but for the edit. */
export function inYaml(file: string, before: string | undefined, edit: (document: Document) => void, own: string, ...todo: string[]): Proposal {
  if (before?.includes(NAME)) return nothing;
  const document = parseDocument(before ?? "");
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return byHand(own);
  const style = STYLES.find((known) => document.contents === null || document.toString(known) === before);
  if (style === undefined) return byHand(own);
  edit(document);
  return { ...change(file, before, document.toString(style)), todo };
}

/** Forms that people and programs write; in one of them a file comes out as it was. */
const STYLES = [true, false].flatMap((flowCollectionPadding) => [true, false].flatMap((indentSeq) => [2, 4].map((indent) => ({ lineWidth: 0, flowCollectionPadding, indentSeq, indent }))));
