import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it, vi } from "vitest";
import { builtPackage, install } from "../support/built-package.js";
import type { Work } from "../discover/git/sandbox.js";
import { placed, type Message } from "./linters.js";
import { first, index, second, usersWith } from "./projects.js";

// Each run of ESLint starts Node and a thread in it, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const built = await builtPackage();

interface Ended {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** `file rule line:column-line:column` */
  readonly found: readonly string[];
}

/** `eslint . --format json` with these arguments too, in the project, as one process. */
async function eslint(work: Work, ...argv: readonly string[]): Promise<Ended> {
  const command = [join(work.folder, "node_modules/eslint/bin/eslint.js"), "--format", "json", ...argv];
  const child = spawn(process.execPath, command, { cwd: work.folder, env: { ...work.sandbox.env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  const exitCode = await new Promise<number | null>((ended) => child.on("close", (code) => ended(code)));
  const results: { filePath: string; messages: Message[] }[] = stdout.startsWith("[") ? JSON.parse(stdout) : [];
  const found = results.flatMap(({ filePath, messages }) => messages.map((message) => `${relative(work.folder, filePath)} ${placed(message)}`));
  return { exitCode, stderr, found: found.sort() };
}

function project(version: "eslint" | "eslint-9", change: string, config: string, file = "eslint.config.mjs"): Work {
  const work = usersWith(change);
  work.write(file, config);
  work.write(".gitignore", "node_modules\n");
  install(work.folder, built, { eslint: version, "@eslint/js": "@eslint/js", "typescript-eslint": "typescript-eslint", typescript: "typescript" });
  return work;
}

const own = 'import prismaMigrate from "prisma-migrate-lint/eslint";\n';
const found = `${second} require-concurrent-index 1:1-1:49`;

it.each([
  ["eslint", `import js from "@eslint/js";\n${own}export default [js.configs.recommended, ...prismaMigrate.configs.recommended];\n`],
  // The installed recommendations have rules that ESLint 9.28 does not have yet.
  ["eslint-9", `${own}export default [{ rules: { "no-undef": 2, "no-irregular-whitespace": 2 } }, ...prismaMigrate.configs.recommended];\n`],
] as const)("stands beside JavaScript, whose rules are set for all files: %s", async (version, config) => {
  const work = project(version, `${index}-- a\u00a0space\n`, config);
  work.write("bad.js", "export const a = b;\n");
  work.write("other.sql", "SELEC 1;\n");
  expect(await eslint(work, ".")).toEqual({ exitCode: 1, stderr: "", found: ["bad.js no-undef 1:18-1:19", found] });
});

const page = readFileSync("docs/editors.md", "utf8");
const blocks = (language: string): readonly string[] => [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, named, code = ""]) => (named === language ? [code] : []));

it.each([
  ["eslint.config.mjs", blocks("js")[0]],
  ["eslint.config.mjs", blocks("js")[1]],
  ["eslint.config.cjs", blocks("cjs")[0]],
  ["eslint.config.cjs", blocks("cjs")[1]],
])("is set up by what docs/editors.md shows: %s %#", async (file, config = "") => {
  const work = project("eslint", index, config, file);
  const checksTypes = config.includes("typescript-eslint");
  if (checksTypes) {
    work.write("tsconfig.json", '{ "include": ["*.ts"] }');
    work.write("bad.ts", "export const wait = async () => { Promise.resolve(1); };\n");
  } else work.write("bad.js", "export const a = b;\n");
  const others = config.includes("@eslint/js") ? ["bad.js no-undef 1:18-1:19"] : checksTypes ? ["bad.ts @typescript-eslint/no-floating-promises 1:35-1:54", "bad.ts @typescript-eslint/require-await 1:30-1:32"] : [];
  expect(await eslint(work, ".")).toEqual({ exitCode: 1, stderr: "", found: [...others, found] });
});

it("runs in several threads", async () => {
  const work = project("eslint", index, `${own}export default prismaMigrate.configs.recommended;\n`);
  work.write("prisma/migrations/3_drop/migration.sql", 'DROP TABLE "User";\n');
  // On a busy machine ESLint warns that threads do not pay, on its standard error.
  const { exitCode, found: all } = await eslint(work, ".", "--concurrency", "2");
  expect([exitCode, all]).toEqual([1, [found, "prisma/migrations/3_drop/migration.sql no-drop-table 1:1-1:18"]]);
});

it("is right with ESLint's cache when another migration changes, and when the base does", async () => {
  const work = project("eslint", index, `${own}export default prismaMigrate.configs.recommended;\n`);
  const run = () => eslint(work, ".", "--cache", "--cache-location", join(work.folder, "node_modules/.cache/eslint"));
  expect(await run()).toEqual({ exitCode: 1, stderr: "", found: [found] });
  work.write("prisma/migrations/1_z/migration.sql", 'CREATE TABLE "Log" ("id" INTEGER PRIMARY KEY);\nDROP INDEX "User_email_idx";\n');
  const both = await run();
  expect(both.found).toContain(found);
  expect(both.found.map((line) => line.split(" ").slice(0, 2).join(" "))).toContain("prisma/migrations/1_z/migration.sql no-missing-object");
  work.commit({});
  expect(await run()).toEqual({ exitCode: 0, stderr: "", found: [] });
});

it("changes no migration with --fix, and takes no comments out of those of the base", async () => {
  const work = project("eslint", `-- eslint-disable-next-line prisma-migrate/require-concurrent-index -- a test\n${index}`, `${own}export default prismaMigrate.configs.recommended;\n`);
  work.commit({});
  const third = "prisma/migrations/3_new/migration.sql";
  work.write(third, 'DROP TABLE "User";\n');
  const before = [first, second, third].map((file) => readFileSync(join(work.folder, file), "utf8"));
  expect(await eslint(work, ".", "--fix")).toEqual({ exitCode: 1, stderr: "", found: [`${third} no-drop-table 1:1-1:18`] });
  expect([first, second, third].map((file) => readFileSync(join(work.folder, file), "utf8"))).toEqual(before);
});
