import type { Category, Rule } from "../check/rule.js";
import type { Level } from "../model/finding.js";
import { jsonText } from "../report/json.js";
import { docsPath } from "../report/lint-report.js";
import { wrapped, type Page } from "../report/prose.js";

/** In the order of the table. */
export const categoryTitles: Readonly<Record<Category, string>> = {
  waiting: "Waiting: locks, scans, rewrites",
  "data-loss": "Losing data",
  failing: "Failing on real data, or outright",
  breaking: "Breaking the code that is still running",
  relations: "Relations",
  history: "Prisma and the history",
  habits: "Habits",
};

/** `rules`: every rule with what it reports in both presets. */
export function rulesTable(rules: readonly Rule[], page: Page): string {
  const { chalk } = page;
  const idWidth = Math.max(...rules.map(({ id }) => id.length), 4);
  const cell = (level: Level, columns: number) => (level === "error" ? chalk.red : level === "warning" ? chalk.yellow : chalk.dim)(level.padEnd(columns));
  const blocks: string[] = [];
  for (const [category, title] of Object.entries(categoryTitles)) {
    const members = rules.filter((rule) => rule.category === category);
    if (members.length === 0) continue;
    const rows = [chalk.bold(title)];
    for (const { id, recommended, strict, summary } of members) {
      const columns = idWidth + 4 + 13 + 9;
      const prefix = `  ${id.padEnd(idWidth)}  ${cell(recommended, 11)}  ${cell(strict, 7)}  `;
      rows.push(...wrapped(summary, page, { text: prefix, columns }).map((row) => row.trimEnd()));
    }
    blocks.push(rows.join("\n"));
  }
  const header = " ".repeat(idWidth + 4) + chalk.dim("recommended  strict");
  return `${header}\n${blocks.join("\n\n")}\n\n\`prisma-migrate-lint explain RULE\` shows what a rule is about and the way out.\n`;
}

/** `rules --format json`, and `explain` likewise for one of them. */
export function rulesJson(command: string, rules: readonly Rule[]): string {
  return jsonText(command, {
    projects: [],
    rules: rules.map(({ id, summary, category, recommended, strict, providers, options, docs }) => ({
      id,
      summary,
      category,
      recommended,
      strict,
      providers,
      options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.schema])),
      effect: docs.effect,
      remedy: docs.remedy,
      docs: docsPath(id),
    })),
  });
}
