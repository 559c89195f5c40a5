import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const init = "prisma/migrations/1_init/migration.sql";
const drop = "prisma/migrations/2_drop/migration.sql";

const shop = {
  "prisma/schema.prisma": `${POSTGRESQL}model User {\n  id Int @id\n}\n`,
  "prisma/migrations/migration_lock.toml": LOCK,
  [init]: 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    "email" TEXT,\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n',
  [drop]: '-- AlterTable\nALTER TABLE "User" DROP COLUMN "email";\n',
};

/** What the schema at the base says has no part in it. */
const indexed = { ...shop, [drop]: 'CREATE INDEX "User_email_idx" ON "User"("email");\n' };

const only = ["--rule", "no-drop-column: warn"];

function withGit(files: Readonly<Record<string, string>>): string {
  const root = tempProject(files);
  const git = (...words: string[]) => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...words], { cwd: root, stdio: "ignore" });
  git("init", "-b", "main");
  git("add", ".");
  git("commit", "-m", "all");
  return root;
}

describe("exit code", () => {
  it("is 1 with an error", async () => {
    const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(shop) });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("");
    expect(stdout.split("\n").slice(0, 4)).toEqual([
      'error[no-drop-column]: All values of "User"."email" are lost, and code that still reads it fails until the last old instance stops (42703).',
      "  ┌─ prisma/migrations/2_drop/migration.sql:2:20",
      '2 │ ALTER TABLE "User" DROP COLUMN "email";',
      "  │                    ^^^^^^^^^^^^^^^^^^^",
    ]);
  });

  it("is 0 with warnings, unless there are more than allowed", async () => {
    const cwd = tempProject(shop);
    expect((await runIn({ cwd }, ...only)).exitCode).toBe(0);
    expect((await runIn({ cwd }, ...only, "--max-warnings", "1")).exitCode).toBe(0);
    const { exitCode, stderr } = await runIn({ cwd }, ...only, "--max-warnings", "0");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "1 warning, but --max-warnings allows 0.\n" });
  });

  it("is 2 where there is no project", async () => {
    const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject({ "readme.md": "" }) });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^error: No Prisma project found in .+\.\n {2}Run it where .+\n$/);
  });

  it("is 2 where only a provider is found that is not supported", async () => {
    const cwd = tempProject({ "prisma/schema.prisma": 'datasource db {\n  provider = "mysql"\n}\n' });
    const { exitCode, stdout, stderr } = await runIn({ cwd });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "error: prisma/schema.prisma uses mysql, which is not supported yet: its migrations are not linted.\n  Supported so far: postgresql. Give --provider postgresql if that is what it is.\n",
    });
  });
});

describe("what is reported", () => {
  it("by default is everything where there is no git", async () => {
    const { stdout } = await runIn({ cwd: tempProject(shop) });
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 error in all 2 migrations (2 replayed, no base)");
  });

  it("is nothing where all are on the base, which is said with the newest one's verdict", async () => {
    const { exitCode, stdout } = await runIn({ cwd: withGit(indexed) });
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(-5)).toEqual([
      "No new migrations (2 replayed, base main)",
      "The newest, 2_drop: 1 error (require-concurrent-index)",
      "",
      "To see more: `--latest 1` reports the newest migration, `--all` the whole history.",
      "",
    ]);
  });

  it("is chosen by --latest", async () => {
    const { exitCode, stdout } = await runIn({ cwd: withGit(indexed) }, "--latest", "1");
    expect(exitCode).toBe(1);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 error in 1 migration (2 replayed, base main)");
  });

  it("is chosen by a path", async () => {
    const { exitCode, stdout } = await runIn({ cwd: tempProject(shop) }, "prisma/migrations/1_init");
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("No problems in 1 migration (2 replayed, no base)");
  });

  it("is placed relative to where people are", async () => {
    const root = tempProject(shop);
    const { stdout } = await runIn({ cwd: join(root, "prisma/migrations") }, "--cwd", root);
    expect(stdout.split("\n")[1]).toBe("  ┌─ 2_drop/migration.sql:2:20");
  });
});

