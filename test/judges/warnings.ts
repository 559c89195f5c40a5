import type { Finding } from "../../src/model/finding.js";
import type { Step, Timeline } from "../../src/model/step.js";

/** One line of the `Warnings` that Prisma's engine wrote at the top of a migration. */
export interface Warning {
  readonly text: string;
  readonly table: string | undefined;
  readonly columns: readonly string[];
  readonly type: string | undefined;
  /** Ids of the rules that say the same. */
  readonly rules: readonly string[];
}

interface Form {
  readonly pattern: RegExp;
  readonly rules: readonly string[];
}

const RECREATED = ["no-drop-and-recreate", "no-unintended-rename"];
/** The last one where the author adds it nullable first, and fills it. */
const FILLED = ["require-column-default", "no-unintended-rename", "no-drop-and-recreate", "require-backfill-before-not-null"];
const OF_ROWS = ["no-unchecked-unique", "require-backfill-before-not-null"];
/** As warning_check.rs and unexecutable_step_check.rs of prisma-engines write them. */
const FORMS: readonly Form[] = [
  { pattern: /^You are about to drop the column `(?<column>[^`]+)` on the `(?<table>[^`]+)` table\./, rules: ["no-drop-column", ...RECREATED] },
  { pattern: /^You are about to drop the `(?<table>[^`]+)` table\./, rules: ["no-drop-table", "no-unintended-rename"] },
  { pattern: /^You are about to alter the column `(?<column>[^`]+)` on the `(?<table>[^`]+)` table\./, rules: ["no-narrowing-cast", "no-enum-value-removal", "no-enum-swap"] },
  { pattern: /^The `(?<column>[^`]+)` column on the `(?<table>[^`]+)` table would be dropped and recreated\./, rules: [...RECREATED, "no-drop-column"] },
  { pattern: /^The primary key for the `(?<table>[^`]+)` table will be changed\./, rules: ["no-primary-key-change"] },
  { pattern: /^A unique constraint covering the columns `\[(?<columns>[^\]]+)\]` on the table `(?<table>[^`]+)` will be added\./, rules: ["no-unchecked-unique"] },
  { pattern: /^The values \[(?<values>[^\]]*)\] on the enum `(?<type>[^`]+)` will be removed\./, rules: ["no-enum-value-removal"] },
  { pattern: /^Added the required column `(?<column>[^`]+)` to the `(?<table>[^`]+)` table without a default value\./, rules: FILLED },
  { pattern: /^The required column `(?<column>[^`]+)` was added to the `(?<table>[^`]+)` table with a prisma-level default value\./, rules: FILLED },
  { pattern: /^Made the column `(?<column>[^`]+)` on table `(?<table>[^`]+)` required/, rules: ["require-backfill-before-not-null", "no-set-not-null-scan"] },
  { pattern: /^Changed the column `(?<column>[^`]+)` on the `(?<table>[^`]+)` table from a scalar field to a list field\./, rules: ["no-drop-and-recreate", "no-narrowing-cast"] },
  { pattern: /^Changed the type of `(?<column>[^`]+)` on the `(?<table>[^`]+)` table\. No cast exists/, rules: ["no-drop-and-recreate", "require-column-default"] },
];

/** Every rule that stands for one of the engine's warnings. */
export const warningRules: ReadonlySet<string> = new Set(FORMS.flatMap(({ rules }) => rules));

/** The header's warnings; undefined for a migration without a header. What people wrote between them has none of the engine's forms and is left out. */
export function warningsOf(sql: string): readonly Warning[] | undefined {
  const [, body] = /^\s*\/\*\s*\n\s*Warnings:\s*\n([\s\S]*?)\*\//.exec(sql) ?? [];
  if (body === undefined) return undefined;
  return [...body.matchAll(/^ *- (.*)$/gm)].flatMap(([, text = ""]) => warningOf(text.trim()) ?? []);
}

function warningOf(text: string): Warning | undefined {
  for (const { pattern, rules } of FORMS) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const columns = groups["columns"]?.split(",").map((column) => column.trim()) ?? (groups["column"] === undefined ? [] : [groups["column"]]);
    return { text, table: groups["table"], columns, type: groups["type"], rules };
  }
  return undefined;
}

