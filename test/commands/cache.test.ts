import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject, USER, type Files } from "../support/temp-project.js";
import { runIn, type Ran } from "./fake-terminal.js";

const git = (root: string, ...words: string[]): string => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...words], { cwd: root, encoding: "utf8" });
const first = "prisma/migrations/1_init/migration.sql";
const files: Files = {
  "package.json": '{ "devDependencies": { "prisma": "6.19.0" } }\n',
  "prisma/schema.prisma": `${POSTGRESQL}\n${USER}`,
  "prisma/migrations/migration_lock.toml": LOCK,
  [first]: 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n',
};

/** A repository whose second migration is new; node_modules is there. */
function project(): string {
  const root = tempProject(files);
  git(root, "init", "-q", "-b", "main");
  git(root, "add", ".");
  git(root, "commit", "-qm", "base");
  mkdirSync(join(root, "prisma/migrations/2_drop"));
  writeFileSync(join(root, "prisma/migrations/2_drop/migration.sql"), 'DROP TABLE "User";\n');
  mkdirSync(join(root, "node_modules"));
  return root;
}

const folder = "node_modules/.cache/prisma-migrate-lint";
const lint = async (cwd: string, ...more: string[]): Promise<Ran> => await runIn({ cwd }, "lint", "--format", "json", ...more);
const stateOf = (root: string): string => join(root, folder, readdirSync(join(root, folder)).join());

describe("--cache", () => {
  it("says the same, first and later, and writes only what is new", async () => {
    const root = project();
    const without = await lint(root);
    expect(await lint(root, "--cache")).toEqual(without);
    expect(readdirSync(join(root, folder))).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.state$/)]);
    const { mtimeMs } = statSync(stateOf(root));
    expect(await lint(root, "--cache")).toEqual(without);
    expect(statSync(stateOf(root)).mtimeMs).toBe(mtimeMs);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain('"no-drop-table"');
  });

  it("an old migration that is another now counts as it is", async () => {
    const root = project();
    await lint(root, "--cache");
    writeFileSync(join(root, first), 'CREATE TABLE "Account" (\n    "id" INTEGER NOT NULL,\n    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")\n);\n');
    git(root, "add", first);
    git(root, "commit", "-qm", "another");
    const { stdout } = await lint(root, "--cache");
    expect(stdout).toBe((await lint(root, "--no-cache")).stdout);
    expect(stdout).toContain('"no-missing-object"');
  });

  it.each([
    ["cut", (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ["changed", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.length - 9), Buffer.from("123456789")])],
    ["empty", () => Buffer.alloc(0)],
    ["something else", () => Buffer.from('{"count":1,"key":"x","state":"y"}\nz')],
  ])("a file that is %s is as good as none, and is written anew", async (_, damage) => {
    const root = project();
    const whole = await lint(root, "--cache");
    const before = readFileSync(stateOf(root));
    writeFileSync(stateOf(root), damage(before));
    expect(await lint(root, "--cache")).toEqual(whole);
    expect(readFileSync(stateOf(root))).toEqual(before);
  });

  it("nowhere to write: the report is the same, and a note says why", async () => {
    const root = project();
    const whole = await lint(root);
    writeFileSync(join(root, "node_modules/.cache"), "a file");
    const { stderr, ...rest } = await lint(root, "--cache");
    expect(rest).toEqual({ exitCode: whole.exitCode, stdout: whole.stdout });
    expect(stderr).toMatch(/^note: nothing could be kept for the next run: (ENOTDIR|EEXIST).*\n/);
  });

  it("without node_modules nothing is kept", async () => {
    const root = tempProject(files);
    expect((await lint(root, "--cache")).stderr).toContain("note: nothing is kept for the next run: there is no node_modules folder.\n");
  });
});
