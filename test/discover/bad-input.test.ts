import { ftruncateSync, openSync, closeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { discover, loadUserConfig, type DiscoverOptions } from "../../src/discover/index.js";
import { readText, reasonOf } from "../../src/discover/read-text.js";
import { LintError } from "../../src/model/lint-error.js";
import { noGit } from "../support/no-git.js";
import { LOCK, POSTGRESQL, smallProject, tempProject, USER, type Files } from "../support/temp-project.js";

const SQL = "prisma/migrations/20240101000000_init/migration.sql";
const PRISMA_LOCK = "prisma/migrations/migration_lock.toml";

function run(root: string, options: Partial<DiscoverOptions> = {}) {
  return discover({ cwd: root, paths: [], config: undefined, selection: { kind: "new" }, git: noGit(root), ...options });
}

/** Why and what to do, of the LintError that a run ends with. */
async function failure(action: Promise<unknown>, root: string): Promise<readonly string[]> {
  const error: unknown = await action.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof LintError)) throw new Error("it did not fail as wrong use does", { cause: error });
  return [error.message, error.todo].map((line) => line.replaceAll(root, "ROOT"));
}

async function notices(files: Files, options: Partial<DiscoverOptions> = {}): Promise<readonly string[]> {
  const projects = await run(tempProject({ ...smallProject(), ...files }), options);
  return projects.flatMap((project) => project.notices);
}

describe("files that cannot be read end the run", () => {
  test.each<readonly [string, Files, string, string]>([
    ["binary", { [SQL]: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0, 0, 0xff) }, `${SQL} is a binary file.`, "Replace it by a text file in UTF-8."],
    ["UTF-16", { [SQL]: Uint8Array.of(0xff, 0xfe, 0x53, 0, 0x45, 0) }, `${SQL} is UTF-16, which Prisma cannot read.`, "Save it as UTF-8."],
    ["binary schema", { "prisma/schema.prisma": Uint8Array.of(0, 1, 2, 3) , "package.json": '{"prisma":{"schema":"prisma/schema.prisma"}}' }, "prisma/schema.prisma is a binary file.", "Replace it by a text file in UTF-8."],
  ])("%s", async (_name, files, message, todo) => {
    const root = tempProject({ ...smallProject(), ...files });
    expect(await failure(run(root), root)).toEqual([message, todo]);
  });

  test("larger than 64 MiB", async () => {
    const root = tempProject(smallProject());
    const file = openSync(join(root, SQL), "r+");
    ftruncateSync(file, 65 * 1024 * 1024);
    closeSync(file);
    expect(await failure(run(root), root)).toEqual([`${SQL} is too large: 65 MiB; at most 64 MiB are read.`, "Move the data out of it, or leave it out with --schema or --migrations."]);
  });

  test.each<readonly [string, Files, string]>([
    ["links in a circle", { file: "-> file" }, "its symbolic links go in a circle"],
    ["a folder", { "file/x": "" }, "it is a folder"],
    ["nothing there", {}, "it does not exist"],
  ])("%s", async (_name, files, reason) => {
    const root = tempProject({ x: "", ...files });
    const reading = Promise.resolve().then(() => readText(join(root, "file"), "file"));
    expect(await failure(reading, root)).toEqual([`file cannot be read: ${reason}.`, "Check that the file is there and that you may read it."]);
  });

  // Tests may run as root, who may read everything.
  test("no permission", () => {
    expect(reasonOf(Object.assign(new Error("EACCES: permission denied, open '/x'"), { code: "EACCES" }))).toBe("permission denied");
  });

  test("but not a file that is no part of a project", async () => {
    expect(await notices({ "test/broken.prisma": Uint8Array.of(0, 1, 2, 3) })).toEqual([]);
  });
});

describe("bytes that people should know of", () => {
  test("invalid UTF-8 is read with replacement", async () => {
    const root = tempProject({ ...smallProject(), [SQL]: Uint8Array.of(0x2d, 0x2d, 0x20, 0xe9, 0x0a) });
    const [project] = await run(root);
    expect(project?.notices).toEqual([`${SQL} is not valid UTF-8: invalid bytes are read as \uFFFD.`]);
    expect(project?.migrations.map(({ source }) => source.text)).toEqual(["-- \uFFFD\n"]);
  });

  test("a byte order mark stays in the text", async () => {
    const [project] = await run(tempProject({ ...smallProject(), [SQL]: "\uFEFFSELECT 1;" }));
    expect(project?.migrations.map(({ source }) => source.text)).toEqual(["\uFEFFSELECT 1;"]);
  });

  test("a NUL in good text is left for the parser", async () => {
    expect(await notices({ [SQL]: `SELECT 1;\0${"-- more text\n".repeat(20)}` })).toEqual([`${SQL} contains NUL characters.`]);
  });
});

