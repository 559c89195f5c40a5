import type { ChalkInstance } from "chalk";
import stringWidth from "string-width";
import type { MeasuredStatement, Verification, VerifiedStep } from "../model/verification.js";

export interface VerifyPage {
  readonly chalk: ChalkInstance;
  /** Columns; undefined: no limit. */
  readonly width: number | undefined;
}

/** For each migration a table of its statements as measured, then a line for each step. */
export function verifyPretty(verifications: readonly Verification[], page: VerifyPage): string {
  return verifications.map((verification) => verificationText(verification, page)).join("\n");
}

const HEADINGS = ["line", "statement", "locks measured", "rewrites", "ms"] as const;

function verificationText({ migration, statements, steps }: Verification, { chalk, width }: VerifyPage): string {
  const rows = statements.map((statement) => cells(statement, width));
  const widths = HEADINGS.map((heading, column) => Math.max(stringWidth(heading), ...rows.map((row) => stringWidth(row[column] ?? ""))));
  const line = (texts: readonly string[]): string => texts.map((text, column) => text + " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(text)))).join("  ").trimEnd();
  const failed = steps.filter(({ status }) => status === "failed").length;
  const text = [`${chalk.bold(migration)}  ${failed === 0 ? chalk.green("verified") : chalk.red(`${failed} failed`)}`];
  if (rows.length > 0) text.push(`  ${chalk.dim(line(HEADINGS))}`, ...rows.map((row) => `  ${line(row)}`));
  for (const step of steps) text.push(...stepLines(step, chalk));
  return `${text.join("\n")}\n`;
}

function stepLines({ status, summary, findings, notes }: VerifiedStep, chalk: ChalkInstance): string[] {
  const sign = { passed: chalk.green("✓"), failed: chalk.red("✗"), skipped: chalk.yellow("–") }[status];
  return [`  ${sign} ${summary}`, ...findings.map((finding) => `      ${finding}`), ...notes.map((note) => `      ${chalk.dim(note)}`)];
}

function cells({ sql, line, locks, rewrites, milliseconds }: MeasuredStatement, width: number | undefined): string[] {
  const text = sql.replace(/\s+/g, " ");
  const room = Math.max(24, Math.min(60, (width ?? 120) - 60));
  const blocking = locks?.filter(({ blocks }) => blocks.length > 0) ?? [];
  const told = blocking.map(({ relation, mode }) => `${shortName(relation)} ${mode.replace(/Lock$/, "")}`).join(", ");
  return [String(line), text.length > room ? `${text.slice(0, room - 1)}…` : text, locks === null ? "not seen" : told || "–", rewrites.map(shortName).join(", ") || "–", milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds))];
}

const shortName = (relation: string): string => relation.replace(/^public\./, "");
