import type { Rule } from "../check/rule.js";
import { LintError } from "../model/lint-error.js";
import { docsPath } from "../report/lint-report.js";
import { markdownText } from "../report/markdown-page.js";
import { painted, wrapped, type Page } from "../report/prose.js";
import { nearest } from "../text/nearest.js";
import { categoryTitles } from "./rules.js";

/** The rule with this id; throws `LintError` that names the nearest one. */
export function ruleNamed(id: string, rules: readonly Rule[]): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const meant = nearest(id, rules.map((rule) => rule.id));
  throw new LintError(`There is no rule "${id}".`, meant === undefined ? "`prisma-migrate-lint rules` lists them all." : `Did you mean "${meant}"? \`prisma-migrate-lint rules\` lists them all.`);
}

/** `explain`: one rule's page. */
export function rulePage(rule: Rule, page: Page): string {
  const { chalk } = page;
  const facts = `${categoryTitles[rule.category]} · recommended: ${rule.recommended} · strict: ${rule.strict} · ${rule.providers.join(", ")}`;
  const sections = [
    [chalk.bold(rule.id), ...wrapped(painted(rule.summary, page), page), ...wrapped(chalk.dim(facts), page)],
    [chalk.bold("What happens"), ...markdownText(rule.docs.effect, page, 2)],
    [chalk.bold("The way out"), ...markdownText(rule.docs.remedy, page, 2)],
  ];
  const options = Object.entries(rule.options);
  if (options.length > 0) {
    const rows = options.flatMap(([name, { default: value, schema }]) => {
      const prefix = `  ${name}: `;
      return wrapped(painted(`${schema.description} (default: \`${JSON.stringify(value)}\`)`, page), page, { text: `  ${chalk.bold(name)}: `, columns: prefix.length }, 4);
    });
    sections.push([chalk.bold("Options"), ...rows]);
  }
  sections.push([chalk.dim(`With examples: ${docsPath(rule.id)} of the package.`)]);
  return `${sections.map((rows) => rows.join("\n")).join("\n\n")}\n`;
}