describe("providers and migration_lock.toml", () => {
  const withoutProvider = { "prisma/schema.prisma": `datasource db {\n  // provider = "mysql"\n}\n${USER}` };
  test.each<readonly [string, Files, readonly string[]]>([
    ["not supported yet", { "prisma/schema.prisma": POSTGRESQL.replace("postgresql", "mysql"), [PRISMA_LOCK]: LOCK.replace("postgresql", "mysql") }, ["prisma/schema.prisma uses mysql, which is not supported yet: its migrations are not linted."]],
    [
      "unknown",
      { "prisma/schema.prisma": POSTGRESQL.replace("postgresql", "postgre"), [PRISMA_LOCK]: "" },
      [
        `${PRISMA_LOCK} names no provider.`,
        'Unknown provider "postgre" in the datasource of prisma/schema.prisma: expected one of postgresql, cockroachdb, mysql, sqlite, sqlserver, mongodb.',
        'The database provider "postgre" of prisma/schema.prisma is not known: give --provider postgresql if it is PostgreSQL. Its migrations are not linted.',
      ],
    ],
    ["schema and lock disagree, which a rule says", { [PRISMA_LOCK]: 'provider = "sqlite"\n' }, []],
    ["broken lock", { [PRISMA_LOCK]: "# x\nprovider = postgresql\n" }, [`${PRISMA_LOCK} is not valid TOML (line 2): it is not read.`]],
    ["conflicted lock", { [PRISMA_LOCK]: `<<<<<<< HEAD\n${LOCK}=======\nprovider = "mysql"\n>>>>>>> x\n` }, [`${PRISMA_LOCK} has unresolved merge conflicts: it is not read.`]],
    ["the lock tells what the schema does not", withoutProvider, []],
    ["Prisma's other word for PostgreSQL", { "prisma/schema.prisma": POSTGRESQL.replace("postgresql", "postgres") }, []],
  ])("%s", async (_name, files, expected) => {
    expect(await notices(files)).toEqual(expected);
  });

  test("the migrations of another provider are never read as PostgreSQL's", async () => {
    const root = tempProject({ ...smallProject(), "prisma/schema.prisma": POSTGRESQL.replace("postgresql", "sqlite"), [PRISMA_LOCK]: 'provider = "sqlite"' });
    const found = (await run(root)).map(({ provider, environment, migrations, migrationsDir }) => [provider, environment.provider, migrations.length, migrationsDir]);
    expect(found).toEqual([["sqlite", "sqlite", 0, "prisma/migrations"]]);
    expect((await run(root, { provider: "postgresql" })).map(({ provider, migrations }) => [provider, migrations.length])).toEqual([["postgresql", 1]]);
  });
});

describe("migrations folders", () => {
  test.each<readonly [string, Files, readonly string[]]>([
    ["a folder without migration.sql, which a rule says", { "prisma/migrations/20240102000000_empty/README.md": "" }, []],
    ["Prisma 8", { "prisma/migrations/app/20260520T1317_first/ops.json": "[]" }, ["prisma/migrations holds migrations of Prisma 8 (ops.json): its format is not supported yet, they are not linted."]],
    ["other files, and a down.sql beside migration.sql", { "prisma/migrations/README.md": "", "prisma/migrations/20240101000000_init/down.sql": "DROP TABLE x;" }, []],
    ["the configuration points nowhere", { "prisma.config.ts": `export default { schema: "prisma/schema.prisma", migrations: { path: "moves" } };` }, ["The migrations folder of prisma/schema.prisma does not exist: moves."]],
  ])("%s", async (_name, files, expected) => {
    expect(await notices(files)).toEqual(expected);
  });

  test("what Prisma finds beside the migrations", async () => {
    const root = tempProject({
      ...smallProject(), [PRISMA_LOCK]: 'provider = "sqlite"\n', "prisma/migrations/20240102000000_empty/README.md": "", "prisma/migrations/fix.sql": "", "prisma/migrations/20240101000000_init/down.sql": "", "prisma/migrations/20240101000000_init/seed.sql": "",
    });
    expect((await run(root)).map(({ folder }) => folder)).toEqual([
      {
        dir: "prisma/migrations",
        lock: { file: PRISMA_LOCK, provider: "sqlite" },
        lockThere: true,
        provider: "postgresql",
        withoutSql: [{ path: "prisma/migrations/20240102000000_empty", files: ["README.md"] }],
        stray: ["prisma/migrations/20240101000000_init/seed.sql", "prisma/migrations/fix.sql"],
      },
    ]);
  });
});

