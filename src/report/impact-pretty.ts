import type { ChalkInstance } from "chalk";
import type { MigrationImpact, Risk, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";
import type { SourceText } from "../text/source-text.js";
import { andJoined } from "../text/and-joined.js";
import { relationName } from "./impact-json.js";
import { paragraph, printable, type Page } from "./prose.js";
import { orDash, table } from "./table.js";

/** A heading and a table for each migration: what waits while each statement runs. */
export function impactPretty(migrations: readonly MigrationImpact[], page: Page): string {
  return migrations.map((impact) => migrationText(impact, page)).join("\n");
}

const layout = { headings: ["line", "statement", "locks", "waits", "work", "risk"], cut: 1 };

function migrationText({ migration, risk, statements }: MigrationImpact, page: Page): string {
  const { chalk } = page;
  const shown = statements.filter((statement) => !isQuiet(statement));
  const rows = shown.map((statement) => ({
    cells: cells(statement, migration.source),
    paint: statement.risk === "low" ? String : paint(chalk, statement.risk),
    below: (columns: number) => remarks(statement).flatMap(({ text, sql }) => [...remark(text, columns, page), ...(sql === undefined ? [] : [`${" ".repeat(columns + 2)}${chalk.cyan(printable(sql))}`])]),
  }));
  const quiet = statements.length - shown.length;
  const text = [
    `${chalk.bold(printable(migration.name))}  ${paint(chalk, risk)(`risk ${risk}`)}`,
    ...table(layout, rows, page),
    ...(quiet === 0 ? [] : [chalk.dim(`  ${quiet === 1 ? "1 statement keeps" : `${quiet} statements keep`} nobody waiting`)]),
  ];
  return `${text.join("\n")}\n`;
}

const remark = (text: string, columns: number, page: Page): readonly string[] => paragraph(text, page, { text: " ".repeat(columns), columns }).map((line) => page.chalk.dim(line));

/** Nobody notices it. */
const isQuiet = (statement: StatementImpact): boolean => statement.risk === "low" && remarks(statement).length === 0;

function cells(statement: StatementImpact, source: SourceText): readonly (readonly string[])[] {
  const strong = statement.locks.filter((lock) => lock.blocks.length > 0);
  const waits = [...new Set(strong.flatMap((lock) => lock.blocks))].sort();
  const work = [
    ...statement.rewrites.map((relation) => `rewrites ${shortName(relation)}`),
    ...statement.scans.filter((scan) => !statement.rewrites.some((relation) => relationName(relation) === relationName(scan))).map((relation) => `reads ${shortName(relation)}`),
  ];
  return [
    [String(source.position(statement.span.start).line)],
    [source.slice(statement.span).replace(/\s+/g, " ")],
    orDash(strong.map((lock) => `${shortName(lock.relation)} ${lock.mode.replace(/Lock$/, "")}`)),
    [andJoined(waits.map((waiting) => `${waiting}s`)) || "–"],
    statement.opaque ? ["not known"] : orDash(work),
    [statement.risk],
  ];
}

interface Remark {
  readonly text: string;
  /** To be run, with its semicolon. */
  readonly sql?: string;
}

function remarks({ losesData, mayFail, breaks, duration, held, scans, rewrites }: StatementImpact): readonly Remark[] {
  return [
    ...(scans.length + rewrites.length === 0 ? [] : waiting(held)),
    ...losesData.map(({ relation, column, part }) => ({ text: `loses ${column === undefined ? "rows" : `${part === undefined ? "the values" : part} ${part === undefined ? "of" : "in"} "${column}"`} of ${shortName(relation)}` })),
    ...mayFail.map(({ code, why, checkQuery }) => ({ text: `may fail (${code}): ${why}`, ...(checkQuery !== undefined && { sql: `${checkQuery};` }) })),
    ...distinctBreaks(breaks),
    ...(duration && duration.to >= 100 ? [{ text: `takes ${seconds(duration.from)} to ${seconds(duration.to)}` }] : []),
  ];
}

/** Those for whom earlier locks are kept meanwhile; relations with the same lock are named together. */
function waiting(held: StatementImpact["held"]): readonly Remark[] {
  const byLock = new Map<string, string[]>();
  for (const { relation, mode, blocks } of held) {
    if (blocks.length === 0) continue;
    const lock = `wait: ${mode.replace(/Lock$/, "")} is held from before`;
    const key = `meanwhile ${andJoined(blocks.map((blocked) => `${blocked}s`))} of\n${lock}`;
    byLock.set(key, [...(byLock.get(key) ?? []), shortName(relation)]);
  }
  return [...byLock].map(([key, relations]) => ({ text: key.replace("\n", ` ${andJoined(relations)} `) }));
}

/** The same for reads and writes is said once. */
function distinctBreaks(breaks: StatementImpact["breaks"]): readonly Remark[] {
  const byReason = new Map<string, { readonly verb: string; readonly who: Set<string> }>();
  for (const { code, who, why, depends } of breaks) {
    const reason = code === "client" ? `: ${why}` : ` (${code}): ${why}`;
    const said = byReason.get(reason) ?? { verb: depends === undefined ? "breaks" : "may break", who: new Set() };
    said.who.add(who);
    byReason.set(reason, said);
  }
  return [...byReason].map(([reason, { verb, who }]) => ({ text: `${verb} ${[...who].join(", ")}${reason}` }));
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
