import type { ChalkInstance } from "chalk";
import stringWidth from "string-width";
import type { MigrationImpact, Risk, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";
import type { SourceText } from "../text/source-text.js";
import { relationName } from "./impact-json.js";

export interface ImpactPage {
  readonly chalk: ChalkInstance;
  /** Columns; undefined: no limit. */
  readonly width: number | undefined;
}

/** A heading and a table for each migration: what waits while each statement runs. */
export function impactPretty(migrations: readonly MigrationImpact[], page: ImpactPage): string {
  return migrations.map((impact) => migrationText(impact, page)).join("\n");
}

const HEADINGS = ["line", "statement", "locks", "waits", "work", "risk"] as const;

function migrationText({ migration, risk, statements }: MigrationImpact, { chalk, width }: ImpactPage): string {
  const shown = statements.filter((statement) => !isQuiet(statement));
  const rows = shown.map((statement) => cells(statement, migration.source, width));
  const widths = HEADINGS.map((heading, column) => Math.max(stringWidth(heading), ...rows.map((row) => stringWidth(row[column] ?? ""))));
  const line = (texts: readonly string[]): string => texts.map((text, column) => text + " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(text)))).join("  ").trimEnd();
  const colour = paint(chalk, risk);
  const text = [`${chalk.bold(migration.name)}  ${colour(`risk ${risk}`)}`];
  if (rows.length > 0) text.push(`  ${chalk.dim(line(HEADINGS))}`);
  for (const [at, row] of rows.entries()) {
    const statement = shown[at];
    text.push(`  ${statement && statement.risk !== "low" ? paint(chalk, statement.risk)(line(row)) : line(row)}`);
    for (const remark of statement ? remarks(statement) : []) text.push(`      ${chalk.dim(remark)}`);
  }
  const quiet = statements.length - shown.length;
  if (quiet > 0) text.push(chalk.dim(`  ${quiet === 1 ? "1 statement keeps" : `${quiet} statements keep`} nobody waiting`));
  return `${text.join("\n")}\n`;
}

/** Nobody notices it. */
const isQuiet = (statement: StatementImpact): boolean => statement.risk === "low" && remarks(statement).length === 0;

function cells(statement: StatementImpact, source: SourceText, width: number | undefined): string[] {
  const sql = source.slice(statement.span).replace(/\s+/g, " ");
  const room = Math.max(24, Math.min(60, (width ?? 120) - 60));
  const strong = statement.locks.filter((lock) => lock.blocks.length > 0);
  const waits = [...new Set(strong.flatMap((lock) => lock.blocks))].sort();
  const work = [
    ...statement.rewrites.map((relation) => `rewrites ${shortName(relation)}`),
    ...statement.scans.filter((scan) => !statement.rewrites.some((relation) => relationName(relation) === relationName(scan))).map((relation) => `reads ${shortName(relation)}`),
  ];
  return [
    String(source.position(statement.span.start).line),
    sql.length > room ? `${sql.slice(0, room - 1)}…` : sql,
    strong.map((lock) => `${shortName(lock.relation)} ${lock.mode.replace(/Lock$/, "")}`).join(", ") || "–",
    waits.map((waiting) => `${waiting}s`).join(" and ") || "–",
    statement.opaque ? "not known" : work.join(", ") || "–",
    statement.risk,
  ];
}

function remarks({ losesData, mayFail, breaks, duration, held, scans, rewrites }: StatementImpact): string[] {
  const waiting = scans.length + rewrites.length === 0 ? [] : held.filter((lock) => lock.blocks.length > 0);
  return [
    ...waiting.map(({ relation, mode, blocks }) => `meanwhile ${blocks.map((blocked) => `${blocked}s`).join(" and ")} of ${shortName(relation)} wait: ${mode.replace(/Lock$/, "")} is held from before`),
    ...losesData.map(({ relation, column, part }) => `loses ${column === undefined ? "rows" : `${part === undefined ? "the values" : part} ${part === undefined ? "of" : "in"} "${column}"`} of ${shortName(relation)}`),
    ...mayFail.map(({ code, why, checkQuery }) => `may fail (${code}): ${why}${checkQuery === undefined ? "" : `; ${checkQuery};`}`),
    ...distinctBreaks(breaks),
    ...(duration && duration.to >= 100 ? [`takes ${seconds(duration.from)} to ${seconds(duration.to)}`] : []),
  ];
}

/** The same for reads and writes is said once. */
function distinctBreaks(breaks: StatementImpact["breaks"]): string[] {
  const byReason = new Map<string, { readonly verb: string; readonly who: Set<string> }>();
  for (const { code, who, why, depends } of breaks) {
    const reason = code === "client" ? `: ${why}` : ` (${code}): ${why}`;
    const said = byReason.get(reason) ?? { verb: depends === undefined ? "breaks" : "may break", who: new Set() };
    said.who.add(who);
    byReason.set(reason, said);
  }
  return [...byReason].map(([reason, { verb, who }]) => `${verb} ${[...who].join(", ")}${reason}`);
}

const shortName = ({ schema, name }: Name): string => (schema === "public" ? name : relationName({ schema, name }));

const seconds = (milliseconds: number): string => (milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : milliseconds < 120_000 ? `${Math.round(milliseconds / 1000)} s` : `${Math.round(milliseconds / 60_000)} min`);

function paint(chalk: ChalkInstance, risk: Risk): (text: string) => string {
  switch (risk) {
    case "critical": return chalk.red.bold;
    case "high": return chalk.red;
    case "medium": return chalk.yellow;
    case "low": return chalk.green;
  }
}
