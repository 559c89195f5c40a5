import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { discover, type DiscoverOptions } from "../../src/discover/index.js";
import { noGit } from "../support/no-git.js";
import { LOCK, POSTGRESQL, smallProject, tempProject, USER } from "../support/temp-project.js";

interface Found {
  readonly name?: string;
  readonly root: string;
  readonly schema: readonly string[];
  readonly dir: string | undefined;
  readonly migrations: readonly string[];
  readonly notices: readonly string[];
}

async function find(root: string, options: Partial<DiscoverOptions> = {}): Promise<readonly Found[]> {
  const projects = await discover({ cwd: root, paths: [], config: undefined, selection: { kind: "new" }, git: noGit(root), ...options });
  return projects.map(({ name, root: folder, schema, migrationsDir, migrations, notices }) => ({
    ...(name === undefined ? {} : { name }),
    root: folder,
    schema: schema.map(({ file }) => file),
    dir: migrationsDir,
    migrations: migrations.map((migration) => migration.name),
    notices,
  }));
}

const INIT = "20240101000000_init";

function small(folder: string): Found {
  return { root: folder, schema: [join(folder, "prisma/schema.prisma")], dir: join(folder, "prisma/migrations"), migrations: [INIT], notices: [] };
}

function migrations(dir: string): Record<string, string> {
  return { [`${dir}/migration_lock.toml`]: LOCK, [`${dir}/${INIT}/migration.sql`]: "SELECT 1;" };
}

describe("where a schema is found", () => {
  test("prisma/schema.prisma", async () => {
    expect(await find(tempProject(smallProject()))).toEqual([small(".")]);
  });

  test("schema.prisma", async () => {
    const root = tempProject({ "schema.prisma": POSTGRESQL + USER, ...migrations("migrations") });
    expect(await find(root)).toEqual([{ root: ".", schema: ["schema.prisma"], dir: "migrations", migrations: [INIT], notices: [] }]);
  });

  test("package.json#prisma.schema", async () => {
    const root = tempProject({ "package.json": '{ "prisma": { "schema": "db/main.prisma" } }', "db/main.prisma": POSTGRESQL + USER, ...migrations("db/migrations") });
    expect(await find(root)).toEqual([{ root: ".", schema: ["db/main.prisma"], dir: "db/migrations", migrations: [INIT], notices: [] }]);
  });

  test("prisma.config.ts names schema and migrations", async () => {
    const root = tempProject({ "prisma.config.ts": `export default { schema: "db/main.prisma", migrations: { path: "db/moves" } };`, "db/main.prisma": POSTGRESQL + USER, ...migrations("db/moves") });
    expect(await find(root)).toEqual([{ root: ".", schema: ["db/main.prisma"], dir: "db/moves", migrations: [INIT], notices: [] }]);
  });

  test(".config/prisma.ts without a schema leaves the default place", async () => {
    const root = tempProject({ ...smallProject(), ".config/prisma.ts": `export default { migrations: { path: "../prisma/migrations" } };` });
    expect(await find(root)).toEqual([small(".")]);
  });

  test("prisma.config.ts above the working directory counts for what lies in it", async () => {
    const root = tempProject({ "prisma.config.ts": `export default { schema: "db/schema.prisma", migrations: { path: "moves" } };`, "db/schema.prisma": POSTGRESQL + USER, ...migrations("moves") });
    const expected = [{ root: ".", schema: ["db/schema.prisma"], dir: "moves", migrations: [INIT], notices: [] }];
    expect(await find(join(root, "db"), { git: noGit(root) })).toEqual(expected);
    expect(await find(join(root, "moves", INIT), { git: noGit(root) })).toEqual(expected);
  });

  test("a folder of files: all at any depth in the order of their names, migrations in it (Prisma 7)", async () => {
    const root = tempProject({
      "prisma.config.ts": `export default { schema: "prisma/schema" };`,
      "prisma/schema/main.prisma": POSTGRESQL,
      "prisma/schema/models/user.prisma": USER,
      "prisma/schema/enums.prisma": "enum Role {\n  USER\n}\n",
      ...migrations("prisma/schema/migrations"),
    });
    expect(await find(root)).toEqual([
      { root: ".", schema: ["prisma/schema/enums.prisma", "prisma/schema/main.prisma", "prisma/schema/models/user.prisma"], dir: "prisma/schema/migrations", migrations: [INIT], notices: [] },
    ]);
  });

  test("a folder of files: migrations next to the datasource (Prisma 6)", async () => {
    const root = tempProject({ "prisma.config.ts": `export default { schema: "prisma" };`, "prisma/base/main.prisma": POSTGRESQL, "prisma/user.prisma": USER, ...migrations("prisma/base/migrations") });
    expect(await find(root)).toEqual([{ root: ".", schema: ["prisma/base/main.prisma", "prisma/user.prisma"], dir: "prisma/base/migrations", migrations: [INIT], notices: [] }]);
  });

  test("a folder of files that nothing names: prisma/schema, and a datasource with its models in other files", async () => {
    const inFolder = tempProject({ "prisma/schema/schema.prisma": POSTGRESQL + USER, "prisma/schema/post.prisma": "model Post {\n  id Int @id\n}\n" });
    expect((await find(inFolder)).map(({ schema }) => schema)).toEqual([["prisma/schema/post.prisma", "prisma/schema/schema.prisma"]]);
    const apart = tempProject({ "prisma/schema.prisma": POSTGRESQL, "prisma/models/user.prisma": USER, ...migrations("prisma/migrations") });
    expect(await find(apart)).toEqual([{ root: ".", schema: ["prisma/models/user.prisma", "prisma/schema.prisma"], dir: "prisma/migrations", migrations: [INIT], notices: [] }]);
  });
});