describe("wrong use", () => {
  test.each<readonly [string, Partial<DiscoverOptions>, string, string]>([
    ["--schema", { schema: "nope.prisma" }, "--schema nope.prisma does not exist.", "Check the path; it is relative to the working directory."],
    ["--migrations", { migrations: "nope" }, "--migrations nope does not exist.", "Check the path; it is relative to the working directory."],
    ["--migrations with a file", { migrations: SQL }, `--migrations ${SQL} is a file.`, "Give the folder that holds the migrations."],
    ["--provider", { provider: "oracle" }, 'Unknown provider "oracle".', "Give one of postgresql, cockroachdb, mysql, sqlite, sqlserver, mongodb with --provider."],
    ["a path", { paths: ["prisma/nope.prisma"] }, "prisma/nope.prisma does not exist.", "Check the path; it is relative to the working directory."],
    ["a migration's name", { paths: ["20990101000000_nope"] }, "There is no file, folder or migration named 20990101000000_nope.", "Give a path relative to the working directory, or a migration's full folder name."],
    ["prismaVersion", { config: { prismaVersion: "latest" } }, '"prismaVersion" in the configuration is "latest", which is no version.', 'Write it like "7.10".'],
    ["postgresVersion", { config: { postgresVersion: "new" } }, '"postgresVersion" in the configuration is "new", which is no version.', "Write it like 16."],
    ["a path outside of the configuration's projects", { paths: ["other"], config: { projects: [{ name: "x", schema: "prisma/schema.prisma" }] } }, "other belongs to no project of the configuration.", 'Add it to "projects" in the configuration, or give another path.'],
  ])("%s", async (_name, options, message, todo) => {
    const root = tempProject({ ...smallProject(), "other/file.txt": "" });
    expect(await failure(run(root, options), root)).toEqual([message, todo]);
  });

  test("no project at all", async () => {
    const root = tempProject({ "src/fixture.prisma": USER });
    expect(await failure(run(join(root, "src"), { git: noGit(root) }), root)).toEqual(["No Prisma project found in src.", "Run it where schema.prisma or prisma.config.ts is, or say where: --schema PATH."]);
  });

  test("a configuration that points nowhere and nothing else", async () => {
    const root = tempProject({ "prisma.config.ts": `export default { schema: "gone.prisma" };` });
    expect(await failure(run(root), root)).toEqual(['prisma.config.ts: "schema" points to gone.prisma, which does not exist.', "Say where it is: --schema PATH, and --migrations DIR."]);
  });

  test("a configuration that cannot be read hides the schema it may speak of, and --schema brings it back", async () => {
    const root = tempProject({ ...smallProject(), "prisma.config.ts": `export default { schema: process.env.SCHEMA };` });
    const why = 'prisma.config.ts: "schema" cannot be read without running the file: give --schema and --migrations, or "projects" in prisma-migrate-lint\'s configuration.';
    expect(await failure(run(root), root)).toEqual([why, "Say where it is: --schema PATH, and --migrations DIR."]);
    const [project] = await run(root, { schema: "prisma/schema.prisma" });
    expect([project?.migrationsDir, project?.notices]).toEqual(["prisma/migrations", []]);
  });

  test("what such a configuration does say still counts for the schema that is given", async () => {
    const config = `export default { schema: process.env.SCHEMA, migrations: { path: "moves" }, tables: { external: ["auth.users"] } };`;
    const root = tempProject({ ...smallProject(), "prisma.config.ts": config, "moves/1_x/migration.sql": "SELECT 1;" });
    const [project] = await run(root, { schema: "prisma/schema.prisma" });
    expect([project?.migrationsDir, project?.externalTables, project?.notices]).toEqual(["moves", ["auth.users"], []]);
  });

  test("Prisma 8", async () => {
    const root = tempProject({ "prisma.config.ts": `import { defineConfig } from "@prisma/cli-engine"; export default defineConfig({ orm: {} });`, "contract.prisma": USER });
    expect(await failure(run(root), root)).toEqual(["prisma.config.ts is a configuration of Prisma 8, which is not supported yet.", "Say where it is: --schema PATH, and --migrations DIR."]);
  });

  test("a configuration without a schema, and none at the default places", async () => {
    const root = tempProject({ "prisma.config.ts": "export default {};" });
    expect(await failure(run(root), root)).toEqual(["prisma.config.ts names no schema, and there is none at schema.prisma or prisma/schema.prisma.", "Say where it is: --schema PATH, and --migrations DIR."]);
  });

  test("a configuration that does not parse wants both", async () => {
    const root = tempProject({ ...smallProject(), "prisma.config.ts": "export default {" });
    const why = 'prisma.config.ts cannot be parsed (Unexpected token (1:16)): give --schema and --migrations, or "projects" in prisma-migrate-lint\'s configuration.';
    const read = async (options: Partial<DiscoverOptions>) => (await run(root, options)).map(({ migrationsDir, notices: lines }) => [migrationsDir, lines]);
    expect(await read({ schema: "prisma/schema.prisma" })).toEqual([[undefined, [why]]]);
    expect(await read({ schema: "prisma/schema.prisma", migrations: "prisma/migrations" })).toEqual([["prisma/migrations", []]]);
  });

  test("a project of the configuration that names nothing", async () => {
    const root = tempProject(smallProject());
    expect(await failure(run(root, { config: { projects: [{ name: "x" }] } }), root)).toEqual(['Project "x" in the configuration names neither "schema" nor "migrations".', "Say where it is: --schema PATH, and --migrations DIR."]);
  });
});

