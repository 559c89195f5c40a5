import type { PGlite } from "@electric-sql/pglite";
import { isSure, REFUSED } from "../../src/database/uncertain.js";
import type { Problem } from "../../src/model/database.js";
import type { ReplayedMigration, Step, Timeline } from "../../src/model/step.js";

/** A statement of which the replay and PostgreSQL do not say the same; nothing after it was compared. */
export interface Disagreement {
  /** `false claim`: it runs, and we say that it cannot. `missed`: it does not run, and we say nothing. `wrong reason`: it does not run, but not as we say it does. */
  readonly kind: "false claim" | "missed" | "wrong reason";
  /** The kinds of its operations, and PostgreSQL's SQLSTATE. */
  readonly what: string;
  readonly sql: string;
  readonly said: string;
}

export interface Agreement {
  /** Statements of which both said the same. */
  readonly agreed: number;
  readonly refused: number;
  readonly disagreement: Disagreement | undefined;
}

/**
 * Runs the statements one by one, each in a transaction of its own, as the replay takes them: one that is refused leaves all as it was. Ends at the first on which
 * the two disagree, at what only PostgreSQL can know, and where a transaction or a statement that is not understood makes the two incomparable.
 */
export async function compareWithPostgres(database: PGlite, timeline: Timeline): Promise<Agreement> {
  let agreed = 0;
  let refused = 0;
  for (const replayed of timeline.migrations) {
    await database.exec("RESET ALL; DISCARD TEMP");
    for (const { sql, steps } of statementsOf(replayed)) {
      if (steps.some(isIncomparable)) return { agreed, refused, disagreement: undefined };
      const answer = await answerOf(database, sql);
      const problems = steps.flatMap((step) => step.problems.filter((problem) => isSure(problem, step.before)));
      const invalid = steps.some(({ operation }) => operation.kind === "invalid");
      const said = [...(invalid ? ["invalid"] : []), ...problems.map(({ kind, what, name, table }) => `${kind} ${what} ${name.name}${table ? ` on ${table.name}` : ""}`)].join("; ");
      const kind = verdict(answer.code, invalid, problems);
      if (kind === "end" || (kind === "missed" && steps.some(({ before }) => before.unknown.some(({ node }) => node === REFUSED)))) return { agreed, refused, disagreement: undefined };
      if (kind !== "agreed") return { agreed, refused, disagreement: { kind, what: `${[...new Set(steps.map(({ operation }) => operation.kind))].join("+")} ${answer.code ?? "runs"}`, sql, said: `${said || "nothing"} / ${answer.message}` } };
      agreed++;
      if (answer.code !== undefined) refused++;
    }
  }
  return { agreed, refused, disagreement: undefined };
}

function statementsOf({ migration, steps }: ReplayedMigration): readonly { readonly sql: string; readonly steps: readonly Step[] }[] {
  return migration.script.statements.map((statement) => ({ sql: migration.script.source.slice(statement.span), steps: steps.filter((step) => step.statement.index === statement.index) }));
}

const TRANSACTION: ReadonlySet<string> = new Set(["begin", "commit", "rollback", "savepoint", "opaque"]);

/** Nothing is claimed of what stands after a statement whose effect is not known. */
const isIncomparable = ({ operation, before }: Step): boolean => TRANSACTION.has(operation.kind) || before.unknown.some(({ node }) => node !== REFUSED);

function verdict(code: string | undefined, invalid: boolean, problems: readonly Problem[]): Disagreement["kind"] | "agreed" | "end" {
  if (invalid) return code !== undefined && OF_GRAMMAR.has(code) ? "end" : "false claim";
  if (code === undefined) return problems.length > 0 ? "false claim" : "agreed";
  if (problems.some((problem) => problem.kind === "invalid" && problem.code === code)) return "agreed";
  if (problems.length > 0) return code === "42601" || !isOfSchema(code) ? "wrong reason" : "agreed";
  return isOfSchema(code) ? "missed" : "end";
}

/** What PostgreSQL's grammar itself says: PARTITION BY something else (22023), what it knows and cannot do (0A000). */
const OF_GRAMMAR: ReadonlySet<string> = new Set(["42601", "22023", "0A000"]);

/** Class 42 (names, types), what depends on it (2BP01), no such schema, not supported, wrong state. The others are of rows, rights and settings. */
const isOfSchema = (code: string): boolean => /^(42|2B|3F|0A|55000)/.test(code) && code !== "42501";

async function answerOf(database: PGlite, sql: string): Promise<{ readonly code: string | undefined; readonly message: string }> {
  try {
    await database.exec(sql);
    return { code: undefined, message: "it runs" };
  } catch (error) {
    await database.exec("ROLLBACK");
    return { code: error instanceof Error && "code" in error ? String(error.code) : "?", message: error instanceof Error ? error.message : String(error) };
  }
}
