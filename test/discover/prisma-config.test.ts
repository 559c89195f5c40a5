import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findPrismaConfig, folderOfPrismaConfig } from "../../src/discover/prisma-config/find-prisma-config.js";
import { readPrismaConfig } from "../../src/discover/prisma-config/read-prisma-config.js";
import { tempProject } from "../support/temp-project.js";

async function read(text: string, file = "prisma.config.ts") {
  const root = tempProject({ [file]: text });
  const config = await readPrismaConfig(join(root, file), file);
  const shown = (reading: { readonly kind: string; readonly value?: string }) => (reading.value === undefined ? reading.kind : reading.value.replace(root, "ROOT"));
  return { schema: shown(config.schema), migrations: shown(config.migrations), tables: config.externalTables, defaultSchema: config.defaultSchema, notices: [...config.unread.map(({ notice }) => notice), ...config.notices] };
}

describe("paths that can be read without running the file", () => {
  test.each([
    ["string", `export default { schema: "db/schema.prisma" };`],
    ["defineConfig", `import { defineConfig } from "prisma/config"; export default defineConfig({ schema: "db/schema.prisma" });`],
    ["defineConfig under another name", `import { defineConfig as define } from "prisma/config"; export default define({ schema: "db/schema.prisma" });`],
    ["satisfies", `import type { PrismaConfig } from "prisma"; export default { schema: "db/schema.prisma" } satisfies PrismaConfig;`],
    ["as", `export default ({ schema: "db/schema.prisma" } as const) as unknown;`],
    ["constant", `const schema = "db/schema.prisma"; const config = { schema }; export default config;`],
    ["export list", `const config = { schema: "db/schema.prisma" }; export { config as default };`],
    ["module.exports", `module.exports = { schema: "db/schema.prisma" };`],
    ["export =", `export = { schema: "db/schema.prisma" };`],
    ["spread", `const base = { schema: "elsewhere" }; export default { ...base, schema: "db/schema.prisma" };`],
    ["template", "const dir = `db`; export default { schema: `${dir}/schema.prisma` };"],
    ["concatenation", `const dir = "db"; export default { schema: "./" + dir + "/schema.prisma" };`],
    ["path.join and __dirname", `import path from "node:path"; export default { schema: path.join(__dirname, "db", "schema.prisma") };`],
    ["namespace import", `import * as p from "path"; export default { schema: p.posix.join("db", "schema.prisma") };`],
    ["resolve", `import { resolve as at } from "node:path"; export default { schema: at("db", "schema.prisma") };`],
    ["require", `const path = require("path"); module.exports = { schema: path.resolve(__dirname, "db/schema.prisma") };`],
    ["destructured require", `const { join } = require("node:path"); exports.default = { schema: join("db", "schema.prisma") };`],
    ["process.cwd", `import { join } from "path"; export default { schema: join(process.cwd(), "db/schema.prisma") };`],
    ["import.meta.dirname", `import { join } from "path"; export default { schema: join(import.meta.dirname, "db/schema.prisma") };`],
    ["import.meta.url", `import { dirname, join } from "path"; import { fileURLToPath } from "url"; const here = dirname(fileURLToPath(import.meta.url)); export default { schema: join(here, "db/schema.prisma") };`],
    ["new URL", `import { fileURLToPath } from "node:url"; export default { schema: fileURLToPath(new URL("./db/schema.prisma", import.meta.url)) };`],
    ["new URL's pathname", `export default { schema: new URL("./db/schema.prisma", import.meta.url).pathname };`],
  ])("%s", async (_name, text) => {
    const { schema, notices } = await read(text);
    expect({ schema, notices }).toEqual({ schema: "ROOT/db/schema.prisma", notices: [] });
  });
});

