import type { MeasuredQuery, QueryCost, VerifiedStep } from "../model/verification.js";
import { ServerError, type Session } from "./bench.js";
import { explain } from "./postgres/explain.js";
import { isLost } from "./run-migration.js";
import { plural } from "../report/summary.js";

/** Up to here a query is as fast as before. */
const fine = 1.1;
/** From here on it is a finding. */
const slow = 1.5;
/** Below these, differences are noise: milliseconds, and pages of 8 kB. */
const leastTime = 1;
const leastPages = 4;

/** Each query after the migration against what it cost before. */
export async function compareQueries(session: Session, before: readonly { readonly sql: string; readonly cost: QueryCost }[]): Promise<readonly MeasuredQuery[]> {
  const measured: MeasuredQuery[] = [];
  for (const { sql, cost } of before) {
    try {
      const after = await explain(session, sql);
      measured.push({ sql, before: cost, after, verdict: verdictOf(cost, after) });
    } catch (error) {
      if (!(error instanceof ServerError) || isLost(error)) throw error;
      measured.push({ sql, before: cost, after: undefined, verdict: "fails", message: `${error.message} (${error.code})` });
    }
  }
  return measured;
}

/** By time and by pages: a table that is small on this server may be read whole in no time. */
export function verdictOf(before: QueryCost, after: QueryCost): MeasuredQuery["verdict"] {
  const time = ratio(before.milliseconds, after.milliseconds, leastTime);
  const pages = ratio(before.pages, after.pages, leastPages);
  const worst = Math.max(time, pages);
  if (worst > slow) return "slower";
  if (worst > fine) return "changed";
  return Math.min(time, pages) < 1 / fine ? "faster" : "same";
}

const ratio = (before: number, after: number, least: number): number => (Math.abs(after - before) < least ? 1 : after / Math.max(before, least / 2));

export function queriesStep(queries: readonly MeasuredQuery[]): VerifiedStep {
  const wrong = queries.filter(({ verdict }) => verdict === "slower" || verdict === "fails");
  const changed = queries.filter(({ verdict }) => verdict === "changed" || verdict === "faster");
  const summary = wrong.length > 0 ? `${wrong.length} of ${queries.length} queries became slower or fail` : queries.length === 1 ? "your query is as fast as before" : `your ${queries.length} queries are as fast as before`;
  return { name: "queries", status: wrong.length > 0 ? "failed" : "passed", summary, findings: wrong.map(queryText), notes: changed.map(queryText) };
}

function queryText({ sql, before, after, verdict, message }: MeasuredQuery): string {
  const text = sql.replace(/\s+/g, " ");
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  if (!after) return `${short}: fails after the migration: ${message ?? ""}`;
  return `${short}: ${verdict === "changed" ? "a little slower" : verdict}, ${costText(before)} before, ${costText(after)} after`;
}

const costText = ({ milliseconds, pages }: QueryCost): string => `${milliseconds.toFixed(2)} ms and ${plural(pages, "page")}`;
