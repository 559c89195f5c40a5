import { describe, expect, it } from "vitest";
import { tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

describe("wrong use ends with 2, one line why and one line what to do", () => {
  it.each([
    [["--al"], "error: Unknown option '--al': did you mean --all?\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
    [["rulse"], 'error: There is no command, file or migration named "rulse": did you mean "rules"?\n  `prisma-migrate-lint --help` lists the commands.\n'],
    [["--all", "schema"], 'error: The command "schema" comes after something that was taken for the command lint.\n  Write the command first: `prisma-migrate-lint schema …`.\n'],
    [["--all", "--latest", "2"], "error: Option '--all' cannot be used with option '--latest <n>'.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
    [["--since"], "error: Option '--since <ref>' argument missing.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
    [["--latest", "0"], 'error: --latest wants a whole number of 1 or more, not "0".\n  Write for example `--latest 1`.\n'],
    [["--max-warnings", "-1"], 'error: --max-warnings wants a whole number of 0 or more, not "-1".\n  Write for example `--max-warnings 1`.\n'],
    [["--preset", "strikt"], 'error: --preset does not know "strikt": did you mean "strict"?\n  Give --preset recommended or strict.\n'],
    [["--format", "jsno"], 'error: There is no format "jsno": did you mean "json"?\n  Formats are pretty, compact, json, sarif, github, gitlab, junit, checkstyle, markdown.\n'],
    [["--format", "json="], "error: --format json= names no file.\n  Write `--format json=FILE`, or `--format json` for standard output.\n"],
    [["schema", "--format", "yaml"], 'error: --format does not know "yaml".\n  Give --format sql or json.\n'],
    [["--cwd", "/nowhere/at/all"], "error: The folder /nowhere/at/all does not exist.\n  Give one that does with --cwd.\n"],
    [["explain"], "error: Missing required argument 'rule'.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
    [["rules", "more"], "error: Too many arguments for 'rules'. Expected 0 arguments but got 1.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
  ])("%j", async (argv, stderr) => {
    expect(await runIn({ cwd: tempProject({}) }, ...argv)).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});

it("--debug adds the stack", async () => {
  const { stderr } = await runIn({ cwd: tempProject({}) }, "--format", "jsno", "--debug");
  expect(stderr.split("\n")[2]).toBe('LintError: There is no format "jsno": did you mean "json"?');
});

it("--version prints the version and nothing else", async () => {
  expect(await runIn({ cwd: tempProject({}) }, "--version")).toEqual({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
});

it("--help names the commands", async () => {
  const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject({}) }, "--help");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout.match(/^ {2}(?:lint|schema|rules|explain)\b/gm)).toEqual(["  lint", "  schema", "  rules", "  explain"]);
});

it("the help of a command has its own options and the shared ones", async () => {
  const { stdout } = await runIn({ cwd: tempProject({}) }, "lint", "--help");
  expect(stdout.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim())).toEqual([
    "--all", "--since", "--staged", "--latest", "--format", "--rule", "--preset", "--fix", "--fix-dry-run", "--baseline", "--update-baseline", "--stats", "--cache", "--no-cache", "--stdin", "--stdin-filename", "--timing", "--max-warnings",
    "--help",
    "--version", "--config", "--schema", "--migrations", "--provider", "--cwd", "--color", "--no-color", "--quiet", "--debug",
  ]);
});
