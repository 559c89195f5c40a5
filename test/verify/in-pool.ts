import type { DatabasePool } from "../judges/database-pool.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Environment, Version } from "../../src/model/environment.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Project } from "../../src/model/project.js";
import type { Rollback } from "../../src/model/rollback.js";
import { SourceText } from "../../src/text/source-text.js";
import { ServerError, type Bench, type Workshop } from "../../src/verify/bench.js";
import type { VerifyOptions } from "../../src/verify/options.js";
import { verify, type ProjectVerification } from "../../src/verify/verify.js";
import { replayProject } from "../../src/judge.js";

/** The pool's databases as benches; they cannot be stopped or copied. */
export function inPool(pool: DatabasePool, setup = ""): Workshop {
  const taken: Awaited<ReturnType<DatabasePool["take"]>>[] = [];
  return {
    name: "the pool",
    copies: true,
    open: async (extensions) => {
      const database = await pool.take(extensions);
      taken.push(database);
      await database.exec(setup);
      const run = async <T>(running: Promise<T>): Promise<T> => {
        try {
          return await running;
        } catch (error) {
          throw ServerError.of(error);
        }
      };
      const bench: Bench = {
        observer: undefined,
        processId: undefined,
        query: (sql) => run(database.query(sql)),
        exec: (sql) => run(database.exec(sql)),
        cancel: async () => "cancelled",
        copy: () => Promise.reject(new Error("a bench of the pool cannot be copied")),
        close: async () => {},
      };
      return bench;
    },
    close: async () => {
      for (const database of taken.splice(0)) await pool.release(database);
    },
  };
}

export interface Case {
  readonly history: string;
  readonly migration: string;
  readonly options?: Partial<VerifyOptions>;
  /** Of Prisma: since 7.4 statements are sent one by one. */
  readonly prisma?: Version;
  readonly rollback?: Partial<Omit<Rollback, "migration">>;
}

const source = "the test";

export function projectOf(history: string, migration: string, prismaVersion: Version = { major: 6, minor: 19, patch: 0 }): Project {
  const file = (name: string, sql: string, reported: boolean): MigrationFile => ({ name, source: new SourceText(`prisma/migrations/${name}/migration.sql`, sql), deployed: !reported, reported });
  const environment: Environment = {
    provider: "postgresql",
    serverVersion: { value: undefined, source },
    prismaVersion: { value: prismaVersion, source },
    runner: undefined,
    placeholders: new Map(),
    defaultSchema: { value: "public", source },
    timeZone: { value: undefined, source },
  };
  return {
    name: undefined, root: ".", provider: "postgresql", schema: [], baseSchema: undefined, migrationsDir: "prisma/migrations",
    migrations: [file("1_history", history, false), file("2_new", migration, true)],
    base: { kind: "none", ref: null, source }, environment, externalTables: [], notices: [],
  };
}

/** Verifies one migration on a history of one. Without a rollback of the case none is tried. */
export async function verifyIn(workshop: Workshop, { history, migration, options, prisma, rollback }: Case, dialect: Dialect, lines: string[] = []): Promise<ProjectVerification> {
  const project = projectOf(history, migration, prisma);
  try {
    return await verify({
      project, dialect, workshop,
      timeline: replayProject(project, dialect, { eachAsNewest: true }),
      options: { rows: 5, queries: [], checks: [], timeout: undefined, skipExtensions: [], ...options },
      rollback: (replayed) => ({ migration: replayed.migration, parts: [], reversible: "no", lost: [], losesNewData: [], mayFail: [], differs: [], failedAt: null, ...rollback }),
      say: (line) => lines.push(line),
    });
  } finally {
    await workshop.close();
  }
}
