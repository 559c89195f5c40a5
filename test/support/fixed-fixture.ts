import { resolveConfig } from "../../src/check/config/config.js";
import { fix, type Fixed } from "../../src/fix/fix.js";
import type { Judged } from "../../src/fix/prove.js";
import { judgeOf, replayProject } from "../../src/judge.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Project } from "../../src/model/project.js";
import { rules } from "../../rules/index.js";
import { environmentOf, folderOf, migrationFiles, type RuleFixture } from "./rule-fixture.js";

/** The fixture as a project on disk would be, its earlier migrations on the base. */
export function projectOf(fixture: RuleFixture): Project {
  return {
    name: undefined, root: ".", provider: "postgresql", schema: fixture.schema, baseSchema: fixture.base, migrationsDir: ".", folder: folderOf(fixture), migrations: migrationFiles(fixture),
    base: fixture.fresh === "all" ? { kind: "none", ref: null, source: "no git" } : { kind: "git", ref: "main", source: "the fixture" },
    environment: environmentOf(fixture.config), externalTables: [], notices: [],
  };
}

/** What `lint` says of a project under this preset, with the fixture's own settings; `rule` is on in any case. */
export function judgeAs(preset: "recommended" | "strict", { config, fresh, rule }: RuleFixture, dialect: Dialect): (project: Project) => Judged {
  const all = fresh === "all";
  const isOn = resolveConfig({ extends: [preset] }, { rules, overrides: [], preset: undefined, file: undefined }).rules.get(rule)?.level !== "off";
  const settings = { ...config, extends: [preset], rules: { ...config.rules, ...(isOn ? {} : { [rule]: "error" as const }) } };
  const resolved = resolveConfig(settings, { rules, overrides: [], preset: undefined, file: "prisma-migrate-lint.config.json", project: undefined });
  return (project) => {
    const timeline = replayProject(project, dialect, { eachAsNewest: all });
    return { timeline, findings: judgeOf({ project, config: resolved, dialect, all, sole: true })(timeline).findings };
  };
}

/** `--fix` on the fixture. */
export function fixFixture(fixture: RuleFixture, project: Project, preset: "recommended" | "strict", dialect: Dialect): Fixed {
  const judge = judgeAs(preset, fixture, dialect);
  return fix({ project, dialect, judge, judged: judge(project), isUnchosen: false, refuses: () => undefined, keeps: () => undefined, isKnown: () => false });
}