describe("our own configuration", () => {
  const name = "prisma-migrate-lint.config";
  test.each<readonly [string, Files, string, unknown]>([
    ["ts", { [`${name}.ts`]: `interface C { since: string } const c: C = { since: "origin/main" }; export default c;` }, `${name}.ts`, { since: "origin/main" }],
    ["mjs", { [`${name}.mjs`]: `export default { since: "x" };` }, `${name}.mjs`, { since: "x" }],
    ["json above the working directory", { [`${name}.json`]: `\uFEFF{ "since": "x" }` }, `${name}.json`, { since: "x" }],
    ["package.json", { "package.json": `{ "prisma-migrate-lint": { "since": "x" } }` }, "package.json", { since: "x" }],
    ["the nearest first, ts before json", { [`a/b/${name}.json`]: "{}", [`a/b/${name}.ts`]: "export default { since: 'near' };", [`${name}.ts`]: "export default {};" }, `a/b/${name}.ts`, { since: "near" }],
  ])("%s", async (_name, files, file, value) => {
    const root = tempProject({ "a/b/x": "", ...files });
    expect(await loadUserConfig(join(root, "a/b"), root, undefined)).toEqual({ path: join(root, file), file, value });
  });

  test("none; package.json without our key", async () => {
    const root = tempProject({ "package.json": `{ "devDependencies": { "prisma-migrate-lint": "1" } }` });
    expect(await loadUserConfig(root, root, undefined)).toBe(undefined);
  });

  test.each<readonly [string, Files, string | undefined, string, string]>([
    ["throws", { [`${name}.ts`]: `throw new Error("no database\\nat all");` }, undefined, `${name}.ts cannot be loaded: no database.`, `Correct ${name}.ts.`],
    ["broken JSON", { [`${name}.json`]: `{ "since": }` }, undefined, `${name}.json is not valid JSON: Unexpected token '}', "{ "since": }" is not valid JSON.`, `Correct ${name}.json.`],
    ["missing", {}, "lint.json", "The configuration lint.json does not exist.", "Check the path given with --config."],
    ["package.json without the key", { "package.json": "{}" }, "package.json", 'package.json has no key "prisma-migrate-lint".', "Add it, or give another file with --config."],
  ])("%s", async (_name, files, given, message, todo) => {
    const root = tempProject({ x: "", ...files });
    expect(await failure(loadUserConfig(root, root, given), root)).toEqual([message, todo]);
  });
});
