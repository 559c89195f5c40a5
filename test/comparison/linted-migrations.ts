import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.js";
import { parseRuleOverride, resolveConfig, type Preset } from "../../src/check/config/config.js";
import { loadDialect } from "../../src/dialects/index.js";
import { discover } from "../../src/discover/index.js";
import { judgeOf, replayProject } from "../../src/judge.js";
import type { Finding } from "../../src/model/finding.js";
import type { Project } from "../../src/model/project.js";
import type { ReplayedMigration } from "../../src/model/step.js";
import { noGit } from "../support/no-git.js";

/** `habits`: `recommended` with the rules that are off in both presets. */
type Rules = Preset | "habits";

/** One migration of a real project, judged as when it was the newest, and what our presets say of it. */
export interface LintedMigration {
  /** Absolute. */
  readonly file: string;
  readonly replayed: ReplayedMigration;
  readonly findings: Readonly<Record<Rules, readonly Finding[]>>;
}

const habits = rules.filter(({ category }) => category === "habits").map(({ id }) => parseRuleOverride(`${id}: warn`, rules));

/** Every PostgreSQL migration of the projects in this folder's folders. */
export async function lintCorpus(corpus: string): Promise<readonly LintedMigration[]> {
  const dialect = await loadDialect("postgresql");
  if (!dialect) throw new Error("no dialect for postgresql");
  const linted: LintedMigration[] = [];
  for (const name of readdirSync(corpus).sort()) {
    const root = join(corpus, name);
    for (const found of await discover({ cwd: root, paths: [], config: undefined, selection: { kind: "all" }, git: noGit() })) {
      if (found.provider !== "postgresql" || found.migrations.length === 0) continue;
      const project: Project = { ...found, migrations: found.migrations.map((migration) => ({ ...migration, deployed: false, reported: true })) };
      const timeline = replayProject(project, dialect, { eachAsNewest: true });
      const judged = (which: Rules): readonly Finding[] => {
        const config = resolveConfig({}, { rules, overrides: which === "habits" ? habits : [], preset: which === "strict" ? "strict" : "recommended", file: undefined });
        return judgeOf({ project, config, dialect, all: true, sole: true })(timeline).findings;
      };
      const all = { recommended: judged("recommended"), strict: judged("strict"), habits: judged("habits") };
      for (const replayed of timeline.migrations) {
        const { file } = replayed.migration.source;
        const of = (findings: readonly Finding[]): readonly Finding[] => findings.filter((finding) => finding.file === file || finding.related.some((place) => place.file === file));
        linted.push({ file: join(root, file), replayed, findings: { recommended: of(all.recommended), strict: of(all.strict), habits: of(all.habits) } });
      }
    }
  }
  return linted;
}
