import { judgeOf, replayProject } from "../../src/judge.js";
import { resolveConfig } from "../../src/check/config/config.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Project } from "../../src/model/project.js";
import { rules } from "../../rules/index.js";
import { compareWithPgsqlAst } from "../oracles/sql-oracle.js";
import { compareWithSqlparser } from "../oracles/sqlparser.js";
import type { JudgedMigration } from "./catalog-judge.js";
import type { Pool } from "./database-pool.js";
import { countsText } from "./failed-at-histories.js";
import { everyOf, judgeFailures } from "./failed-at-judge.js";
import { judgeHistoryLocks } from "./lock-histories.js";
import { judgeMayFail } from "./may-fail.js";
import { judgeOldClient } from "./old-client.js";
import { judgeReplay } from "./replayed-history.js";
import { rollbacksText } from "./rollback-histories.js";
import { judgeRollbacks } from "./rollback-judge.js";
import { judgeWarnings } from "./warnings.js";

/** What a judge says of a project: one line, and one more for each thing that differs. */
export interface Verdict {
  readonly summary: string;
  readonly remarks: readonly string[];
  readonly wrong: readonly string[];
}

export interface Case {
  readonly project: Project;
  readonly texts: readonly JudgedMigration[];
  readonly pool: Pool;
  readonly dialect: Dialect;
  /** Only every so manieth migration, for the judges that run a database. */
  readonly every: number;
}

/** The judges that a whole project can be given to, by the name that `--judge` takes. */
export const judges: Readonly<Record<string, (given: Case) => Promise<Verdict> | Verdict>> = {
  async catalog({ texts, pool, dialect, every }) {
    const started = performance.now();
    const { points, unclaimed, different, excused, failed } = await judgeReplay(pool, texts, dialect, { every });
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    return {
      summary: `${points} points of ${texts.length} migrations, ${unclaimed} of them not claimed, ${different.length} differ, ${excused.length} entries excused by opaque statements, ${seconds} s`,
      remarks: [...refusal(failed && `${failed.migration}: ${failed.message}`), ...excused.map((entry) => `excused: ${entry}`)],
      wrong: different.map(({ migration, differences }) => `${migration}: ${differences.join("; ")}`),
    };
  },
  async locks({ texts, pool, dialect }) {
    const { compared, different, opaque, passed, failed } = await judgeHistoryLocks(pool, texts, dialect);
    return { summary: `${compared} statements compared, ${different.length} differ, ${opaque} opaque, ${passed} not in a transaction`, remarks: refusal(failed), wrong: different };
  },
  async "may-fail"({ texts, pool, dialect, every }) {
    const { failed, passed, untold, wrong, refused } = await judgeMayFail(pool, texts, dialect, { every });
    const codes = Object.entries(failed).map(([code, count]) => `${code} ${count}`).join(", ");
    return { summary: `failed as said ${codes || "never"}, passed as said ${passed}, failed without a query ${untold}, ${wrong.length} differ`, remarks: refusal(refused), wrong };
  },
  async rollback({ texts, pool, dialect, every }) {
    const { wrong, noes, refused, ...counts } = await judgeRollbacks(pool, texts, dialect, { every });
    return { summary: `${rollbacksText(counts)}; ${wrong.length} differ`, remarks: [...refusal(refused), ...noes.map((line) => `no: ${line}`)], wrong };
  },
  async "failed-at"({ texts, pool, dialect, every }) {
    const { wrong, refused, ...counts } = await judgeFailures(pool, texts, dialect, everyOf(every));
    return { summary: `${countsText(counts)}; ${wrong.length} differ`, remarks: refusal(refused), wrong };
  },
  async "old-client"({ texts, pool, dialect, every }) {
    const { statements, wrong, refused } = await judgeOldClient(pool, texts, dialect, { every });
    return { summary: `${statements} statements executed, ${wrong.length} differ`, remarks: refusal(refused), wrong };
  },
  "pgsql-ast"({ project }) {
    const files = project.migrations.map(({ source }) => ({ source, said: compareWithPgsqlAst(source) }));
    const wrong = files.flatMap(({ source, said }) => (said !== "rejected" && said.length > 0 ? [`${source.file}: ${String(said)}`] : []));
    const rejected = files.filter(({ said }) => said === "rejected").length;
    return { summary: `${files.length - rejected} files accepted, ${rejected} rejected by it, ${wrong.length} differ`, remarks: [], wrong };
  },
  sqlparser({ project }) {
    const files = project.migrations.map(({ source }) => ({ source, ...compareWithSqlparser(source) }));
    const wrong = files.filter((file) => file.claimed !== undefined && (file.claimed !== file.splits || file.different.length > 0)).map(({ source, different }) => `${source.file}: ${different.join("; ")}`);
    const [split, unclaimed] = [files.filter((file) => file.splits).length, files.filter(({ claimed }) => claimed === undefined).length];
    return { summary: `${split} files split, ${files.length - split} sent whole, ${unclaimed} of them not claimed, ${wrong.length} differ`, remarks: [], wrong };
  },
  warnings({ project, dialect }) {
    const migrations = project.migrations.map((migration) => ({ ...migration, deployed: false, reported: true }));
    const config = resolveConfig({}, { rules, overrides: [], preset: "strict", file: undefined });
    const timeline = replayProject({ ...project, migrations }, dialect, { eachAsNewest: true });
    const { findings } = judgeOf({ project: { ...project, migrations }, config, dialect, all: true, sole: true })(timeline);
    const { warnings, missed, stale, unlisted } = judgeWarnings(timeline, findings);
    return {
      summary: `${warnings} warnings of Prisma's engine, ${missed.length} not said again, ${stale.length} about what the SQL does not do, ${unlisted.length} said that it did not`,
      remarks: [...stale.map((line) => `stale: ${line}`), ...unlisted.map((line) => `not in the header: ${line}`)],
      wrong: missed,
    };
  },
};

const refusal = (what: string | undefined): string[] => (what === undefined ? [] : [`PostgreSQL refuses ${what}`]);