export interface WarningJudgement {
  readonly warnings: number;
  /** `migration: text` of warnings that no finding says again though the SQL does what they warn of. */
  readonly missed: readonly string[];
  /** Those of which the SQL does nothing: its author changed it, or what it does cannot fail and loses nothing (the judge of failures asks PostgreSQL about that). */
  readonly stale: readonly string[];
  /** `migration: rule: message` of findings of the same kind in files whose header does not list them. */
  readonly unlisted: readonly string[];
}

/** Compares the findings of a whole history, under `strict`, with the warnings in its files. */
export function judgeWarnings({ migrations }: Timeline, findings: readonly Finding[]): WarningJudgement {
  let count = 0;
  const missed: string[] = [];
  const stale: string[] = [];
  const unlisted: string[] = [];
  for (const { migration, steps } of migrations) {
    const { name, source } = migration;
    const warnings = warningsOf(source.text);
    if (warnings === undefined) continue;
    count += warnings.length;
    const own = findings.filter(({ migration }) => migration === name);
    for (const warning of warnings) {
      if (own.some((finding) => says(finding, warning))) continue;
      (steps.some((step, at) => does(step, warning) && !isPrepared(warning, steps.slice(0, at))) ? missed : stale).push(`${name}: ${warning.text}`);
    }
    for (const finding of own) if (isListed(finding) && !warnings.some((warning) => says(finding, warning))) unlisted.push(`${name}: ${finding.rule}: ${finding.message}`);
  }
  return { warnings: count, missed, stale, unlisted };
}

/** The step loses values or may fail where the warning says so. */
function does({ effect, operation, deployed }: Step, { table, columns, type, rules }: Warning): boolean {
  if (type !== undefined) return operation.kind === "dropType" && operation.name.name === type;
  const live = deployed.tables.some(({ name }) => name === table);
  if (rules.includes("no-primary-key-change")) return live && operation.kind === "dropConstraint" && operation.table.name === table && operation.name.name.endsWith("_pkey");
  if (rules === FILLED && (operation.kind !== "addColumn" || !operation.column.notNull)) return false;
  const here = ({ name }: { readonly name: string }): boolean => live && name === table;
  if (rules.includes("no-unchecked-unique")) return effect.mayFail.some(({ code, relation, columns: failing }) => code === "23505" && here(relation) && columns.every((column) => failing.includes(column)));
  const isOne = (column: string | undefined): boolean => columns.length === 0 || column === undefined || columns.includes(column);
  if (effect.losesData.some(({ relation, column }) => here(relation) && isOne(column))) return true;
  return effect.mayFail.some(({ relation, columns: failing }) => here(relation) && columns.every((column) => failing.includes(column)));
}

/** The migration removes or fills the rows in question before it adds the key, as its author was warned. */
const isPrepared = ({ table, rules }: Warning, before: readonly Step[]): boolean =>
  rules.includes("no-unchecked-unique") && before.some(({ operation }) => operation.kind === "changeData" && operation.table.name === table && ["update", "delete"].includes(operation.command));

/** Rules that fire on more than what the engine warns of are no measure for what it leaves out. */
const isListed = ({ rule }: Finding): boolean => warningRules.has(rule) && !["no-set-not-null-scan", "no-enum-swap"].includes(rule);

function says({ rule, supersedes, subject, related, message }: Finding, warning: Warning): boolean {
  // A required column without a default cannot be added to a table with rows: there are none then that could have duplicates or NULL.
  if (rule === "require-column-default" && warning.rules.some((id) => OF_ROWS.includes(id)) && subject.table === warning.table) return true;
  if (![rule, ...supersedes].some((id) => warning.rules.includes(id))) return false;
  if (warning.type !== undefined) return subject.type === warning.type;
  if (subject.table !== warning.table) return related.some((place) => warning.table !== undefined && place.message.includes(warning.table));
  if (warning.columns.length === 0 || subject.column === null) return true;
  const named = subject.column.split(", ");
  return warning.columns.every((column) => named.includes(column) || message.includes(`"${column}"`));
}
