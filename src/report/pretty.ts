import type { ChalkInstance } from "chalk";
import { andJoined } from "../text/and-joined.js";
import type { Finding, Place } from "../model/finding.js";
import type { SourceText } from "../text/source-text.js";
import { codeFrame, gutterWidth } from "./code-frame.js";
import type { LintReport, ProjectReport } from "./lint-report.js";
import { advice, painted, paragraph, printable, wrapped, type Page, type Prefix } from "./prose.js";
import { projectSummary, totalSummary } from "./summary.js";

export interface PrettyOptions {
  /** With the level of colour that the output can show; 0 for none. */
  readonly chalk: ChalkInstance;
  /** Columns of the terminal; undefined when the output is none, and nothing is wrapped. */
  readonly width: number | undefined;
  /** Errors only: no warnings, notices or summaries of projects without errors. */
  readonly quiet: boolean;
  /** A file as people can open it from where they are. */
  readonly show: (file: string) => string;
}

const narrowestPage = 40;

/** The report for people; ends with a line end unless it is empty. */
export function pretty(report: LintReport, options: PrettyOptions): string {
  const page: Page = { chalk: options.chalk, width: options.width === undefined ? undefined : Math.max(options.width, narrowestPage) };
  const several = report.projects.length > 1;
  const blocks: string[][] = [];
  const seenNotices = new Set<string>();
  for (const project of report.projects) {
    const findings = options.quiet ? project.findings.filter(({ severity }) => severity === "error") : project.findings;
    if (options.quiet && findings.length === 0) continue;
    if (several) blocks.push([heading(project, page.chalk)]);
    for (const block of findingBlocks(findings, project.sources, page, options.show)) blocks.push(block);
    if (!options.quiet) {
      const notices = project.notices.filter((notice) => !seenNotices.has(notice));
      for (const notice of notices) seenNotices.add(notice);
      if (notices.length > 0) blocks.push(notices.flatMap((notice) => paragraph(notice, page, label("note", page.chalk.blue, page.chalk))));
    }
    blocks.push([...projectSummary(project, page)]);
  }
  const total = totalSummary(report, page, options.quiet);
  if (total.length > 0) blocks.push([...total]);
  return blocks.length === 0 ? "" : `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

function heading(project: ProjectReport, chalk: ChalkInstance): string {
  const name = project.name ?? project.root;
  return chalk.bold(`── ${name} ──`) + (project.provider === undefined ? "" : chalk.dim(` ${project.provider}`));
}

function findingBlocks(findings: readonly Finding[], sources: ReadonlyMap<string, SourceText>, page: Page, show: (file: string) => string): string[][] {
  /** Help already printed, by rule and text: the second time only where it was is said. */
  const helped = new Map<string, string>();
  /** Rules of which everything was said: their page, and what stands behind an empty line of their help. */
  const explained = new Set<string>();
  return findings.map((finding) => {
    const { chalk } = page;
    const source = sources.get(finding.file);
    const place = placeText(finding, source, show);
    const paint = finding.severity === "error" ? chalk.red : chalk.yellow;
    const indent = source === undefined || source.text === "" ? 2 : gutterWidth(source, finding.span) + 1;
    const labelled = (text: string, color: (text: string) => string) => label(text, color, chalk, indent);

    const head = `${finding.severity}[${finding.rule}]: `;
    const rows = [...wrapped(chalk.bold(painted(finding.message, page)), page, { text: paint.bold(head), columns: head.length }, 2)];
    if (source === undefined || source.text === "") rows.push(`${" ".repeat(indent)}${chalk.blue("─")} ${place}`);
    else rows.push(...codeFrame(source, finding.span, place, page.width, { gutter: chalk.blue, mark: paint }));

    const first = !explained.has(finding.rule);
    explained.add(finding.rule);
    const help = first ? finding.help.replace(/\n{2,}/g, "\n") : (finding.help.split(/\n{2,}/)[0] ?? "");
    const key = `${finding.rule}\n${help}`;
    const earlier = helped.get(key);
    helped.set(key, earlier ?? place);
    if (help !== "") rows.push(...advice(earlier !== undefined && help.length > shortHelp ? `the same as at ${earlier}` : help, page, labelled("help", chalk.green)));
    for (const related of finding.related) {
      rows.push(...paragraph(`${related.message.replace(/\.$/, "")}: ${placeText(related, sources.get(related.file), show)}`, page, labelled("note", chalk.blue)));
    }
    if (finding.supersedes.length > 0) rows.push(...paragraph(`this stands for ${andJoined(finding.supersedes)} too`, page, labelled("note", chalk.blue)));
    if (first) rows.push(`${" ".repeat(indent)}${chalk.dim(`docs: npx prisma-migrate-lint explain ${finding.rule}`)}`);
    return rows;
  });
}

/** Repeating less than this is shorter than saying where it was. */
const shortHelp = 100;

function label(text: string, color: (text: string) => string, chalk: ChalkInstance, indent = 0): Prefix {
  return { text: `${" ".repeat(indent)}${chalk.bold(color(text))}: `, columns: indent + text.length + 2 };
}

function placeText(place: Place, source: SourceText | undefined, show: (file: string) => string): string {
  const file = printable(show(place.file));
  if (source === undefined) return file;
  const { line, column } = source.position(place.span.start);
  return `${file}:${line}:${column}`;
}
