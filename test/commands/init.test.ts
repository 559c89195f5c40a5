import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { smallProject, tempProject, type Files } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const manifest = (more: object = {}): string => `${JSON.stringify({ name: "shop", private: true, ...more }, undefined, 2)}\n`;
const installed = { devDependencies: { "prisma-migrate-lint": "*" } };

/** A repository with one commit, whose `npx prisma-migrate-lint` is the one of this source. */
function repository(files: Files = {}, own: object = installed): string {
  const root = tempProject({ ...smallProject(), "package.json": manifest(own), ".gitignore": "node_modules\n", ...files });
  const git = (...parameters: string[]): void => void execFileSync("git", parameters, { cwd: root, stdio: "ignore", env: environment });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "t");
  git("config", "user.email", "t@example.test");
  git("add", ".");
  git("commit", "--quiet", "-m", "init", "--no-verify");
  return root;
}
const environment = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };

const read = (root: string, file: string): string => readFileSync(join(root, file), "utf8");

describe("--yes", () => {
  test("a plain repository: configuration and git hook, which stops an unsafe migration", { timeout: 60_000 }, async () => {
    const root = repository();
    const { stdout, stderr, exitCode } = await runIn({ cwd: root }, "init", "--yes");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toBe(`
--- /dev/null
+++ b/prisma-migrate-lint.config.mjs
@@ -0,0 +1,4 @@
+/** @type {import("prisma-migrate-lint").UserConfig} */
+export default {
+  extends: ["recommended"],
+};

--- /dev/null
+++ b/.git/hooks/pre-commit
@@ -0,0 +1,2 @@
+#!/bin/sh
+npx prisma-migrate-lint --staged || exit 1

Wrote 2 files.

Next:
  - See what it says of the newest migration: \`npx prisma-migrate-lint --latest 1\`. Of what is deployed already it never speaks unless asked to.
`);
    expect(statSync(join(root, ".git/hooks/pre-commit")).mode & 0o777).toBe(0o755);

    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    const bin = join(root, "node_modules/.bin/prisma-migrate-lint");
    writeFileSync(bin, `#!/bin/sh\nexec ${JSON.stringify(resolve("node_modules/.bin/tsx"))} ${JSON.stringify(resolve("src/cli.ts"))} "$@"\n`);
    chmodSync(bin, 0o755);
    const commit = (name: string, sql: string): { readonly status: number | null; readonly said: string } => {
      mkdirSync(join(root, `prisma/migrations/${name}`), { recursive: true });
      writeFileSync(join(root, `prisma/migrations/${name}/migration.sql`), sql);
      execFileSync("git", ["add", "prisma"], { cwd: root });
      const { status, stdout: out, stderr: err } = spawnSync("git", ["commit", "--quiet", "-m", name], { cwd: root, encoding: "utf8", env: environment });
      return { status, said: out + err };
    };
    const refused = commit("20240201000000_drop", 'DROP TABLE "User";\n');
    expect(refused.said).toContain("no-drop-table");
    expect(refused.status).toBe(1);
    expect(commit("20240201000000_drop", 'CREATE TABLE "Post" ("id" INTEGER NOT NULL);\n').status).toBe(0);
  });

  test("TypeScript, pnpm, husky and GitHub Actions, in a folder of the repository", async () => {
    const root = repository({
      "package.json": "-> backend/package.json", "backend/package.json": manifest({ devDependencies: { typescript: "5", husky: "9" } }), "backend/pnpm-lock.yaml": "", ".husky/pre-commit": "pnpm test\n", ".github/workflows/test.yml": "name: test\n",
    });
    execFileSync("rm", [join(root, "package.json")]);
    const { exitCode, stdout } = await runIn({ cwd: join(root, "backend") }, "init", "--yes");
    expect(exitCode).toBe(0);
    expect(read(root, "backend/prisma-migrate-lint.config.ts")).toBe('import type { UserConfig } from "prisma-migrate-lint";\n\nexport default {\n  extends: ["recommended"],\n} satisfies UserConfig;\n');
    expect(read(root, ".husky/pre-commit")).toBe("pnpm test\ncd backend && pnpm exec prisma-migrate-lint --staged\n");
    expect(parse(read(root, ".github/workflows/migrations.yml"))).toEqual({
      name: "migrations",
      on: "pull_request",
      permissions: { contents: "read" },
      jobs: {
        lint: {
          "runs-on": "ubuntu-latest",
          defaults: { run: { "working-directory": "backend" } },
          steps: [
            { uses: "actions/checkout@v4", with: { "fetch-depth": 2 } },
            { uses: "pnpm/action-setup@v4" },
            { uses: "actions/setup-node@v4", with: { "node-version": 22, cache: "pnpm", "cache-dependency-path": "backend" } },
            { run: "pnpm install --frozen-lockfile" },
            { run: "pnpm exec prisma-migrate-lint" },
          ],
        },
      },
    });
    expect(stdout).toContain("  - Install it: `cd backend && pnpm add --save-dev prisma-migrate-lint`.\n");
    // The configuration is one that the linter reads, without anything installed.
    const linted = await runIn({ cwd: join(root, "backend") }, "lint", "--all", "--cwd", "..");
    expect(linted.exitCode).toBe(0);
  });

  const managers: readonly (readonly [string, Files, object, string, unknown, string])[] = [
    ["lefthook", { "lefthook.yml": "# ours\npre-push:\n  commands:\n    test:\n      run: npm test\n" }, installed, "lefthook.yml", {
      "pre-push": { commands: { test: { run: "npm test" } } },
      "pre-commit": { commands: { "prisma-migrate-lint": { glob: "*{migration.sql,.prisma}", run: "npx prisma-migrate-lint --staged" } } },
    }, "npx lefthook install"],
    ["lefthook with jobs", { ".lefthook.yml": "pre-commit:\n  jobs:\n    - run: npm test\n" }, installed, ".lefthook.yml", {
      "pre-commit": { jobs: [{ run: "npm test" }, { name: "prisma-migrate-lint", glob: "*{migration.sql,.prisma}", run: "npx prisma-migrate-lint --staged" }] },
    }, "npx lefthook install"],
    ["pre-commit", { ".pre-commit-config.yaml": "repos:\n  - repo: https://example.test/hooks # theirs\n    rev: v1\n    hooks:\n      - id: a\n" }, installed, ".pre-commit-config.yaml", {
      repos: [
        { repo: "https://example.test/hooks", rev: "v1", hooks: [{ id: "a" }] },
        { repo: "local", hooks: [{ id: "prisma-migrate-lint", name: "prisma-migrate-lint", entry: "npx prisma-migrate-lint --staged", language: "system", files: "(^|/)migrations/[^/]+/migration\\.sql$|\\.prisma$", pass_filenames: false }] },
      ],
    }, "pre-commit install"],
    ["simple-git-hooks", {}, { ...installed, "simple-git-hooks": { "pre-commit": "npm test" } }, "package.json", {
      name: "shop", private: true, ...installed, "simple-git-hooks": { "pre-commit": "npm test && npx prisma-migrate-lint --staged" },
    }, "npx simple-git-hooks"],
    ["GitLab", { ".gitlab-ci.yml": "stages: [test] # one\n" }, installed, ".gitlab-ci.yml", {
      stages: ["test"],
      "prisma-migrate-lint": {
        image: "node:22",
        rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
        script: ["npm ci", 'git fetch --depth=1 origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"', "npx prisma-migrate-lint --format pretty --format gitlab=gl-code-quality-report.json"],
        artifacts: { when: "always", reports: { codequality: "gl-code-quality-report.json" } },
      },
    }, ""],
  ];
  test.each(managers)("%s: added to what is there, comments kept; a second time nothing", async (_, files, own, file, expected, next) => {
    const root = repository(files, own);
    const before = String(files[file] ?? "");
    const first = await runIn({ cwd: root }, "init", "--yes");
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toContain(next);
    const text = read(root, file);
    expect(parse(text)).toEqual(expected);
    for (const [comment] of before.matchAll(/#.*/g)) expect(text).toContain(comment);

    const second = await runIn({ cwd: root }, "init", "--yes");
    expect(second).toEqual({ exitCode: 0, stderr: "", stdout: "Everything is there already: nothing to write.\n" });
    expect(read(root, file)).toBe(text);
  });

  test("a hook that ends by itself, one that is no shell script, YAML that would come out in another form", async () => {
    const ends = repository();
    writeFileSync(join(ends, ".git/hooks/pre-commit"), "#!/bin/bash\nnpm test\nexit 0\n");
    await runIn({ cwd: ends }, "init", "--yes");
    expect(read(ends, ".git/hooks/pre-commit")).toBe("#!/bin/bash\nnpm test\nnpx prisma-migrate-lint --staged || exit 1\nexit 0\n");

    const python = repository();
    writeFileSync(join(python, ".git/hooks/pre-commit"), "#!/usr/bin/env python3\n");
    expect((await runIn({ cwd: python }, "init", "--yes")).stdout).toContain("  - .git/hooks/pre-commit is no shell script: let it run `npx prisma-migrate-lint --staged` and fail where that does.\n");
    expect(read(python, ".git/hooks/pre-commit")).toBe("#!/usr/bin/env python3\n");

    const odd = "pre-push:   {commands:   {}}\n";
    const lefthook = repository({ "lefthook.yml": odd });
    expect((await runIn({ cwd: lefthook }, "init", "--yes")).stdout).toContain("  - Let the pre-commit hook in lefthook.yml run `npx prisma-migrate-lint --staged`.\n");
    expect(read(lefthook, "lefthook.yml")).toBe(odd);
  });

  test("without git there is no hook, without package.json no project", async () => {
    const bare = tempProject({ ...smallProject(), "package.json": manifest(installed) });
    await runIn({ cwd: bare }, "init", "--yes");
    expect(existsSync(join(bare, "prisma-migrate-lint.config.mjs"))).toBe(true);
    expect(existsSync(join(bare, ".git"))).toBe(false);
    const none = tempProject({ "a.txt": "" });
    expect(await runIn({ cwd: none }, "init", "--yes")).toEqual({ exitCode: 2, stdout: "", stderr: `error: There is no package.json in ${none} or above it.\n  Run this in a project that installs its packages with npm, pnpm, yarn or bun.\n` });
    const broken = tempProject({ "package.json": "[" });
    expect((await runIn({ cwd: broken }, "init", "--yes")).stderr).toBe("error: package.json is not a JSON object.\n  Correct package.json.\n");
  });
});

describe("asked", () => {
  /** Presses keys when a question is on the screen. */
  async function answered(root: string, ...answers: readonly (readonly [question: string, ...keys: string[]])[]): Promise<{ readonly exitCode: number; readonly stdout: string }> {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
    const left = [...answers];
    let screen = "";
    output.on("data", (chunk: Buffer) => {
      screen += chunk.toString();
      const [next] = left;
      if (next === undefined || !screen.includes(next[0])) return;
      left.shift();
      for (const [at, key] of next.slice(1).entries()) setTimeout(() => input.write(key), 30 * (at + 1));
    });
    const { exitCode, stdout } = await runIn({ cwd: root, person: { input, output } }, "init");
    expect(left).toEqual([]);
    return { exitCode, stdout };
  }
  const [down, enter, interrupt] = ["\u001b[B", "\r", "\u0003"];

  test("what is chosen is written", async () => {
    const root = repository({ ".github/workflows/a.yml": "name: a\n" });
    const { exitCode } = await answered(root, ["Which rules?", down, enter], ["Check staged migrations before each commit?", enter], ["Check pull requests?", enter], ["Write these 3 files?", enter]);
    expect(exitCode).toBe(0);
    expect(read(root, "prisma-migrate-lint.config.mjs")).toContain('extends: ["strict"]');
    expect(existsSync(join(root, ".git/hooks/pre-commit"))).toBe(true);
    expect(existsSync(join(root, ".github/workflows/migrations.yml"))).toBe(true);
  });

  test("what is refused is not written", async () => {
    const root = repository();
    const { exitCode, stdout } = await answered(root, ["Which rules?", enter], ["Check staged", enter], ["Check pull requests?", enter], ["Write these 2 files?", "n"]);
    expect(exitCode).toBe(0);
    expect(stdout.endsWith("Nothing was written.\n")).toBe(true);
    expect(existsSync(join(root, "prisma-migrate-lint.config.mjs"))).toBe(false);
  });

  test("Ctrl-C writes nothing", async () => {
    const root = repository();
    expect(await answered(root, ["Which rules?", interrupt])).toMatchObject({ exitCode: 130, stdout: "Nothing was written.\n" });
    expect(existsSync(join(root, "prisma-migrate-lint.config.mjs"))).toBe(false);
  });

  test("where nobody sits in front of it, --yes is asked for", async () => {
    const root = repository();
    expect(await runIn({ cwd: root }, "init")).toEqual({ exitCode: 2, stdout: "", stderr: "error: There is nobody to ask: this is no terminal.\n  Give --yes to take what fits to what is set up here.\n" });
  });
});
