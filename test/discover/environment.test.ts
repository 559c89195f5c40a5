import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { discover } from "../../src/discover/index.js";
import { readDatasource } from "../../src/discover/datasource.js";
import { findPrismaVersion } from "../../src/discover/versions/prisma-version.js";
import { findServerVersion } from "../../src/discover/versions/server-version.js";
import { parseVersion } from "../../src/discover/versions/version.js";
import { noGit } from "../support/no-git.js";
import { smallProject, tempProject, type Files } from "../support/temp-project.js";

function prisma(files: Files, folder = "packages/db") {
  const root = tempProject({ "packages/db/package.json": '{ "dependencies": { "prisma": "^5.0.0" } }', ...files });
  const { value, source } = findPrismaVersion(join(root, folder), root);
  return value === undefined ? source : `${value.major}.${value.minor}.${value.patch} ${source}`;
}

describe("Prisma's version", () => {
  const npm = (lock: unknown) => JSON.stringify(lock, undefined, 2);
  test.each<readonly [string, Files, string]>([
    ["not the range of package.json", {}, "not found: assumed"],
    ["installed", { "packages/db/node_modules/prisma/package.json": '{ "version": "6.19.3" }', "package-lock.json": npm({ packages: { "node_modules/prisma": { version: "1.0.0" } } }) }, "6.19.3 packages/db/node_modules/prisma/package.json"],
    ["installed at the root, only the client", { "node_modules/@prisma/client/package.json": '{ "version": "7.4.0" }' }, "7.4.0 node_modules/@prisma/client/package.json"],
    ["package-lock.json", { "package-lock.json": npm({ packages: { "node_modules/@prisma/client": { version: "1.0.0" }, "node_modules/prisma": { version: "6.17.1" } } }) }, "6.17.1 package-lock.json"],
    ["package-lock.json, a workspace's own", { "package-lock.json": npm({ packages: { "node_modules/prisma": { version: "6.0.0" }, "packages/db/node_modules/prisma": { version: "7.0.1" } } }) }, "7.0.1 package-lock.json"],
    ["package-lock.json, version 1", { "npm-shrinkwrap.json": npm({ dependencies: { prisma: { version: "2.30.3" } } }) }, "2.30.3 npm-shrinkwrap.json"],
    [
      "pnpm 9, the workspace's own among several",
      {
        "pnpm-lock.yaml":
          "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    devDependencies:\n      prisma:\n        specifier: 5.0.0\n        version: 5.0.0\n\n  packages/db:\n    dependencies:\n      '@prisma/client':\n        specifier: 6.14.0\n        version: 6.14.0(prisma@6.14.0)\n      prisma:\n        specifier: 'catalog:'\n        version: 6.14.1(magicast@0.3.5)\n\npackages:\n\n  prisma@5.0.0:\n    x: y\n\n  prisma@6.14.1:\n    x: y\n",
      },
      "6.14.1 pnpm-lock.yaml",
    ],
    ["pnpm 9, of the root", { "pnpm-lock.yaml": "importers:\n\n  .:\n    devDependencies:\n      prisma:\n        specifier: ^5.0.0\n        version: 5.1.0\n\n  packages/db: {}\n\npackages:\n\n  prisma@5.1.0:\n\n  prisma@6.14.1:\n" }, "5.1.0 pnpm-lock.yaml"],
    ["pnpm 6", { "pnpm-lock.yaml": "lockfileVersion: 5.4\n\nspecifiers:\n  prisma: ^4.0.0\n\ndevDependencies:\n  prisma: 4.8.1\n\npackages:\n\n  /prisma/4.8.1:\n    hasBin: true\n" }, "4.8.1 pnpm-lock.yaml"],
    ["yarn 1", { "yarn.lock": 'prettier@^3.0.0:\n  version "3.0.0"\n\nprisma@^6.0.0, prisma@^6.1.0:\n  version "6.10.1"\n' }, "6.10.1 yarn.lock"],
    ["yarn berry", { "yarn.lock": '"prisma@npm:^6.0.0":\n  version: 6.2.0\n  resolution: "prisma@npm:6.2.0"\n' }, "6.2.0 yarn.lock"],
    ["yarn, two different ones are no answer", { "yarn.lock": 'prisma@^5.0.0:\n  version "5.0.0"\n\nprisma@^6.0.0:\n  version "6.0.0"\n' }, "not found: assumed"],
    ["bun", { "bun.lock": '{ "packages": { "prisma": ["prisma@7.1.0", "", { "bin": {} }] } }' }, "7.1.0 bun.lock"],
    ["a broken lock file", { "package-lock.json": "<<<<<<<" }, "not found: assumed"],
  ])("%s", (_name, files, expected) => {
    expect(prisma(files)).toBe(expected);
  });

  test.each([
    ["7.10", { major: 7, minor: 10, patch: 0 }],
    ["v6.19.0-dev.3", { major: 6, minor: 19, patch: 0 }],
    ["16", { major: 16, minor: 0, patch: 0 }],
    ["^6.0.0", undefined],
    ["", undefined],
  ])("%s as a version", (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });
});