describe("several projects", () => {
  test("a monorepo's, not those of node_modules, dist and dot folders, and no fixture without a datasource", async () => {
    const root = tempProject({
      ...smallProject("packages/a"),
      ...smallProject("packages/b"),
      ...smallProject("packages/a/node_modules/x"),
      ...smallProject("packages/a/dist"),
      ...smallProject(".next/cache"),
      "packages/a/test/fixture.prisma": USER,
      "packages/a/package.json": "{}",
    });
    expect(await find(root)).toEqual([small("packages/a"), small("packages/b")]);
    expect(await find(join(root, "packages/a"), { git: noGit(root) })).toEqual([small("packages/a")]);
    expect(await find(root, { paths: ["packages/b"] })).toEqual([small("packages/b")]);
  });

  test("the copy of the schema in a generated client is no project", async () => {
    const root = tempProject({ ...smallProject(), "src/generated/schema.prisma": POSTGRESQL + USER, "src/generated/index.d.ts": "", "src/generated/package.json": "{}", "src/generated/runtime/library.js": "" });
    expect(await find(root)).toEqual([small(".")]);
  });

  test("two databases in one folder are told apart by their schemas; migrations go to the schema of the same name", async () => {
    const root = tempProject({
      "prisma/mysql-schema.prisma": POSTGRESQL.replace("postgresql", "mysql") + USER,
      "prisma/postgresql-schema.prisma": POSTGRESQL + USER,
      ...migrations("prisma/postgresql-migrations"),
    });
    expect(await find(root)).toEqual([
      { name: "prisma/mysql-schema.prisma", root: ".", schema: ["prisma/mysql-schema.prisma"], dir: undefined, migrations: [], notices: ["prisma/mysql-schema.prisma uses mysql, which is not supported yet: its migrations are not linted."] },
      {
        name: "prisma/postgresql-schema.prisma",
        root: ".",
        schema: ["prisma/postgresql-schema.prisma"],
        dir: "prisma/postgresql-migrations",
        migrations: [INIT],
        notices: ['prisma/postgresql-migrations is taken for the migrations of prisma/postgresql-schema.prisma, beside which it lies: if that is wrong, give "projects" in prisma-migrate-lint\'s configuration.'],
      },
    ]);
  });

  test("the configuration's projects count instead of a search", async () => {
    const root = tempProject({ ...smallProject("a"), "db/x.prisma": POSTGRESQL + USER, ...migrations("moves") });
    const config = { projects: [{ name: "x", schema: "db/x.prisma", migrations: "moves" }, { name: "gone", schema: "gone.prisma" }] };
    expect(await find(root, { config, configFile: join(root, "prisma-migrate-lint.config.json") })).toEqual([
      { name: "x", root: "db", schema: ["db/x.prisma"], dir: "moves", migrations: [INIT], notices: [] },
      { name: "gone", root: ".", schema: [], dir: undefined, migrations: [], notices: ['Project "gone": its schema gone.prisma does not exist.', "The database provider of . is not known: give --provider postgresql if it is PostgreSQL. Its migrations are not linted."] },
    ]);
    expect((await find(root, { config, paths: [`moves/${INIT}/migration.sql`] })).map(({ name }) => name)).toEqual(["x"]);
  });
});

