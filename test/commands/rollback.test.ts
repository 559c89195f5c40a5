import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const migrations = "prisma/migrations";
const files = {
  "prisma/schema.prisma": POSTGRESQL,
  [`${migrations}/migration_lock.toml`]: LOCK,
  [`${migrations}/2024_init/migration.sql`]: 'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT NOT NULL, "age" INTEGER);\nCREATE INDEX "User_age_idx" ON "User"("age");\n',
  [`${migrations}/2024_work/migration.sql`]:
    'ALTER TABLE "User" DROP COLUMN "age";\nALTER TABLE "User" RENAME COLUMN "email" TO "mail";\nALTER TABLE "User" ADD COLUMN "nick" TEXT;\n',
  [`${migrations}/2025_index/migration.sql`]: 'CREATE INDEX CONCURRENTLY "User_mail_idx" ON "User"("mail");\n',
};

const undoWork = `BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE "User" DROP COLUMN "nick";
ALTER TABLE "User" RENAME COLUMN "mail" TO "email";
ALTER TABLE "User" ADD COLUMN "age" INTEGER;
CREATE INDEX "User_age_idx" ON "User"("age");
COMMIT;
`;

const work = `-- Takes the database back from after 2024_work to before it.
-- Not brought back:
--   column "age" of "User": the column is dropped (statement 0)
-- Gone with it, where it was written since:
--   public.User.nick

${undoWork}
-- Then either take the migration's folder away, schema.prisma back, and its row out of the database:
--   DELETE FROM "_prisma_migrations" WHERE "migration_name" = '2024_work';
-- or keep them all and deploy this as a migration of its own:
--   npx prisma-migrate-lint rollback 2024_work --as-migration
-- \`prisma migrate resolve --rolled-back\` refuses a migration that succeeded (P3012).
`;

const keep = `-- Run this before 2024_work: it puts aside what the migration loses, for the rollback.
-- Let nothing write between it and the migration: what is written after it is not kept.
-- Each table is read whole and its kept columns are stored a second time: that takes the time and the space. Nobody is locked out (ACCESS SHARE).
-- When the rollback is not wanted any more, drop the tables that this makes.

BEGIN;
SET LOCAL lock_timeout = '5s';
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
CREATE TABLE "_kept_2024_work_User" AS SELECT "id", "age" FROM "User";
COMMENT ON TABLE "_kept_2024_work_User" IS '"User" before the migration 2024_work, which its rollback restores before it drops this table';
COMMIT;
`;

const restore = `-- Takes the database back from after 2024_work to before it.
-- Gone with it, where it was written since:
--   public.User.nick

BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE "User" DROP COLUMN "nick";
ALTER TABLE "User" RENAME COLUMN "mail" TO "email";
ALTER TABLE "User" ADD COLUMN "age" INTEGER;
UPDATE "User" AS t SET "age" = k."age" FROM "_kept_2024_work_User" AS k WHERE t."id" = k."id";
CREATE INDEX "User_age_idx" ON "User"("age");
DROP TABLE "_kept_2024_work_User";
COMMIT;

-- Then take the migration's folder away, schema.prisma back, and its row out of the database:
--   DELETE FROM "_prisma_migrations" WHERE "migration_name" = '2024_work';
`;

it("prints the SQL, what it does not bring back and what to do after it", async () => {
  expect(await runIn({ cwd: tempProject(files) }, "rollback", "2024_work")).toEqual({
    exitCode: 0,
    stdout: work,
    stderr: "note: 2025_index came later, and what it made may be in the way. `--to 2024_init` takes all of them back.\n",
  });
});

it("--to takes back all that came later, the newest first; CONCURRENTLY on the way up is CONCURRENTLY on the way down", async () => {
  const { stdout, stderr } = await runIn({ cwd: tempProject(files) }, "rollback", "--to", "2024_init");
  expect(stdout).toBe(`-- Takes the database back from after 2025_index to before it.
-- Run it with \`psql --set ON_ERROR_STOP=1 --file FILE "$DATABASE_URL"\`; \`prisma db execute\` holds all of a file in one transaction.

DROP INDEX CONCURRENTLY "User_mail_idx";

-- Then either take the migration's folder away, schema.prisma back, and its row out of the database:
--   DELETE FROM "_prisma_migrations" WHERE "migration_name" = '2025_index';
-- or keep them all and deploy this as a migration of its own:
--   npx prisma-migrate-lint rollback 2025_index --as-migration
-- \`prisma migrate resolve --rolled-back\` refuses a migration that succeeded (P3012).


${work}`);
  expect(stderr).toBe("");
});

