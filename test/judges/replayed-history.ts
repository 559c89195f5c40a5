import { recreate } from "../../src/database/recreate/recreate.js";
import { statements } from "../../src/dialects/postgres/write/writer.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Timeline } from "../../src/model/step.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { judgeHistory, type Judgement, type JudgedMigration, type JudgeOptions } from "./catalog-judge.js";
import type { Pool } from "./database-pool.js";

export type ReplayJudgeOptions = Pick<JudgeOptions, "every" | "limit">;

/** The catalog judge on a history: is the replayed database, written as DDL, what PostgreSQL has after really running it? */
export async function judgeReplay(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect, options: ReplayJudgeOptions = {}): Promise<Judgement> {
  const timeline = replayed(migrations, dialect, pool.version);
  return judgeHistory(pool, migrations, {
    ...options,
    ddlAfter: (index) => ddlOf(timeline, index, dialect),
    uncertain: (index) => timeline.migrations[index]?.steps.some((step) => step.operation.kind === "opaque" && step.operation.mayChangeSchema) ?? false,
  });
}

export const replayed = (migrations: readonly JudgedMigration[], dialect: Dialect, version = 18): Timeline => replayedIn(migrations, dialect, environmentOf(version));

export function replayedIn(migrations: readonly JudgedMigration[], dialect: Dialect, environment: Environment): Timeline {
  const files = migrations.map(({ name, sql }): MigrationFile => ({ name, source: new SourceText(`${name}/migration.sql`, sql), deployed: false, reported: true }));
  return replay(files, dialect, environment, { eachAsNewest: true });
}

function ddlOf(timeline: Timeline, index: number, dialect: Dialect): string | undefined {
  const after = timeline.migrations[index]?.after;
  return after && statements(recreate(after, dialect.naming.quote)).map((statement) => `${statement};\n`).join("");
}

/** Whether we too say that the server refuses one of them: Prisma's engine writes such a migration now and then. */
export const isRefused = (migrations: readonly JudgedMigration[], dialect: Dialect, version = 18): boolean =>
  replayed(migrations, dialect, version).migrations.some(({ steps }) => steps.some(({ problems }) => problems.length > 0));

const source = "the judge";
export const environmentOf = (version: number): Environment => ({
  provider: "postgresql",
  serverVersion: { value: version, source },
  prismaVersion: { value: { major: 6, minor: 19, patch: 0 }, source },
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source },
  timeZone: { value: "UTC", source },
});
