import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { runIn } from "./fake-terminal.js";

const script = await runIn({ cwd: process.cwd() }, "completion", "bash");

/** What bash itself offers for a command line whose last word is being typed. */
function offered(...words: readonly string[]): readonly string[] {
  const line = `COMP_WORDS=(prisma-migrate-lint ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _prisma_migrate_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["--norc", "-c", `${script.stdout}\n${line}`], { cwd: "fixtures/projects/shop", encoding: "utf8" }).split("\n").filter((word) => word !== "").sort();
}

describe("bash completes", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["commands", ["ro"], ["rollback"]],
    ["commands and folders, for `lint` may be left out", ["pri"], ["prisma"]],
    ["options of a command", ["rollback", "--f"], ["--failed-at", "--format"]],
    ["options of lint without its name", ["--u"], ["--update-baseline"]],
    ["options of every command", ["explain", "--q"], ["--quiet"]],
    ["presets", ["lint", "--preset", ""], ["recommended", "strict"]],
    ["formats, which are not the same for all", ["schema", "--format", ""], ["json", "sql"]],
    ["rules", ["explain", "no-drop-c"], ["no-drop-cascade", "no-drop-column"]],
    ["files where a file is wanted", ["lint", "--config", "pack"], ["package-lock.json", "package.json"]],
    ["shells", ["completion", "f"], ["fish"]],
  ])("%s", (_, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

test("a shell that is not known", async () => {
  expect(await runIn({ cwd: process.cwd() }, "completion", "tcsh")).toEqual({ exitCode: 2, stdout: "", stderr: 'error: completion does not know "tcsh".\n  Give completion bash or zsh or fish.\n' });
});