it("a path is meant from --cwd on", async () => {
  const cwd = tempProject(files);
  const { exitCode, stdout } = await runIn({ cwd: "/" }, "rollback", "--cwd", cwd, "--to", `${migrations}/2024_work`);
  expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "-- Takes the database back from after 2025_index to before it."]);
});

it("gives JSON", async () => {
  const { stdout } = await runIn({ cwd: tempProject(files) }, "rollback", "2024_work", "--format", "json", "--quiet");
  const statements = undoWork.split(";\n").slice(2, -2);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    command: "rollback",
    projects: [
      {
        root: ".",
        migrations: [
          {
            name: "2024_work", sql: work, reversible: "structure-only", lost: [{ what: 'column "age" of "User"', why: "the column is dropped", statement: 0 }],
            losesNewData: [{ relation: "public.User", column: "nick" }], mayFail: [], differs: [], failedAt: null, parts: [{ transaction: true, statements }],
          },
        ],
      },
    ],
  });
});

describe("--failed-at", () => {
  const resolve = "-- Then: npx prisma migrate resolve --rolled-back 2024_work\n-- After that `prisma migrate deploy` runs the migration again: mend it first.\n";

  it("a file that was one transaction left nothing", async () => {
    const cwd = tempProject({ ...files, "prisma-migrate-lint.config.json": '{"prismaVersion": "6.19"}' });
    expect((await runIn({ cwd }, "rollback", "2024_work", "--failed-at", "2")).stdout).toBe(`-- Takes back what 2024_work left behind when its statement 2 failed.\n\n-- Nothing to run.\n\n${resolve}`);
  });

  const byStatement = `-- Not brought back:
--   column "age" of "User": the column is dropped (statement 0)

BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE "User" ADD COLUMN "age" INTEGER;
CREATE INDEX "User_age_idx" ON "User"("age");
COMMIT;

${resolve}`;

  it("statement by statement, those before it stand", async () => {
    const cwd = tempProject({ ...files, "prisma-migrate-lint.config.json": '{"prismaVersion": "7.4"}' });
    expect((await runIn({ cwd }, "rollback", "2024_work", "--failed-at", "1")).stdout).toBe(`-- Takes back what 2024_work left behind when its statement 1 failed.\n${byStatement}`);
  });

  it("where the version is not known, both are given", async () => {
    const { stdout } = await runIn({ cwd: tempProject(files) }, "rollback", "2024_work", "--failed-at", "1");
    const head = "-- Takes back what 2024_work left behind when its statement 1 failed.\n";
    expect(stdout).toBe(
      `${head}-- If Prisma sent the file whole (before 7.4, or where its parser does not know a statement):\n\n-- Nothing to run.\n\n${resolve}\n\n` +
        `${head}-- If Prisma sent it statement by statement (7.4 and later):\n${byStatement}`,
    );
  });
});

it.each([
  ["2024 work", '--rolled-back "2024 work"'],
  ["2024_it's $5", "--rolled-back '2024_it'\\''s $5'"],
  ["-work", "--rolled-back=-work"],
])("the call of migrate resolve for a folder %j", async (name, call) => {
  const cwd = tempProject({ "prisma/schema.prisma": POSTGRESQL, [`${migrations}/migration_lock.toml`]: LOCK, [`${migrations}/${name}/migration.sql`]: 'CREATE TABLE "A" ("id" INTEGER);' });
  const { stdout } = await runIn({ cwd }, "rollback", `${migrations}/${name}`, "--failed-at", "0");
  expect(/^-- Then: npx prisma migrate resolve (.*)$/m.exec(stdout)?.[1]).toBe(call);
});

it.each([
  ["a", "db/schema.prisma", "a", "Then: npx prisma migrate resolve --rolled-back 1_a --schema db/schema.prisma"],
  ["the root", "db/schema.prisma", ".", "Then, in a: npx prisma migrate resolve --rolled-back 1_a --schema db/schema.prisma"],
  ["the root", "prisma/schema.prisma", ".", "Then, in a: npx prisma migrate resolve --rolled-back 1_a"],
])("from %s, with %s, migrate resolve is told what Prisma needs", async (_, schema, from, call) => {
  const dir = schema.split("/")[0] ?? "";
  const root = tempProject({ ".git/HEAD": "ref: refs/heads/main\n", "a/package.json": "{}", [`a/${schema}`]: POSTGRESQL, [`a/${dir}/migrations/migration_lock.toml`]: LOCK, [`a/${dir}/migrations/1_a/migration.sql`]: 'CREATE TABLE "A" ("id" INTEGER);' });
  const { stdout } = await runIn({ cwd: join(root, from) }, "rollback", "1_a", "--failed-at", "0");
  expect(/^-- (Then.*)$/m.exec(stdout)?.[1]).toBe(call);
});