describe("paths and flags", () => {
  const files = { ...smallProject("a"), ...smallProject("b") };
  test.each(["a/prisma/schema.prisma", "a/prisma/migrations", `a/prisma/migrations/${INIT}`, `a/prisma/migrations/${INIT}/migration.sql`, "a/prisma", "a"])("%s selects its project", async (path) => {
    expect(await find(tempProject(files), { paths: [path] })).toEqual([small("a")]);
  });

  test("two paths of one project are one project; of two projects, two", async () => {
    const root = tempProject(files);
    expect(await find(root, { paths: ["a/prisma/schema.prisma", "a/prisma/migrations"] })).toEqual([small("a")]);
    expect(await find(root, { paths: ["b", `a/prisma/migrations/${INIT}`] })).toEqual([small("b"), small("a")]);
  });

  test("--schema and --migrations", async () => {
    const root = tempProject({ ...files, ...migrations("elsewhere") });
    expect(await find(root, { schema: "a/prisma/schema.prisma" })).toEqual([small("a")]);
    expect(await find(root, { schema: "a/prisma/schema.prisma", migrations: "elsewhere" })).toEqual([{ ...small("a"), dir: "elsewhere" }]);
    expect(await find(root, { migrations: "b/prisma/migrations" })).toEqual([small("b")]);
  });

  test("which migrations are reported", async () => {
    const names = ["20240101000000_init", "20240102000000_two", "20240103000000_three"];
    const root = tempProject({ ...smallProject(), [`prisma/migrations/${names[1]}/migration.sql`]: "SELECT 2;", [`prisma/migrations/${names[2]}/migration.sql`]: "SELECT 3;" });
    const reported = async (options: Partial<DiscoverOptions>) => {
      const [project] = await discover({ cwd: root, paths: [], config: undefined, selection: { kind: "paths" }, git: noGit(root), ...options });
      return project?.migrations.filter((migration) => migration.reported).map(({ name }) => name);
    };
    expect(await reported({ selection: { kind: "latest", count: 2 } })).toEqual([names[1], names[2]]);
    expect(await reported({ selection: { kind: "latest", count: 0 } })).toEqual([]);
    expect(await reported({ paths: [`prisma/migrations/${names[1]}/migration.sql`] })).toEqual([names[1]]);
    expect(await reported({ paths: [`prisma/migrations/${names[2]}`, "20240101000000_init"] })).toEqual([names[0], names[2]]);
    expect(await reported({ paths: ["prisma/schema.prisma"] })).toEqual([]);
    expect(await reported({ paths: ["prisma"] })).toEqual(names);
  });
});

describe("paths that go elsewhere", () => {
  test("spaces and non-ASCII letters, with forward slashes; migrations in the order of bytes", async () => {
    const root = tempProject({
      ...smallProject("my pröject"),
      "my pröject/prisma/migrations/20240101000000_z\uFF5E/migration.sql": "SELECT 1;",
      "my pröject/prisma/migrations/20240101000000_z\u{1F600}/migration.sql": "SELECT 1;",
      "my pröject/prisma/migrations/2_A b/migration.sql": "SELECT 1;",
    });
    expect(await find(root)).toEqual([{ ...small("my pröject"), migrations: ["20240101000000_init", "20240101000000_z\uFF5E", "20240101000000_z\u{1F600}", "2_A b"] }]);
  });

  test("a folder that links to itself does not hang, and a project reached by two links is one", async () => {
    const root = tempProject({ ...smallProject("a"), "a/prisma/loop": "-> ..", "a/prisma/migrations/circle": "-> circle", "b/prisma": "-> ../a/prisma", "b/package.json": "{}", "c": "-> a" });
    expect(await find(root)).toEqual([small("a")]);
    expect(await find(root, { paths: ["b/prisma/schema.prisma", "c"] })).toEqual([small("a")]);
  });

  test("a schema folder with links in a circle is read once", async () => {
    const root = tempProject({ "prisma.config.ts": `export default { schema: "prisma" };`, "prisma/a.prisma": POSTGRESQL, "prisma/b.prisma": "-> a.prisma", "prisma/again": "-> .", "prisma/broken": "-> nowhere" });
    expect((await find(root)).map(({ schema }) => schema)).toEqual([["prisma/a.prisma"]]);
  });
});
