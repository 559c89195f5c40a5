import { categoryTitles } from "../../src/commands/rules.js";
import { docsPath } from "../../src/report/lint-report.js";
import { rules } from "../../rules/index.js";
import { table } from "./rule-page.js";

/** README's list of the rules, a table a category. */
export function ruleTables(): string {
  const parts: string[] = [];
  for (const [category, title] of Object.entries(categoryTitles)) {
    const members = rules.filter((rule) => rule.category === category);
    if (members.length === 0) continue;
    const rows = members.map(({ id, summary, recommended, strict }) => [`[${id}](${docsPath(id)})`, summary, recommended, strict]);
    parts.push(`### ${title}`, table([["Rule", "Reports", "`recommended`", "`strict`"], ...rows]));
  }
  return `\n${parts.join("\n\n")}\n\n`;
}

/** What other tools find in the shop, each with the version and the command that it was measured with; ours is counted. */
export function comparison(ours: readonly { readonly migration: string | null }[], version: string): string {
  const files = "prisma/migrations/*/migration.sql";
  const inFirst = ours.filter(({ migration }) => migration?.endsWith("_init")).length;
  return `\n${table([
    ["Tool", "Findings", "In the first migration", "Command"],
    ["squawk 2.66.0", "357", "42", `\`squawk --reporter Json ${files}\``],
    ["squawk 2.66.0", "196", "18", `\`squawk --assume-in-transaction --reporter Json ${files}\``],
    ["pgfence 0.1.5", "254", "14", `\`pgfence analyze --output json ${files}\``],
    [`prisma-migrate-lint ${version}`, String(ours.length), String(inFirst), "`prisma-migrate-lint --all --format json`"],
  ])}\n\n`;
}

/** Of the output of `npm start` the findings of these rules at these migrations, in its order, and the summary. Throws for one that is not there. */
export function excerpt(output: string, chosen: readonly { readonly rule: string; readonly migration: string }[]): string {
  const blocks = output.trim().split("\n\n");
  const kept = blocks.filter((block) => chosen.some(({ rule, migration }) => isOf(block, rule, migration)));
  if (kept.length !== chosen.length) throw new Error(`${chosen.length} findings are shown, ${kept.length} of them were reported`);
  // With which branch a clone compares is its own affair, and nothing of the above depends on it.
  const summary = (blocks.at(-1) ?? "").replace(/(?<=replayed, )(?:no base|base [^)]+)/, "base main");
  return `\n\`\`\`text\n${[...kept, "…", summary].join("\n\n")}\n\`\`\`\n\n`;
}

function isOf(block: string, rule: string, migration: string): boolean {
  return block.includes(`[${rule}]: `) && (block.split("\n").find((line) => line.includes("┌─ ")) ?? "").includes(migration);
}