describe("--write", () => {
  it("puts down.sql beside the migrations, and again where nobody changed it", async () => {
    const cwd = tempProject(files);
    expect(await runIn({ cwd }, "rollback", "--all", "--write")).toEqual({ exitCode: 0, stdout: "", stderr: "Wrote down.sql beside 3 migrations.\n" });
    const path = join(cwd, migrations, "2024_work/down.sql");
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(/^-- Written by prisma-migrate-lint, SHA-256 of all below: [0-9a-f]{64}\n/);
    expect(text.slice(text.indexOf("\n") + 1)).toBe(work);
    expect(readdirSync(join(cwd, migrations, "2024_work")).sort()).toEqual(["down.sql", "migration.sql"]);
    writeFileSync(path, text.replaceAll("\n", "\r\n"));
    expect((await runIn({ cwd }, "rollback", "2024_work", "--write")).exitCode).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("never over what somebody wrote, and then nothing at all", async () => {
    const cwd = tempProject({ ...files, [`${migrations}/2024_work/down.sql`]: "-- mine\n" });
    const { exitCode, stderr } = await runIn({ cwd }, "rollback", "--all", "--write");
    expect([exitCode, stderr.replace(cwd, "")]).toEqual([2, `error: /${migrations}/2024_work/down.sql is not as prisma-migrate-lint wrote it.\n  Rename or delete it to have it written anew. Nothing was written.\n`]);
    expect(readdirSync(join(cwd, migrations, "2024_init"))).toEqual(["migration.sql"]);
  });

  it("a process that is killed leaves the old file or the new one", { timeout: 60_000 }, async () => {
    const cwd = tempProject({});
    const path = join(cwd, "down.sql");
    const contents = ["a", "b"].map((letter) => letter.repeat(3_000_000));
    writeFileSync(path, contents[0] ?? "");
    const code = `import { writeWhole } from ${JSON.stringify(join(import.meta.dirname, "../../src/commands/write-whole.ts"))};
      const contents = ["a", "b"].map((letter) => letter.repeat(3_000_000));
      process.stdout.write("ready");
      for (let turn = 1; ; turn++) writeWhole(${JSON.stringify(path)}, contents[turn % 2]);`;
    for (const delay of [0, 3, 7, 12]) {
      const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], { stdio: ["ignore", "pipe", "inherit"] });
      await new Promise((ready) => child.stdout.once("data", ready));
      await new Promise((later) => setTimeout(later, delay));
      const ended = new Promise((end) => child.once("exit", end));
      child.kill("SIGKILL");
      await ended;
      expect(contents.includes(readFileSync(path, "utf8"))).toBe(true);
    }
  });
});

describe("--as-migration", () => {
  it("adds migrations that end where the history was before", async () => {
    const cwd = tempProject({ ...files, [`${migrations}/20990101000000_last/migration.sql`]: 'ALTER TABLE "User" ADD COLUMN "x" INTEGER;\n' });
    const before = await runIn({ cwd }, "schema", "--at", "2024_init");
    const { exitCode, stdout, stderr } = await runIn({ cwd }, "rollback", "--to", "2024_init", "--as-migration");
    expect([exitCode, stdout, stderr]).toEqual([
      0,
      ["20990101000001_rollback_3_migrations_1", "20990101000002_rollback_3_migrations_2", "20990101000003_rollback_3_migrations_3"].map((name) => `${migrations}/${name}/migration.sql\n`).join(""),
      "Take schema.prisma back to what it was before, then deploy: `prisma migrate deploy`.\n",
    ]);
    expect(readFileSync(join(cwd, migrations, "20990101000002_rollback_3_migrations_2/migration.sql"), "utf8")).toBe('DROP INDEX CONCURRENTLY "User_mail_idx";\n');
    expect((await runIn({ cwd }, "schema")).stdout).toBe(before.stdout);
  });

  it("is called after the one migration that it takes back", async () => {
    const cwd = tempProject(files);
    const { stdout } = await runIn({ cwd }, "rollback", "2025_index", "--as-migration");
    expect(stdout).toMatch(/^prisma\/migrations\/\d{14}_rollback_index\/migration\.sql\n$/);
  });

  it("is refused where no name of Prisma's form would come last", async () => {
    const cwd = tempProject({ ...files, [`${migrations}/z_last/migration.sql`]: 'ALTER TABLE "User" ADD COLUMN "x" INTEGER;\n' });
    const { exitCode, stderr } = await runIn({ cwd }, "rollback", "z_last", "--as-migration");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: A new migration would be called \d{14}_rollback_z_last and run before z_last\.\n {2}Print the SQL without --as-migration, .+\n$/);
  });
});

