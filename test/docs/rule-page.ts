import { Chalk } from "chalk";
import { categoryTitles } from "../../src/commands/rules.js";
import type { Rule } from "../../src/check/rule.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import type { ProjectReport } from "../../src/report/lint-report.js";
import { pretty } from "../../src/report/pretty.js";
import { projectSummary } from "../../src/report/summary.js";
import type { SourceText } from "../../src/text/source-text.js";
import { lintFixture, type RuleFixture } from "../support/rule-fixture.js";
import { exampleOf } from "./examples.js";
import { suppressing } from "./suppressing.js";

/** docs/rules/<id>.md. */
export function rulePage(rule: Rule, dialect: Dialect): string {
  const { unsafe, safe, reason } = exampleOf(rule);
  const { findings, sources } = findingsOf(rule, unsafe, dialect);
  const [first] = findings;
  if (first === undefined) throw new Error(`${unsafe.path} gives no finding of ${rule.id}`);
  const blocks = [
    "<!-- Rendered from the rule and its fixtures. `UPDATE=1 npx vitest run test/docs` writes it anew. -->",
    `# ${rule.id}`,
    `${rule.summary}.`,
    table([
      ["Category", "`recommended`", "`strict`", "Provider"],
      [categoryTitles[rule.category], rule.recommended, rule.strict, rule.providers.join(", ")],
    ]),
    "## What happens",
    rule.docs.effect,
    "## What to do",
    rule.docs.remedy,
    "## Reported",
    ...shown(unsafe),
    "What the linter says:",
    fenced("text", outputOf(findings, sources)),
    "## Not reported",
    ...shown(safe),
    ...optionsOf(rule),
    "## Suppressing",
    ...suppressing(rule, first, unsafe, reason).map(({ language, text }) => fenced(language, text)),
    `${rule.directives === undefined ? (rule.folder === undefined ? "" : "There is no file to put a comment into. ") : "A comment cannot silence what is said about comments. "}[How suppressing works](../suppressing.md).`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Findings of this rule alone; under `recommended`, or under `strict` where only that one has them. */
export function findingsOf({ id }: Rule, fixture: RuleFixture, dialect: Dialect): { readonly findings: readonly Finding[]; readonly sources: ReadonlyMap<string, SourceText> } {
  for (const preset of ["recommended", "strict"]) {
    const { findings, sources } = lintFixture({ ...fixture, config: { ...fixture.config, extends: [preset] } }, dialect);
    const own = findings.filter(({ rule }) => rule === id);
    if (own.length > 0) return { findings: own, sources };
  }
  return { findings: [], sources: new Map() };
}

/** The format `pretty`, without colours, 100 columns wide, without the summary and the line that points to this page. */
function outputOf(findings: readonly Finding[], sources: ReadonlyMap<string, SourceText>): string {
  const chalk = new Chalk({ level: 0 });
  const project: ProjectReport = {
    name: undefined, root: ".", provider: "postgresql", schema: [], migrationsDir: ".", base: { kind: "none", ref: null, source: "" }, replayed: 0, reported: 0, chosen: "all",
    supported: true, findings, sources, suppressed: 0, notices: [], newest: undefined,
  };
  const text = pretty({ root: "/", projects: [project] }, { chalk, width: 100, quiet: false, show: (file) => file });
  const summary = projectSummary(project, { chalk, width: 100 }).join("\n");
  return text.slice(0, text.lastIndexOf(summary)).replace(/^ *docs: .*\n/gm, "").trim();
}

function shown(fixture: RuleFixture): readonly string[] {
  const { migrations, others = [], schema, base, config, fresh } = fixture;
  const known = fresh === "all" ? 0 : migrations.length - fresh;
  const blocks: string[] = [];
  if (Object.keys(config).length > 0) blocks.push("With this configuration:", fenced("json", JSON.stringify(config, undefined, 2)));
  for (const [at, { file, text }] of migrations.entries()) blocks.push(`\`${file}\`, ${at < known ? "deployed already" : "new"}:`, fenced("sql", text));
  for (const { file, text } of others) blocks.push(`\`${file}\`:`, fenced(file.endsWith(".toml") ? "toml" : "text", text));
  for (const { file, text } of base ?? []) blocks.push(`\`${file}\`, as it is deployed:`, fenced("prisma", text));
  for (const { file, text } of schema) blocks.push(`\`${file}\`${base === undefined ? "" : ", new"}:`, fenced("prisma", text));
  return blocks;
}

function optionsOf({ options }: Rule): readonly string[] {
  const rows = Object.entries(options).map(([name, { default: value, schema }]) => [`\`${name}\``, `\`${JSON.stringify(value)}\``, schema.description]);
  return rows.length === 0 ? [] : ["## Options", table([["Option", "Default", "Meaning"], ...rows])];
}

/** The first row is the head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``;
