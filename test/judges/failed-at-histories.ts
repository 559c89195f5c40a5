import { dirname } from "node:path";
import type { Dialect } from "../../src/model/dialect.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { judgeFailures, type FailedAtJudgement, type FailedAtOptions } from "./failed-at-judge.js";
import { refusedFixtures } from "./fixture-histories.js";
import { allHistories, type History } from "./histories.js";
import { newerIn } from "./newer-syntax.js";
import type { Pool } from "./database-pool.js";

export const GENERATED_SEED = 20261123;

/** Those of Prisma's engine: the first histories whose migrations are at least so many. */
export async function generatedHistories(migrations: number): Promise<readonly History[]> {
  const histories: History[] = [];
  for (let number = 0, left = migrations; left > 0; number++) {
    const own = await historySql(generatedHistory(GENERATED_SEED, number).schemas);
    histories.push({ name: `${GENERATED_SEED}/${number}`, migrations: own, since: 0 });
    left -= own.length;
  }
  return histories;
}

/** Of every rule, as far as PostgreSQL takes them. */
export function fixtureHistories(): readonly History[] {
  return readRuleFixtures().flatMap(({ path, migrations }) => {
    const name = path.replace(/^fixtures\/rules\/|\.sql$/g, "");
    return refusedFixtures[name] === undefined ? [{ name, migrations: migrations.map((source) => ({ name: dirname(source.file), sql: source.text })), since: 0 }] : [];
  });
}

/** All that the judge is given in full. */
export async function failureHistories(generated: number): Promise<readonly History[]> {
  return [...allHistories(), ...fixtureHistories(), ...(await generatedHistories(generated))];
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
    said.push(...[...wrong, ...(refused === undefined ? [] : [`PostgreSQL refuses ${refused}`])].map((line) => `${name}: ${line}`));
  }
  return { counts, newer, wrong: said };
}

export const countsText = ({ failures, stood, again, withRows, unclaimed, inTheWay }: Counts): string =>
  `${failures} failures (after ${stood} something stood, ${withRows} compared with rows too), ${again} deployed again, ${inTheWay} not for rows that stand as told, ${unclaimed} not claimed`;
