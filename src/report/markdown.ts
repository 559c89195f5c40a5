import type { Finding } from "../model/finding.js";
import type { SourceText } from "../text/source-text.js";
import { countFindings, countReport, type LintReport, type ProjectReport } from "./lint-report.js";
import { rangeOf } from "./places.js";
import { countsText, plural } from "./summary.js";

/** In the comment's first line: by it a later run finds its own comment. */
export const MARKDOWN_MARKER = "<!-- prisma-migrate-lint -->";

/** The most characters that GitHub takes in a comment. */
const longest = 65_536;

/** A comment for a pull request: each finding is a line that opens. What does not fit is counted. `limit`: characters. */
export function markdown(report: LintReport, limit = longest): string {
  const counts = countReport(report);
  const isClean = counts.errors + counts.warnings === 0;
  const icon = counts.errors > 0 ? "❌" : isClean ? "✅" : "⚠️";
  let text = `${MARKDOWN_MARKER}\n### ${icon} prisma-migrate-lint: ${countsText(counts)}\n`;
  const all = report.projects.flatMap((project) => blocksOf(project, report.projects.length > 1));
  let left = counts.errors + counts.warnings;
  for (const { text: block, findings } of all) {
    const rest = `\n… and ${plural(left, "more finding")}: \`npx prisma-migrate-lint\` shows them.\n`;
    if (text.length + block.length + rest.length > limit) return text + rest;
    text += block;
    left -= findings;
  }
  return text;
}

interface Block {
  readonly text: string;
  readonly findings: number;
}

function blocksOf(project: ProjectReport, several: boolean): Block[] {
  const { base, findings, replayed, reported, sources } = project;
  const facts = `${plural(reported, "migration")} of ${replayed}${base.ref === null ? "" : `, compared with ${code(base.ref)}`}`;
  const head = several ? `\n#### ${escaped(project.name ?? project.root)}: ${countsText(countFindings(findings))}\n\n${facts}\n` : `\n${facts}\n`;
  return [{ text: head, findings: 0 }, ...findings.map((finding) => ({ text: block(finding, sources), findings: 1 }))];
}

function block(finding: Finding, sources: ReadonlyMap<string, SourceText>): string {
  const { start } = rangeOf(finding, sources);
  const icon = finding.severity === "error" ? "❌" : "⚠️";
  const source = sources.get(finding.file);
  const sql = source?.slice(finding.span) ?? "";
  const rows = [
    `\n<details><summary>${icon} <b>${finding.rule}</b>: ${inline(finding.message)}</summary>\n`,
    `${code(`${finding.file}:${start.line}`)}\n`,
    ...(sql === "" ? [] : [fenced(sql, finding.file.endsWith(".prisma") ? "prisma" : "sql")]),
    ...(finding.help === "" ? [] : [`${helpText(finding.help)}\n`]),
    ...finding.related.map((place) => `- ${inline(place.message)}: ${code(`${place.file}:${rangeOf(place, sources).start.line}`)}`),
    "</details>\n",
  ];
  return rows.join("\n");
}

/** Whole statements stand on their own, to be copied. */
function helpText(help: string): string {
  const pieces = help.split(/(?<!\()(`[^`]*\s[^`]*;`)/);
  // What follows a statement that left its sentence needs no comma.
  return pieces.map((piece, index) => (/^`[^`]*\s[^`]*;`$/.test(piece) ? `\n\n${fenced(piece.slice(1, -1), "sql")}\n` : inline((index === 0 ? piece : piece.replace(/^\s*[,.;]?/, "")).trim()))).join("").trim();
}

/** Text of ours with backticked code, in HTML, which nothing in it can leave. */
function inline(text: string): string {
  return text.split(/(`[^`\n]+`)/).map((piece) => (/^`[^`\n]+`$/.test(piece) ? code(piece.slice(1, -1)) : escaped(piece))).join("").replace(/\n+/g, "<br>");
}

/** As HTML: it holds backticks too. */
const code = (text: string): string => `<code>${entities(text).replace(/[\n\r]+/g, " ")}</code>`;

const entities = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[*_`[\]\\~|#!@]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Nobody is mentioned, nothing is linked or emphasised. */
const escaped = (text: string): string => entities(text);

function fenced(text: string, language: string): string {
  const ticks = Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1));
  const fence = "`".repeat(ticks);
  return `${fence}${language}\n${text.replaceAll("\r\n", "\n")}\n${fence}\n`;
}
