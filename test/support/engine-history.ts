import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, DriverAdapterError, type SqlDriverAdapter, type SqlQuery } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { JudgedDatabase } from "../judges/database-pool.js";
import { diffTarget, theEngine } from "./schema-engine.js";

export interface EngineMigration {
  readonly name: string;
  readonly sql: string;
}

/** What Prisma's own engine does with a database, as the commands of its CLI do. */
export interface EngineHistory {
  /** `migrate deploy`; gives the names of those that were applied. */
  deploy(migrations: readonly EngineMigration[]): Promise<readonly string[]>;
  /** `migrate resolve --applied`. */
  resolveApplied(name: string, migrations: readonly EngineMigration[]): Promise<void>;
  /** What `migrate dev` asks for a reset for, and what is still to be deployed. */
  diagnose(migrations: readonly EngineMigration[]): Promise<{ readonly edited: readonly string[]; readonly pending: readonly string[] }>;
  /** What `migrate dev` would write next for this schema.prisma; empty where nothing is left to write. The migrations run in the database, which has to be empty. */
  next(migrations: readonly EngineMigration[], schema: string): Promise<string>;
}

/** The database is the caller's. */
export async function engineHistory(database: JudgedDatabase): Promise<EngineHistory> {
  const Engine = await theEngine();
  const factory = bindMigrationAwareSqlAdapterFactory({ provider: "postgres", adapterName: "pool", connect: async () => adapterOf(database), connectToShadowDb: async () => adapterOf(database) });
  const filters = { externalTables: [], externalEnums: [] };
  const asked = async <T>(ask: (engine: SchemaEngine) => Promise<T>): Promise<T> => {
    const engine = await Engine.new({ datamodels: undefined }, () => {}, factory);
    try {
      return await ask(engine);
    } finally {
      engine.free();
    }
  };
  return {
    deploy: async (migrations) => (await asked((engine) => engine.applyMigrations({ migrationsList: listOf(migrations), filters }))).appliedMigrationNames,
    resolveApplied: async (migrationName, migrations) => {
      await asked((engine) => engine.markMigrationApplied({ migrationName, migrationsList: listOf(migrations) }));
    },
    diagnose: async (migrations) => {
      const { editedMigrationNames: edited, history } = await asked((engine) => engine.diagnoseMigrationHistory({ migrationsList: listOf(migrations), optInToShadowDatabase: false, filters }));
      return { edited, pending: history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [] };
    },
    next: async (migrations, schema) => {
      const { exitCode, stdout } = await asked((engine) => engine.diff({ from: { tag: "migrations", ...listOf(migrations) }, to: diffTarget(schema, "postgresql"), script: true, exitCode: true, filters }));
      return exitCode === 0 ? "" : (stdout ?? "");
    },
  };
}

const listOf = (migrations: readonly EngineMigration[]): Parameters<SchemaEngine["applyMigrations"]>[0]["migrationsList"] => ({
  baseDir: "/migrations",
  lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
  shadowDbInitScript: "",
  migrationDirectories: migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } } })),
});

/** Types of PostgreSQL by their object ids; what is not here is text to the engine. */
const types = new Map([[16, ColumnTypeEnum.Boolean], [18, ColumnTypeEnum.Character], [20, ColumnTypeEnum.Int64], [21, ColumnTypeEnum.Int32], [23, ColumnTypeEnum.Int32], [26, ColumnTypeEnum.Int64], [1184, ColumnTypeEnum.DateTime], [1003, ColumnTypeEnum.TextArray], [1009, ColumnTypeEnum.TextArray]]);

function adapterOf(database: JudgedDatabase): SqlDriverAdapter {
  const asked = async ({ sql, args }: SqlQuery): Promise<{ readonly rows: readonly unknown[]; readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }> => {
    const { rows, ...rest } = await known(database.query(sql, [...args]));
    return { rows, fields: "fields" in rest && Array.isArray(rest.fields) ? rest.fields.map((field: { name: string; dataTypeID: number }) => field) : [] };
  };
  return {
    provider: "postgres",
    adapterName: "pool",
    queryRaw: async (query) => {
      const { rows, fields } = await asked(query);
      const cell = (row: unknown, { name, dataTypeID }: (typeof fields)[number]): unknown => {
        const value: unknown = typeof row === "object" && row !== null ? Reflect.get(row, name) : undefined;
        return value instanceof Date ? value.toISOString() : typeof value === "number" && types.get(dataTypeID) === ColumnTypeEnum.Int64 ? String(value) : value;
      };
      return { columnNames: fields.map(({ name }) => name), columnTypes: fields.map(({ dataTypeID }) => types.get(dataTypeID) ?? ColumnTypeEnum.Text), rows: rows.map((row) => fields.map((field) => cell(row, field))) };
    },
    executeRaw: async (query) => (await asked(query)).rows.length,
    executeScript: async (script) => {
      await known(database.exec(script));
    },
    startTransaction: async () => {
      throw new Error("the schema engine starts none");
    },
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: async () => {},
  };
}

/** The engine knows the server's errors by their codes: without its table nothing was applied (42P01). */
async function known<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && "code" in error ? String(error.code) : "N/A";
    throw new DriverAdapterError({ kind: "postgres", code, severity: "ERROR", message, detail: undefined, column: undefined, hint: undefined, originalCode: code, originalMessage: message });
  }
}
