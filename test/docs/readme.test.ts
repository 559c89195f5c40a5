import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import { expect, test } from "vitest";
import { readUserConfig } from "../../src/check/config/config.js";
import { ownPackage } from "../../src/commands/own-package.js";
import { lint } from "../../src/index.js";
import { rules } from "../../rules/index.js";
import { runIn } from "../commands/fake-terminal.js";
import { codeBlocks, markdownFiles } from "./markdown-files.js";
import { comparison, excerpt, ruleTables } from "./readme.js";
import { expectPart } from "./rendered.js";

test("README lists the rules", () => {
  expectPart("README.md", "rules", ruleTables());
});

test("README shows what the linter really says about the shop", async () => {
  const { stdout, exitCode } = await runIn({ cwd: process.cwd(), columns: 100 }, "lint", "--cwd", "fixtures/projects/shop", "--all", "--no-color");
  expect(exitCode).toBe(1);
  const chosen = [
    { rule: "require-column-default", migration: "20240219112301_order_number" },
    { rule: "no-unintended-rename", migration: "20240722133304_product_published" },
  ];
  expectPart("README.md", "shop", excerpt(stdout, chosen));
});

test("README counts what the linter finds in the shop", async () => {
  const { projects } = await lint({ cwd: resolve("fixtures/projects/shop"), selection: { kind: "all" } });
  expectPart("README.md", "compared", comparison(projects.flatMap(({ findings }) => findings), ownPackage().version));
});

test("commands and options that are written anywhere exist", async () => {
  const commands = ["lint", "impact", "rollback", "schema", "verify", "rules", "explain", "init", "completion"];
  const help = new Map<string, string>();
  for (const command of commands) help.set(command, (await runIn({ cwd: process.cwd() }, command, "--help")).stdout);
  const wrong: string[] = [];
  for (const { file, text } of markdownFiles()) {
    for (const [line, command = "lint", rest = ""] of text.matchAll(/(?:npx |`)(?:--no-install )?prisma-migrate-lint(?: ([a-z]+)(?=[ `\n]))?([^`\n|]*)/g)) {
      const known = help.get(command);
      const options = [...rest.replace(/#.*/, "").matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option);
      if (known === undefined || options.some((option) => !known.includes(`${option} `))) wrong.push(`${file}: ${line}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("scripts of package.json that are written anywhere exist", () => {
  const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const scripts = typeof manifest === "object" && manifest !== null && "scripts" in manifest ? Object.keys(manifest.scripts ?? {}) : [];
  const written = markdownFiles().flatMap(({ file, text }) => [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z:]+)|(test|start)\b)/g)].map(([, run, short]) => ({ file, script: run ?? short ?? "" })));
  expect(written.filter(({ script }) => !scripts.includes(script))).toEqual([]);
});

test("configurations that are written anywhere are read without an error", () => {
  const shown = markdownFiles().flatMap((markdown) => codeBlocks(markdown, "ts").filter((code) => code.includes("defineConfig(")).map((code) => ({ file: markdown.file, code })));
  expect(shown.map(({ file }) => file)).toEqual(["README.md", "docs/configuration.md", "docs/configuration.md"]);
  for (const { file, code } of shown) expect(Object.keys(readUserConfig(valueOf(code), { rules, file })), file).toEqual(Object.keys(valueOf(code)));
});

/** What the block's `defineConfig` is called with. */
function valueOf(code: string): object {
  const body = code.replace(/^import .*$/gm, "").replace("export default defineConfig(", "result = (");
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2023 } });
  const value: unknown = JSON.parse(JSON.stringify(runInNewContext(`let result; ${outputText}; result`)));
  if (typeof value !== "object" || value === null) throw new Error("no configuration");
  return value;
}