describe("the server's version", () => {
  const image = (name: string) => `services:\n  db:\n    image: ${name}\n`;
  test.each<readonly [string, Files, string]>([
    ["nothing", {}, "not found: assumed"],
    ["docker compose", { "docker-compose.yml": image("postgres:16-alpine") }, "16 docker-compose.yml"],
    ["nearest first", { "compose.yaml": image("postgres:15"), "packages/db/docker-compose.dev.yml": image('"docker.io/library/postgres:15.4"') }, "15 packages/db/docker-compose.dev.yml"],
    ["workflow", { ".github/workflows/ci.yml": image("postgis/postgis:17-3.5") }, "17 .github/workflows/ci.yml"],
    ["pgvector", { "compose.yml": image("pgvector/pgvector:0.8.0-pg17") }, "17 compose.yml"],
    ["timescale", { "compose.yml": image("timescale/timescaledb:2.15.0-pg14 # old") }, "14 compose.yml"],
    ["they disagree", { "compose.yml": image("postgres:15"), ".github/workflows/ci.yml": image("postgres:16") }, "not found: assumed"],
    ["one does not say", { "compose.yml": image("postgres:15"), ".github/workflows/ci.yml": image("postgres:latest") }, "not found: assumed"],
    ["other images, comments", { "compose.yml": `${image("redis:7")}    # image: postgres:12\n    image: prom/postgres-exporter:9\n` }, "not found: assumed"],
  ])("%s", (_name, files, expected) => {
    const root = tempProject({ "packages/db/x": "", ...files });
    const { value, source } = findServerVersion(join(root, "packages/db"), root);
    expect(value === undefined ? source : `${value} ${source}`).toBe(expected);
  });
});

describe("a project's environment", () => {
  const environment = async (files: Files, config: Parameters<typeof discover>[0]["config"]) => {
    const root = tempProject({ ...smallProject(), ...files });
    const [project] = await discover({ cwd: root, paths: [], config, selection: { kind: "new" }, git: noGit(root) });
    return project?.environment;
  };

  test("nothing known", async () => {
    const unknown = { value: undefined, source: "not found: assumed" };
    expect(await environment({}, undefined)).toEqual({ provider: "postgresql", serverVersion: unknown, prismaVersion: unknown, runner: undefined, placeholders: new Map(), defaultSchema: { value: "public", source: "not found: assumed" }, timeZone: unknown });
  });

  test("the configuration's word counts, a project's own before the common one", async () => {
    const files = { "compose.yml": "image: postgres:15", "node_modules/prisma/package.json": '{ "version": "6.0.0" }' };
    const config = { postgresVersion: 16, prismaVersion: "7.10", defaultSchema: "app", timeZone: "UTC", projects: [{ name: "x", schema: "prisma/schema.prisma", postgresVersion: "17.2", runner: { transaction: "statement" as const } }] };
    const source = "configuration";
    expect(await environment(files, config)).toEqual({
      provider: "postgresql",
      serverVersion: { value: 17, source },
      prismaVersion: { value: { major: 7, minor: 10, patch: 0 }, source },
      runner: "statement",
      placeholders: new Map(),
      defaultSchema: { value: "app", source },
      timeZone: { value: "UTC", source },
    });
  });

  test("?schema= of a literal url in the schema, in prisma.config.ts before it", async () => {
    const schema = 'datasource db {\n  provider = "postgresql"\n  url = "postgresql://u:p@h/db?schema=app"\n}\nmodel A {\n  id Int @id\n}\n';
    expect((await environment({ "prisma/schema.prisma": schema }, undefined))?.defaultSchema).toEqual({ value: "app", source: "prisma/schema.prisma" });
    const files = { "prisma/schema.prisma": schema, "prisma.config.ts": `export default { datasource: { url: "postgresql://h/db?schema=other" } };` };
    expect((await environment(files, undefined))?.defaultSchema).toEqual({ value: "other", source: "prisma.config.ts" });
  });
});

test.each<readonly [string, string, ReturnType<typeof readDatasource>]>([
  ["comments and strings are skipped", '// datasource a { }\n/* datasource b {\n} */\ngenerator c {\n  x = "datasource d { provider = 1 }"\n}\ndatasource e {\n  /// provider = "mysql"\n  provider = "postgresql" // "sqlite"\n}', { provider: "postgresql", defaultSchema: undefined }],
  ["on one line, with carriage returns", 'datasource db { provider = "postgresql" }\r\n', { provider: "postgresql", defaultSchema: undefined }],
  ["no string", 'datasource db {\r\n  provider = env("PROVIDER")\r\n}', { provider: undefined, defaultSchema: undefined }],
  ["the old list", 'datasource db {\n  provider = ["sqlite", "postgresql"]\n}', { provider: undefined, defaultSchema: undefined }],
  ["url by env()", 'datasource db {\n  provider = "postgresql"\n  url = env("A?schema=x")\n}', { provider: "postgresql", defaultSchema: undefined }],
  ["cut off", 'datasource db {\n  provider = "postgresql', { provider: undefined, defaultSchema: undefined }],
  ["a model of that name", "model datasource {\n  id Int @id\n}", undefined],
  ["none", "", undefined],
])("datasource: %s", (_name, text, expected) => {
  expect(readDatasource(text)).toEqual(expected);
});