describe("--keep-data", () => {
  it("prints what to run before the migration, and a rollback that restores it", async () => {
    const { exitCode, stdout } = await runIn({ cwd: tempProject(files) }, "rollback", "2024_work", "--keep-data", "--quiet");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`-- =======================
-- 1. Before the migration
-- =======================
${keep}
-- ====================================
-- 2. The rollback, after the migration
-- ====================================
${restore}`);
  });

  it("gives JSON", async () => {
    const { stdout } = await runIn({ cwd: tempProject(files) }, "rollback", "2024_work", "2025_index", "--keep-data", "--format", "json", "--quiet");
    expect(JSON.parse(stdout)).toMatchObject({ projects: [{ migrations: [{ name: "2025_index", keep: null, reversible: "yes" }, { name: "2024_work", keep, sql: restore, reversible: "yes", lost: [] }] }] });
  });

  it("--write puts both beside the migration, and neither where one is somebody's own", async () => {
    const cwd = tempProject(files);
    expect(await runIn({ cwd }, "rollback", "2024_work", "--keep-data", "--write")).toEqual({ exitCode: 0, stdout: "", stderr: "Wrote down.sql beside 1 migration, and keep-data.sql beside it.\n" });
    const dir = join(cwd, migrations, "2024_work");
    expect(["keep-data.sql", "down.sql"].map((name) => readFileSync(join(dir, name), "utf8").replace(/^.*\n/, ""))).toEqual([keep, restore]);
    writeFileSync(join(dir, "keep-data.sql"), "-- mine\n");
    const { exitCode, stderr } = await runIn({ cwd }, "rollback", "2024_work", "--keep-data", "--write");
    expect([exitCode, stderr.replace(cwd, "")]).toEqual([2, `error: /${migrations}/2024_work/keep-data.sql is not as prisma-migrate-lint wrote it.\n  Rename or delete it to have it written anew. Nothing was written.\n`]);
  });

  it("says where there is nothing to keep", async () => {
    const { stdout } = await runIn({ cwd: tempProject(files) }, "rollback", "2025_index", "--keep-data");
    expect(stdout.split("\n")[0]).toBe("-- Nothing of 2025_index is to be kept.");
  });
});

it.each([
  [["2024_work", "--failed-at", "1", "--keep-data"], "--keep-data is about a migration that has not run yet."],
  [["2024_work", "--as-migration", "--keep-data"], "--keep-data and --as-migration exclude each other"],
  [["--to", "2024_intt"], 'There is no migration "2024_intt": did you mean "2024_init"?'],
  [["--to", "2025_index"], "2025_index is the newest migration: there is nothing after it to take back."],
  [["--to", "2024_init", "--all"], "--to already says which migrations: all after it."],
  [["--failed-at", "1"], "--failed-at is about one migration."],
  [["2024_work", "--failed-at", "3"], "2024_work has no statement 3: it has 3 statements, counted from 0."],
  [["2024_work", "--failed-at", "x"], '--failed-at wants a whole number of 0 or more, not "x".'],
  [["2024_work", "--failed-at", "1", "--write"], "What a failed migration left is not written into the project: it is run once."],
  [["2024_work", "--write", "--as-migration"], "--write and --as-migration exclude each other."],
  [["2024_wrok"], 'There is no file, folder or migration named 2024_wrok'],
])("refuses %j", async (argv, message) => {
  const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(files) }, "rollback", ...argv);
  expect([exitCode, stdout, stderr.slice(0, "error: ".length + message.length)]).toEqual([2, "", `error: ${message}`]);
});

it("says of which column values may be in the way, and asks for them", async () => {
  const cwd = tempProject({
    "prisma/schema.prisma": POSTGRESQL,
    "prisma/migrations/1_init/migration.sql": 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "age" SMALLINT, "at" DATE NOT NULL);\n',
    "prisma/migrations/2_wide/migration.sql": 'ALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE INTEGER, ALTER COLUMN "at" DROP NOT NULL;\n',
  });
  const { stdout } = await runIn({ cwd }, "rollback", "2_wide");
  expect(stdout.split("\n").filter((line) => line.startsWith("--   public.User"))).toEqual([
    "--   public.User.age: values are out of its range: SELECT 1 FROM \"public\".\"User\" WHERE \"age\" NOT BETWEEN -32768 AND 32767 LIMIT 1",
    "--   public.User.at: rows hold NULL in it: SELECT 1 FROM \"public\".\"User\" WHERE \"at\" IS NULL LIMIT 1",
  ]);
});
