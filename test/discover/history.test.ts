import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { discover, type DiscoverOptions } from "../../src/discover/index.js";
import type { Project } from "../../src/model/project.js";
import { LOCK, POSTGRESQL, USER } from "../support/temp-project.js";
import { sandbox, type Work } from "./git/sandbox.js";

const SCHEMA = "app/prisma/schema.prisma";
const DIR = "app/prisma/migrations";

function migration(name: string, text = `-- ${name}\n`): Record<string, string> {
  return { [`${DIR}/${name}/migration.sql`]: text };
}

/** `main` with the migrations 1 and 3, then a branch `feature` that is checked out. */
function forked(): Work {
  const work = sandbox().init("repo");
  work.commit({ [SCHEMA]: POSTGRESQL + USER, [`${DIR}/migration_lock.toml`]: LOCK, ...migration("1_a"), ...migration("3_c") });
  work.git("switch", "--quiet", "--create", "feature");
  return work;
}

function onMain(work: Work, files: Readonly<Record<string, string>>, before: () => void = () => {}): void {
  work.git("switch", "--quiet", "main");
  before();
  work.commit(files);
  work.git("switch", "--quiet", "feature");
}

async function read(work: Work, options: Partial<DiscoverOptions> = {}): Promise<Project> {
  const [project, ...others] = await discover({ cwd: `${work.folder}/app/prisma`, paths: [], config: undefined, selection: { kind: "new" }, git: await work.open(), ...options });
  if (project === undefined || others.length > 0) throw new Error("expected one project");
  return project;
}

/** `name deployed reported text` of each migration. */
function history(project: Project): readonly string[] {
  return project.migrations.map(({ name, deployed, reported, source }) => [name, ...(deployed ? ["deployed"] : []), ...(reported ? ["reported"] : []), source.text.trim()].join(" "));
}

test("the tip's migrations and the branch's, in Prisma's order; the new ones are reported", async () => {
  const work = forked();
  work.commit(migration("2_b"));
  onMain(work, migration("4_d"));
  work.write(`${DIR}/5_e/migration.sql`, "-- untracked\n");
  const project = await read(work);
  expect(history(project)).toEqual(["1_a deployed -- 1_a", "2_b reported -- 2_b", "3_c deployed -- 3_c", "4_d deployed -- 4_d", "5_e reported -- untracked"]);
  expect([project.root, project.migrationsDir, project.base]).toEqual(["app", DIR, { kind: "git", ref: "main", source: "local default branch" }]);
  expect(project.migrations.map(({ source }) => source.file)).toEqual(["1_a", "2_b", "3_c", "4_d", "5_e"].map((name) => `${DIR}/${name}/migration.sql`));
});

test("a deployed migration counts with its deployed text, unless it is the one to report", async () => {
  const work = forked();
  work.commit(migration("1_a", "-- edited\n"));
  expect(history(await read(work))).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c"]);
  expect(history(await read(work, { selection: { kind: "paths" }, paths: ["1_a"] }))).toEqual(["1_a deployed reported -- edited", "3_c deployed -- 3_c"]);
  expect(history(await read(work, { selection: { kind: "latest", count: 1 } }))).toEqual(["1_a deployed -- 1_a", "3_c deployed reported -- 3_c"]);
  expect(history(await read(work, { selection: { kind: "all" } }))).toEqual(["1_a deployed reported -- edited", "3_c deployed reported -- 3_c"]);
});

test("deleted here, it is still deployed; squashed away at the tip, it is no part of the history", async () => {
  const deleted = forked();
  rmSync(`${deleted.folder}/${DIR}`, { recursive: true });
  deleted.commit({});
  const project = await read(deleted);
  expect(history(project)).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c"]);
  expect([project.migrationsDir, project.provider]).toEqual([DIR, "postgresql"]);

  const squashed = forked();
  onMain(squashed, migration("1_squash"), () => squashed.git("rm", "--quiet", "-r", `${DIR}/1_a`, `${DIR}/3_c`));
  squashed.commit(migration("4_d"));
  expect(history(await read(squashed))).toEqual(["1_squash deployed -- 1_squash", "4_d reported -- 4_d"]);
});

test("the schema at the base", async () => {
  const work = forked();
  work.commit({ [SCHEMA]: `${POSTGRESQL}model Changed {\n  id Int @id\n}\n` });
  const { schema, baseSchema } = await read(work);
  expect(schema.map(({ file, text }) => [file, text])).toEqual([[SCHEMA, `${POSTGRESQL}model Changed {\n  id Int @id\n}\n`]]);
  expect(baseSchema?.map(({ file, text }) => [file, text])).toEqual([[SCHEMA, POSTGRESQL + USER]]);
});

test("--staged reads the index and reports what it has otherwise", async () => {
  const work = forked();
  work.write(`${DIR}/4_d/migration.sql`, "-- staged\n");
  work.write(SCHEMA, `${POSTGRESQL}// staged\n`);
  work.git("add", "--all");
  work.write(`${DIR}/4_d/migration.sql`, "-- later\n");
  work.write(SCHEMA, `${POSTGRESQL}// later\n`);
  work.write(`${DIR}/5_e/migration.sql`, "-- untracked\n");
  const project = await read(work, { selection: { kind: "staged" } });
  expect(history(project)).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c", "4_d reported -- staged", "5_e -- untracked"]);
  expect(project.schema.map(({ text }) => text)).toEqual([`${POSTGRESQL}// staged\n`]);
});

test("--staged reads a first migration whose folder is gone from disk", async () => {
  const work = sandbox().init("first");
  work.commit({ [SCHEMA]: POSTGRESQL });
  work.git("switch", "--quiet", "--create", "feature");
  work.write(`${DIR}/1_a/migration.sql`, "-- staged\n");
  work.git("add", "--all");
  rmSync(`${work.folder}/${DIR}`, { recursive: true });
  expect(history(await read(work, { selection: { kind: "staged" } }))).toEqual(["1_a reported -- staged"]);
});

test("--staged reads nothing that is changed and not staged", async () => {
  const work = forked();
  work.write(`${DIR}/4_d/migration.sql`, "-- staged\n");
  work.git("add", "--all");
  work.write(SCHEMA, `${POSTGRESQL}// later\n`);
  const project = await read(work, { selection: { kind: "staged" } });
  expect(history(project)).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c", "4_d reported -- staged"]);
  expect(project.schema.map(({ text }) => text)).toEqual([POSTGRESQL + USER]);
});

test("`deployed` names what is deployed, `since` what is new", async () => {
  const work = forked();
  work.git("tag", "production");
  onMain(work, migration("4_d"));
  work.git("merge", "--quiet", "main");
  work.commit(migration("5_e"));
  expect(history(await read(work, { config: { deployed: "production" } }))).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c", "4_d -- 4_d", "5_e reported -- 5_e"]);
  const since = await read(work, { since: ["production"] });
  expect(history(since)).toEqual(["1_a deployed -- 1_a", "3_c deployed -- 3_c", "4_d reported -- 4_d", "5_e reported -- 5_e"]);
  expect(since.base).toEqual({ kind: "git", ref: "production", source: "--since" });
});
