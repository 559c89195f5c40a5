import { cpSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import plugin from "../../src/eslint/index.js";
import { lint } from "../../src/index.js";
import { readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";
import { sandbox, type Work } from "../discover/git/sandbox.js";
import { eslint, placed, versions, type Linting } from "./linters.js";

const shop = "fixtures/projects/shop";

/** The shop with its first migrations on main and the others new. */
function shopWithNew(count: number): Work {
  const work = sandbox().init("shop");
  const migrations = readdirSync(join(shop, "prisma/migrations")).filter((name) => name !== "migration_lock.toml").sort();
  const fresh = migrations.slice(migrations.length - count);
  cpSync(shop, work.folder, { recursive: true, filter: (path) => !fresh.some((name) => path.includes(name)) });
  work.commit({});
  for (const name of fresh) cpSync(join(shop, "prisma/migrations", name), join(work.folder, "prisma/migrations", name), { recursive: true });
  return work;
}

/** A rule's fixture as a project: what is at the base, and the new. */
function projectOf(fixture: RuleFixture): Work {
  const work = sandbox().init("fixture");
  const known = fixture.fresh === "all" ? 0 : fixture.migrations.length - fixture.fresh;
  const migration = (at: { readonly file: string; readonly text: string }) => work.write(`prisma/migrations/${at.file}`, at.text);
  const schemas = (sources: RuleFixture["schema"]) => sources.forEach(({ file, text }) => work.write(`prisma/${file}`, text.includes("datasource ") ? text : `${text}\ndatasource db {\n  provider = "postgresql"\n}\n`));
  work.write("prisma/migrations/migration_lock.toml", 'provider = "postgresql"\n');
  work.write("prisma-migrate-lint.config.json", JSON.stringify({ ...fixture.config, prismaVersion: "6.19.0", extends: ["strict"] }));
  fixture.migrations.slice(0, known).forEach(migration);
  schemas(fixture.base ?? fixture.schema);
  work.commit({});
  fixture.migrations.slice(known).forEach(migration);
  schemas(fixture.schema);
  return work;
}

/** `file rule line:column-line:column message help`, as the command line has it. */
async function byCommandLine(cwd: string): Promise<string[]> {
  const { projects } = await lint({ cwd });
  return projects.flatMap(({ findings, sources }) => findings.map(({ rule, file, span, message, help }) => {
    const source = sources.get(file);
    const [start, end] = [source?.position(span.start), source?.position(span.end)];
    return `${file} ${rule} ${start?.line}:${start?.column}-${end?.line}:${end?.column} ${message} ${help}`;
  })).sort();
}

async function byEslint(linting: Linting, cwd: string): Promise<string[]> {
  const results = await linting.lintFiles(["**/*.sql", "**/*.prisma"]);
  return results.flatMap(({ filePath, messages }) => messages.map((message) => `${filePath.slice(cwd.length + 1)} ${placed(message)} ${message.message}`)).sort();
}

describe.each(versions)("ESLint %s", (version) => {
  it("finds what the command line finds: nothing new but schema.prisma, two and six new migrations", async () => {
    for (const count of [0, 2, 6]) {
      const { folder } = shopWithNew(count);
      const configs = plugin.configs.recommended;
      expect(await byEslint(eslint(version, { cwd: folder, configs }), folder)).toEqual(await byCommandLine(folder));
    }
  });
});
