import type { MeasuredStatement, Verification, VerifiedStep } from "../model/verification.js";
import { paragraph, printable, type Page } from "./prose.js";
import { orDash, table } from "./table.js";

/** For each migration a table of its statements as measured, then a line for each step. */
export function verifyPretty(verifications: readonly Verification[], page: Page): string {
  return verifications.map((verification) => verificationText(verification, page)).join("\n");
}

const layout = { headings: ["line", "statement", "locks measured", "rewrites", "ms"], cut: 1 };

function verificationText({ migration, statements, steps }: Verification, page: Page): string {
  const { chalk } = page;
  const rows = statements.map((statement) => ({ cells: cells(statement), paint: String, below: () => [] }));
  const failed = steps.filter(({ status }) => status === "failed").length;
  const head = `${chalk.bold(printable(migration))}  ${failed === 0 ? chalk.green("verified") : chalk.red(`${failed} failed`)}`;
  return `${[head, ...table(layout, rows, page), ...steps.flatMap((step) => stepLines(step, page))].join("\n")}\n`;
}

function stepLines({ status, summary, findings, notes }: VerifiedStep, page: Page): readonly string[] {
  const { chalk } = page;
  const sign = { passed: chalk.green("✓"), failed: chalk.red("✗"), skipped: chalk.yellow("–") }[status];
  const below = { text: "      ", columns: 6 };
  return [
    ...paragraph(summary, page, { text: `  ${sign} `, columns: 4 }),
    ...findings.flatMap((finding) => paragraph(finding, page, below)),
    ...notes.flatMap((note) => paragraph(note, page, below)).map((line) => chalk.dim(line)),
  ];
}

function cells({ sql, line, locks, rewrites, milliseconds }: MeasuredStatement): readonly (readonly string[])[] {
  const blocking = locks?.filter(({ blocks }) => blocks.length > 0) ?? [];
  const told = blocking.map(({ relation, mode }) => `${shortName(relation)} ${mode.replace(/Lock$/, "")}`);
  return [[String(line)], [sql.replace(/\s+/g, " ")], locks === null ? ["not seen"] : orDash(told), orDash(rewrites.map(shortName)), [milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds))]];
}

const shortName = (relation: string): string => relation.replace(/^public\./, "");