describe("what cannot be read without running the file is said, never guessed", () => {
  const remedy = 'give --schema and --migrations, or "projects" in prisma-migrate-lint\'s configuration.';
  test.each([
    ["environment", `export default { schema: process.env.SCHEMA ?? "db/schema.prisma" };`],
    ["function", `import { at } from "./paths"; export default { schema: at("db/schema.prisma") };`],
    ["join of another module", `import { join } from "./paths"; export default { schema: join("db", "schema.prisma") };`],
    ["let", `let schema = "db/schema.prisma"; schema = "x"; export default { schema };`],
    ["condition", `export default { schema: process.env.CI ? "a" : "b" };`],
    ["names in a circle", `const a = b; const b = a; export default { schema: a };`],
  ])("%s", async (_name, text) => {
    const { schema, notices } = await read(text);
    expect(schema).toBe("unknown");
    expect(notices).toEqual([`prisma.config.ts: "schema" cannot be read without running the file: ${remedy}`]);
  });

  test("a spread that may hold any key", async () => {
    const { schema, migrations, notices } = await read(`import base from "./base"; export default { schema: "db/schema.prisma", ...base, migrations: { path: "m" } };`);
    expect({ schema, migrations, notices }).toEqual({
      schema: "unknown",
      migrations: "ROOT/m",
      notices: [
        `prisma.config.ts: "schema" cannot be read without running the file: ${remedy}`,
        'prisma.config.ts: "tables.external" cannot be read without running the file: write it as an array of strings.',
      ],
    });
  });

  test("migrations.path", async () => {
    expect(await read(`export default { schema: "s.prisma", migrations: { path: process.env.MIGRATIONS } };`)).toEqual({
      schema: "ROOT/s.prisma",
      migrations: "unknown",
      tables: [],
      defaultSchema: undefined,
      notices: [`prisma.config.ts: "migrations.path" cannot be read without running the file: ${remedy}`],
    });
  });

  test("a configuration made by a function", async () => {
    const { schema, migrations, notices } = await read(`export default make();`);
    expect({ schema, migrations, notices }).toEqual({ schema: "unknown", migrations: "unknown", notices: [`prisma.config.ts exports nothing that can be read without running it: ${remedy}`] });
  });

  test("a file that does not parse", async () => {
    const { notices } = await read(`export default {`);
    expect(notices).toEqual([`prisma.config.ts cannot be parsed (Unexpected token (1:16)): ${remedy}`]);
  });
});

test("the keys that count: external tables, a literal url's schema; env() stays unread without a word", async () => {
  const text = `
    import { defineConfig, env } from "prisma/config";
    const external = ["auth.users"];
    export default defineConfig({
      schema: "prisma/schema.prisma",
      migrations: { path: "prisma/moves", seed: run() },
      tables: { external: [...external, "public.geo"] },
      datasource: { url: "postgresql://localhost/db?connection_limit=1&schema=app" },
    });`;
  expect(await read(text)).toEqual({ schema: "ROOT/prisma/schema.prisma", migrations: "ROOT/prisma/moves", tables: ["auth.users", "public.geo"], defaultSchema: "app", notices: [] });
  expect((await read(`export default { datasource: { url: env("DATABASE_URL") } };`)).notices).toEqual([]);
});

test("the user's code is never run", async () => {
  const { schema } = await read(`globalThis.wasRun = true; throw new Error("run"); export default { schema: "s.prisma" };`);
  expect(schema).toBe("ROOT/s.prisma");
  expect("wasRun" in globalThis).toBe(false);
});

describe("where Prisma looks for its configuration", () => {
  test.each(["prisma.config.mts", "prisma7.config.ts", ".config/prisma.ts", ".config/prisma.config.cjs", ".config/prisma7.ts", "prisma.config/index.ts", ".config/prisma/index.js"])("%s", (file) => {
    const root = tempProject({ [file]: "" });
    expect(findPrismaConfig(root)).toBe(join(root, file));
    expect(folderOfPrismaConfig(join(root, file))).toBe(root);
  });

  test("prisma7.config before prisma.config, js before ts, the folder before .config", () => {
    const files = [".config/prisma.ts", "prisma.config.ts", "prisma.config.js", ".config/prisma7.js", "prisma7.config.ts"];
    for (let count = 1; count <= files.length; count++) {
      const root = tempProject(Object.fromEntries(files.slice(0, count).map((file) => [file, ""])));
      expect(findPrismaConfig(root)).toBe(join(root, files[count - 1] ?? ""));
    }
  });

  test("paths of .config/prisma.ts are relative to the file, as Prisma resolves them", async () => {
    const { schema } = await read(`export default { schema: "../prisma/schema.prisma" };`, ".config/prisma.ts");
    expect(schema).toBe("ROOT/prisma/schema.prisma");
  });
});
