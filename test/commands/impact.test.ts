import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const files = {
  "prisma/schema.prisma": POSTGRESQL,
  "prisma/migrations/migration_lock.toml": LOCK,
  "prisma/migrations/1_init/migration.sql": 'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT, "age" INTEGER);\nCREATE INDEX "User_age_idx" ON "User"("age");\n',
  "prisma/migrations/2_work/migration.sql":
    'CREATE INDEX "User_email_idx" ON "User"("email");\nALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE BIGINT;\nALTER TABLE "User" ADD COLUMN "note" TEXT;\nDROP TABLE "User";\n',
};

it("prints what each statement does to tables that are there", async () => {
  const { exitCode, stdout } = await runIn({ cwd: tempProject(files) }, "impact", "--all");
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `1_init  risk low
  2 statements keep nobody waiting

2_work  risk critical
  line  statement                                                   locks                 waits             work           risk
  1     CREATE INDEX "User_email_idx" ON "User"("email")            User Share            writes            reads User     high
  2     ALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE BIGINT  User AccessExclusive  reads and writes  rewrites User  high
      meanwhile writes of User wait: Share is held from before
      breaks prepared statements (0A000): cached plan must not change result type: until they are prepared again, in a new connection
  3     ALTER TABLE "User" ADD COLUMN "note" TEXT                   User AccessExclusive  reads and writes  –              medium
  4     DROP TABLE "User"                                           User AccessExclusive  reads and writes  –              critical
      loses rows of User
      breaks reads, inserts, updates, deletes (42P01): the running code names it, and it is not there any more
`,
  });
});

it("says of a column that was optional that it is NOT NULL now, and of one that had a default that it has none any more", async () => {
  const work = 'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;\nALTER TABLE "User" ADD COLUMN "note" TEXT NOT NULL DEFAULT \'\';\nALTER TABLE "User" ALTER COLUMN "note" DROP DEFAULT;\n';
  const { stdout } = await runIn({ cwd: tempProject({ ...files, "prisma/migrations/2_work/migration.sql": work }) }, "impact", "2_work");
  expect(stdout.split("\n").filter((line) => line.includes("breaks inserts"))).toEqual([
    "      breaks inserts (23502): the running code may leave it out, and it is NOT NULL now, without a default",
    "      breaks inserts (23502): the running code may leave it out, and it has no default any more",
  ]);
});

it("gives JSON, with durations where rows are known", async () => {
  const cwd = tempProject(files);
  writeFileSync(join(cwd, "stats.json"), '{ "public.User": 1000000 }');
  const { stdout } = await runIn({ cwd }, "impact", "2_work", "--format", "json", "--stats", "stats.json");
  const { projects } = JSON.parse(stdout) as { projects: { migrations: { statements: unknown[] }[] }[] };
  const [index, retype] = projects[0]?.migrations[0]?.statements ?? [];
  expect(index).toEqual({
    index: 0,
    sql: 'CREATE INDEX "User_email_idx" ON "User"("email")',
    line: 1,
    kind: "createIndex",
    transaction: { id: 0, kind: "file" },
    locks: [{ relation: "public.User", mode: "ShareLock", blocks: ["write"] }],
    held: [],
    rewrites: [],
    scans: ["public.User"],
    losesData: [],
    mayFail: [],
    breaks: [],
    duration: { from: 200, to: 5000 },
    opaque: false,
  });
  expect(retype).toMatchObject({ held: [{ relation: "public.User", mode: "ShareLock", blocks: ["write"] }], rewrites: ["public.User"], breaks: [{ who: "prepared statements" }], duration: { from: 2200, to: 55000 } });
});

it("estimates with the configuration's rates", async () => {
  const config = '{ "tables": { "User": { "rows": 1000000 } }, "rates": { "scan": { "slow": 1000000, "fast": 2000000 } } }';
  const { stdout } = await runIn({ cwd: tempProject({ ...files, "prisma-migrate-lint.config.json": config }) }, "impact", "2_work", "--format", "json");
  const { projects } = JSON.parse(stdout) as { projects: { migrations: { statements: { duration: unknown }[] }[] }[] };
  expect(projects[0]?.migrations[0]?.statements[0]?.duration).toEqual({ from: 500, to: 1000 });
});

it.each([
  ["{", "is no statistics file: "],
  ["[]", "is no statistics file: it holds no object."],
  ['{ "public.User": "many" }', 'the rows of "public.User" are no number.'],
])("statistics that are none: %s", async (text, why) => {
  const cwd = tempProject(files);
  writeFileSync(join(cwd, "stats.json"), text);
  const { exitCode, stderr } = await runIn({ cwd }, "impact", "--stats", "stats.json");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(why);
  expect(stderr).toContain("docs/impact.md");
});

it("statistics that are not there", async () => {
  const cwd = tempProject(files);
  const { exitCode, stderr } = await runIn({ cwd }, "impact", "--stats", "none.json");
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `error: The statistics file ${join(cwd, "none.json")} does not exist.\n  Make it with the query in docs/impact.md: psql … -At > stats.json\n`,
  });
});

it("a block or CALL that is read is what it runs, and not known only where that is not", async () => {
  const routines = [
    "DO $$ BEGIN CREATE TABLE a (id int); EXCEPTION WHEN duplicate_table THEN NULL; END $$;",
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('ok'); END IF; EXECUTE 'ALTER TABLE \"User\" ADD COLUMN x int'; END $$;",
    "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX i ON \"User\" (email); END $$;",
    "CALL p();",
    "DO $$ BEGIN END $$;",
    "DO $$ BEGIN IF EXISTS (SELECT FROM \"User\") THEN ALTER TABLE \"User\" ADD COLUMN y int; END IF; END $$;",
    "DO $$ DECLARE r record; BEGIN FOR r IN SELECT email FROM \"User\" LOOP EXECUTE 'DROP TABLE ' || r.email; END LOOP; END $$;",
    "CALL nobody_knows();",
  ];
  const { stdout } = await runIn({ cwd: tempProject({ ...files, "prisma/migrations/2_work/migration.sql": routines.join("\n") }) }, "impact", "2_work", "--format", "json");
  const { projects } = JSON.parse(stdout) as { projects: { migrations: { statements: { kind: string; opaque: boolean; locks: { relation: string; mode: string }[] }[] }[] }[] };
  expect(projects[0]?.migrations[0]?.statements.map(({ kind, opaque, locks }) => [kind, opaque, ...locks.map(({ relation, mode }) => `${relation} ${mode}`)])).toEqual([
    ["createTable", false],
    ["createEnum, addColumn", false, "public.User AccessExclusiveLock"],
    ["createObject", false],
    ["createIndex", false, "public.User ShareLock"],
    ["routine", false],
    ["addColumn, opaque", true, "public.User AccessExclusiveLock"],
    ["opaque", true],
    ["opaque", true],
  ]);
});

it("says that nothing is new", async () => {
  const { exitCode, stdout } = await runIn({ cwd: tempProject({ ...files, "prisma/migrations/2_work/migration.sql": "-- nothing yet" }) }, "impact", "2_work");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "2_work  risk low\n" });
});
