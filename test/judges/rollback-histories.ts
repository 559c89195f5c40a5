import type { Dialect } from "../../src/model/dialect.js";
import type { Rollback } from "../../src/model/rollback.js";
import type { Pool } from "./database-pool.js";
import { everyHistory, type History } from "./histories.js";
import { newerIn } from "./newer-syntax.js";
import { isRefused } from "./replayed-history.js";
import { judgeRollbacks, type RollbackJudgement } from "./rollback-judge.js";
import { fixtureHistories, generatedHistories } from "./wider-histories.js";

type Counts = Pick<RollbackJudgement, "judged" | "withRows" | "answers" | "schemaOnly">;

export interface RollbacksJudgement {
  readonly counts: Counts;
  readonly newer: readonly string[];
  readonly wrong: readonly string[];
}

/** All that the judge is given in full. */
export const rollbackHistories = async (generated: number, version: number): Promise<readonly History[]> => [...everyHistory(), ...fixtureHistories(version), ...(await generatedHistories(generated))];

/** The rollback judge on all of them, together. */
export async function judgeAllRollbacks(pool: Pool, histories: readonly History[], dialect: Dialect): Promise<RollbacksJudgement> {
  const counts = { judged: 0, withRows: 0, answers: { "yes": 0, "structure-only": 0, "no": 0 }, schemaOnly: { "yes": 0, "structure-only": 0, "no": 0 } };
  const said: string[] = [];
  const newer: string[] = [];
  for (const { name, migrations, since } of histories) {
    if (since > pool.version) continue;
    const [unknown] = newerIn(migrations.map(({ sql }) => sql), pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      continue;
    }
    const { judged, withRows, answers, schemaOnly, wrong, refused } = await judgeRollbacks(pool, migrations, dialect);
    counts.judged += judged;
    counts.withRows += withRows;
    for (const answer of ANSWERS) {
      counts.answers[answer] += answers[answer];
      counts.schemaOnly[answer] += schemaOnly[answer];
    }
    said.push(...[...wrong, ...(refused === undefined || isRefused(migrations, dialect, pool.version) ? [] : [`PostgreSQL refuses ${refused}`])].map((line) => `${name}: ${line}`));
  }
  return { counts, newer, wrong: said };
}

const ANSWERS = ["yes", "structure-only", "no"] as const;

const split = (counts: Readonly<Record<Rollback["reversible"], number>>): string => ANSWERS.map((answer) => `${answer} ${counts[answer]}`).join(", ");

export const rollbacksText = ({ judged, withRows, answers, schemaOnly }: Counts): string => `${judged} rolled back (${withRows} with rows): ${split(answers)}; of those that only change the schema ${split(schemaOnly)}`;
