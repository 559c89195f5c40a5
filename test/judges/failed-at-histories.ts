import type { Dialect } from "../../src/model/dialect.js";
import { judgeFailures, type FailedAtJudgement, type FailedAtOptions } from "./failed-at-judge.js";
import { allHistories, type History } from "./histories.js";
import { newerIn } from "./newer-syntax.js";
import { isRefused } from "./replayed-history.js";
import type { Pool } from "./database-pool.js";
import { fixtureHistories, generatedHistories } from "./wider-histories.js";

/** All that the judge is given in full. */
export async function failureHistories(generated: number, version: number): Promise<readonly History[]> {
  return [...allHistories(), ...fixtureHistories(version), ...(await generatedHistories(generated))];
}

type Counts = Omit<FailedAtJudgement, "wrong" | "refused">;

export interface FailuresJudgement {
  readonly counts: Counts;
  readonly newer: readonly string[];
  readonly wrong: readonly string[];
}

/** The failed-at judge on all of them, together. */
export async function judgeAllFailures(pool: Pool, histories: readonly History[], dialect: Dialect, options: FailedAtOptions = {}): Promise<FailuresJudgement> {
  const counts: Record<keyof Counts, number> = { failures: 0, stood: 0, again: 0, withRows: 0, unclaimed: 0, inTheWay: 0 };
  const said: string[] = [];
  const newer: string[] = [];
  for (const { name, migrations, since } of histories) {
    if (since > pool.version) continue;
    const [unknown] = newerIn(migrations.map(({ sql }) => sql), pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      continue;
    }
    const { wrong, refused, ...own } = await judgeFailures(pool, migrations, dialect, options);
    counts.failures += own.failures;
    counts.stood += own.stood;
    counts.again += own.again;
    counts.withRows += own.withRows;
    counts.unclaimed += own.unclaimed;
    counts.inTheWay += own.inTheWay;
    said.push(...[...wrong, ...(refused === undefined || isRefused(migrations, dialect, pool.version) ? [] : [`PostgreSQL refuses ${refused}`])].map((line) => `${name}: ${line}`));
  }
  return { counts, newer, wrong: said };
}

export const countsText = ({ failures, stood, again, withRows, unclaimed, inTheWay }: Counts): string =>
  `${failures} failures (after ${stood} something stood, ${withRows} compared with rows too), ${again} deployed again, ${inTheWay} not for rows that stand as told, ${unclaimed} not claimed`;
