import type { Dialect } from "../../src/model/dialect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Project } from "../../src/model/project.js";
import type { Timeline } from "../../src/model/step.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { fixFixture, judgeAs, projectOf } from "../support/fixed-fixture.js";
import type { RuleFixture } from "../support/rule-fixture.js";
import { splitStatements } from "./catalog-judge.js";
import { emptyDatabase, type JudgedDatabase } from "./database-pool.js";

export interface FixJudgement {
  /** Whether anything could be fixed. */
  readonly isFixed: boolean;
  /** How many suggestions were taken. */
  readonly taken: number;
  /** Points between two migrations at which the deployment stopped and went on. */
  readonly stops: number;
  /** A line each; none where the fix is right. */
  readonly wrong: readonly string[];
}

const ROWS = 3;

/**
 * What `--fix` makes of a history, on a real server with rows in the tables: it runs, ends in the catalog of the original and loses no row, where the deployment
 * stops after each of its migrations; it causes no finding, and a second run finds nothing to do.
 */
export async function judgeFix(server: JudgedDatabase, fixture: RuleFixture, dialect: Dialect): Promise<FixJudgement> {
  const project = projectOf(fixture);
  const { files, migrations, declared, delta, project: after } = fixFixture(fixture, project, "recommended", dialect);
  if (files.length === 0) return { isFixed: false, taken: 0, stops: 0, wrong: [] };
  const taken = migrations.flatMap((migration) => migration.taken);
  const wrong = [...newFindings(fixture, project, after, dialect), ...notWhole(fixFixture(fixture, after, "recommended", dialect).files)];
  const judge = judgeAs("recommended", fixture, dialect);
  const original = judge(project).timeline;
  const wanted = await run(server, original, project, { dialect, rows: 0, then: delta });
  const reached = await run(server, judge(after).timeline, after, { dialect, rows: ROWS, then: [] });
  if (reached.refused !== undefined) wrong.push(`does not run: ${reached.refused}`);
  else if (wanted.refused === undefined) {
    for (const difference of compareCatalogs(wanted.catalog, reached.catalog)) wrong.push(`another catalog: ${difference}`);
    wrong.push(...reached.lost);
  }
  return { isFixed: true, taken: taken.length + declared.length, stops: reached.stops, wrong };
}

/** Under `recommended`, by rule and subject. */
function newFindings(fixture: RuleFixture, before: Project, after: Project, dialect: Dialect): string[] {
  const judge = judgeAs("recommended", fixture, dialect);
  const rules = (project: Project): string[] => judge(project).findings.map(({ rule, subject }) => `${rule} ${JSON.stringify(subject)}`);
  const known = rules(before);
  return rules(after).filter((key) => !known.some((other) => other.split(" ")[0] === key.split(" ")[0])).map((key) => `causes ${key}`);
}

const notWhole = (files: readonly { readonly file: string }[]): string[] => files.map(({ file }) => `a second run changes ${file}`);

interface Run {
  readonly refused: string | undefined;
  readonly catalog: ReadonlyMap<string, string>;
  readonly stops: number;
  readonly lost: readonly string[];
}

/** Every migration in a session of its own, as when the deployment stops before it; rows are put in before the first new one. */
async function run(server: JudgedDatabase, timeline: Timeline, { environment }: Project, { dialect, rows, then }: { readonly dialect: Dialect; readonly rows: number; readonly then: readonly string[] }): Promise<Run> {
  await emptyDatabase(server);
  const schema = dialect.naming.quote(environment.defaultSchema.value);
  const texts = timeline.migrations.map(({ migration }) => migration.source.text);
  const lost: string[] = [];
  let stops = 0;
  const firstNew = Math.max(0, timeline.migrations.findIndex(({ migration }) => !migration.deployed));
  const session = async (): Promise<void> => {
    await server.exec("DISCARD ALL");
    await server.exec(`SET search_path = ${schema}; SET TimeZone = 'UTC'`);
  };
  if (!texts.some((text) => /CREATE SCHEMA /i.test(text))) await server.exec(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  const result = async (refused?: string): Promise<Run> => ({ refused, catalog: refused === undefined ? await readCatalog((sql) => server.query(sql)) : new Map(), stops, lost });
  let before: Readonly<Record<string, number>> = {};
  for (const [at, { migration, steps, before: database }] of timeline.migrations.entries()) {
    await session();
    if (at === firstNew && rows > 0) {
      await server.exec("BEGIN");
      await fillTables(server, database, rows);
      await server.exec("COMMIT");
      before = await counts(server);
    }
    const said = await send(server, migration, steps.every(({ transactions }) => transactions.some(({ kind }) => kind !== "statement")));
    if (said !== undefined) return result(`${migration.name}: ${said}`);
    if (at < firstNew || rows === 0) continue;
    stops++;
    const now = await counts(server);
    const mayLose = steps.some(({ operation }) => operation.kind === "changeData" || operation.kind.startsWith("drop"));
    if (!mayLose) for (const [table, count] of Object.entries(before)) if ((now[table] ?? count) < count) lost.push(`${table} has fewer rows after ${migration.name}`);
    before = now;
  }
  await session();
  for (const sql of then) await server.exec(sql);
  return result();
}

async function send(server: JudgedDatabase, file: MigrationFile, asFile: boolean): Promise<string | undefined> {
  const { text } = file.source;
  try {
    for (const message of asFile ? [text] : await splitStatements(text)) await server.exec(message);
  } catch (error) {
    await server.exec("ROLLBACK");
    const why = error instanceof Error ? error.message : String(error);
    // One that can only be deployed by a newer Prisma.
    return asFile && why.includes("cannot run inside a transaction block") ? send(server, file, false) : why;
  }
  return undefined;
}

async function counts(server: JudgedDatabase): Promise<Readonly<Record<string, number>>> {
  const { rows } = await server.query("SELECT json_object_agg(c.oid::regclass::text, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]::text::int ORDER BY c.oid::regclass::text) AS counts FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|^information_schema$'");
  const [row] = rows;
  const found: unknown = typeof row === "object" && row !== null && "counts" in row ? row.counts : undefined;
  return typeof found === "object" && found !== null ? Object.fromEntries(Object.entries(found).map(([table, count]) => [table, Number(count)])) : {};
}
