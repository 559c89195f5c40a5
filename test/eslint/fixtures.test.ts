import { expect, it } from "vitest";
import { resolveConfig } from "../../src/check/config/config.js";
import { loadDialect } from "../../src/dialects/index.js";
import plugin from "../../src/eslint/index.js";
import { History } from "../../src/eslint/history.js";
import type { AskedRule } from "../../src/eslint/questions.js";
import { judgeOf, replayProject } from "../../src/judge.js";
import type { Finding } from "../../src/model/finding.js";
import type { Project } from "../../src/model/project.js";
import { rules } from "../../rules/index.js";
import { environmentOf, migrationFiles, readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";

const dialect = await loadDialect("postgresql");
if (dialect === undefined) throw new Error("the dialect of postgresql is missing");

/** As the command line has it with `--preset`, which takes the place of what the configuration extends. */
function configOf({ config: { extends: _, ...config } }: RuleFixture, preset: "recommended" | "strict" | undefined) {
  return resolveConfig(config, { rules, overrides: [], preset, file: "prisma-migrate-lint.config.json" });
}

function projectOf(fixture: RuleFixture): Project {
  return {
    name: undefined,
    root: ".",
    provider: "postgresql",
    schema: fixture.schema,
    baseSchema: fixture.base,
    migrationsDir: ".",
    migrations: migrationFiles(fixture),
    base: fixture.fresh === "all" ? { kind: "none", ref: null, source: "the fixture" } : { kind: "git", ref: "main", source: "the fixture" },
    environment: environmentOf(fixture.config),
    externalTables: [],
    notices: [],
  };
}

/** What ESLint hands over: the rules of our preset for it with what is written there, and those that the fixture's own configuration turns on. */
function askedBy(preset: "recommended" | "strict", fixture: RuleFixture): readonly AskedRule[] {
  const written = Object.entries(plugin.configs[preset][0]?.rules ?? {}).map(([name, setting]) => ({ id: name.replace("prisma-migrate/", ""), options: Array.isArray(setting) ? setting[1] : undefined }));
  const added = Object.entries(fixture.config.rules ?? {}).filter(([id, setting]) => setting !== "off" && !written.some((known) => known.id === id));
  return [...written, ...added.map(([id]) => ({ id, options: undefined }))];
}

const lines = (findings: readonly Finding[]): string[] => findings.map(({ rule, file, span, message, help }) => `${file} ${rule} ${span.start}-${span.end} ${message} ${help}`);

it("finds in every fixture what the command line finds, under both presets", { timeout: 120_000 }, async () => {
  const seen = new Set<string>();
  for (const fixture of readRuleFixtures()) {
    const project = projectOf(fixture);
    const all = project.base.kind === "none";
    const timeline = replayProject(project, dialect, { eachAsNewest: all });
    const history = new History({ root: "/", project, config: configOf(fixture, undefined), strict: configOf(fixture, "strict") });
    for (const preset of ["recommended", "strict"] as const) {
      const { findings } = judgeOf({ project, config: configOf(fixture, preset), dialect, all, sole: false })(timeline);
      const found = await history.findings({ preset: plugin.configs[preset][0]?.languageOptions.preset, rules: askedBy(preset, fixture) });
      expect(lines(found), `${preset} ${fixture.path}`).toEqual(lines(findings));
      for (const { rule } of found) seen.add(rule);
    }
  }
  // What they look at, the migrations folder, is not part of these projects.
  expect(rules.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual(["no-missing-migration-file", "no-provider-mismatch"]);
});