describe("formats", () => {
  it("json is alone on standard output", async () => {
    const { stdout, stderr } = await runIn({ cwd: tempProject(shop) }, "--format", "json", "--quiet");
    const report: { version: number; command: string; projects: { findings: { rule: string; file: string }[] }[] } = JSON.parse(stdout);
    expect({ version: report.version, command: report.command, stderr }).toEqual({ version: 1, command: "lint", stderr: "" });
    expect(report.projects.map(({ findings }) => findings.map(({ rule, file }) => [rule, file]))).toEqual([[["no-drop-column", drop]]]);
  });

  it("several come from one run, those with a file whole and nowhere else", async () => {
    const cwd = tempProject(shop);
    const alone = await runIn({ cwd }, "--format", "json");
    const { stdout } = await runIn({ cwd }, "--format", "json=out/report.json", "--format", "pretty=out/report.txt", "--format", "pretty");
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["report.json", "report.txt"]);
    expect(readFileSync(join(cwd, "out/report.json"), "utf8")).toBe(alone.stdout);
    expect(readFileSync(join(cwd, "out/report.txt"), "utf8")).toBe(stdout);
  });

  it("in a step of GitHub Actions the findings are put at their lines too, where no format is asked for", async () => {
    const cwd = tempProject(shop);
    const env = { CI: "true", GITHUB_ACTIONS: "true" };
    const asked = await runIn({ cwd, env }, "--format", "pretty");
    const annotations = await runIn({ cwd, env }, "--format", "github");
    const { stdout } = await runIn({ cwd, env });
    expect(annotations.stdout).toMatch(/^::error file=prisma\/migrations\/2_drop\/migration\.sql,line=\d+,.*title=no-drop-column::[^\n]+\n$/);
    expect(stdout).toBe(asked.stdout + annotations.stdout);
  });

  it.each(["compact", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"])("%s names the rule that was found", async (format) => {
    const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(shop) }, "--format", `${format}=report`, "--format", format, "--quiet");
    expect([exitCode, stdout.split("no-drop-column").length > 1, stderr]).toEqual([1, true, ""]);
  });

  it("files never get colours", async () => {
    const cwd = tempProject(shop);
    const { stdout } = await runIn({ cwd, env: { FORCE_COLOR: "1" } }, "--format", "pretty=report.txt", "--format", "pretty");
    expect(stdout.includes("\u001B[")).toBe(true);
    expect(readFileSync(join(cwd, "report.txt"), "utf8").includes("\u001B[")).toBe(false);
  });

  it("two that would run into each other are refused", async () => {
    const { exitCode, stderr } = await runIn({ cwd: tempProject(shop) }, "--format", "json", "--format", "pretty");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "error: json cannot share standard output with another report.\n  Send one of them to a file: `--format json=FILE`.\n",
    });
  });

  it("a file that cannot be written is refused", async () => {
    const cwd = tempProject({ ...shop, "taken/file": "" });
    const { exitCode, stderr } = await runIn({ cwd }, "--format", "json=taken");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: The report cannot be written to .+taken: EISDIR.+\n {2}Give a file .+\n$/);
    expect(readdirSync(cwd).sort()).toEqual(["prisma", "taken"]);
  });
});

it("an index that is needed is kept, not dropped and built again", async () => {
  const cwd = tempProject({
    "prisma/schema.prisma": POSTGRESQL,
    "prisma/migrations/migration_lock.toml": LOCK,
    "prisma/migrations/1_init/migration.sql":
      'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);\nCREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User"("id"));\nCREATE INDEX "Post_authorId_idx" ON "Post"("authorId");\n',
    "prisma/migrations/2_drop/migration.sql": 'DROP INDEX CONCURRENTLY "Post_authorId_idx";\n',
  });
  const { stdout } = await runIn({ cwd }, "lint", "--latest", "1");
  expect(stdout).toContain("help: Keep the index: delete this statement, and leave it in schema.prisma. Where another takes its place: `@@index([authorId])`, in a migration before this one.\n");
  expect(stdout).not.toContain("CREATE INDEX");
});

it("a migration's name stands in a command as a shell reads it", async () => {
  const cwd = tempProject({ ...shop, [drop]: "SELECT 1;\n", "prisma/migrations/3_it's $(x)/migration.sql": 'CREATE INDEX "User_email_idx" ON "User"("email");\n' });
  const { stdout } = await runIn({ cwd }, "lint", "--latest", "1");
  expect(stdout).toContain("then `prisma migrate resolve --rolled-back '3_it'\\''s $(x)'` and deploy again.");
});
