import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlDriverAdapter, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type { DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';

export type EngineProvider = 'postgresql' | 'cockroachdb' | 'sqlite';

/**
 * The SQL that `prisma migrate diff --script` prints for the step between two schema.prisma texts, from Prisma's own schema engine, in process and
 * without a database. `from: undefined` is an empty database; an unchanged schema gives "". `provider` counts only for texts without a datasource block.
 * The result never has the `Warnings:` header, which only `migrate dev` writes. Throws the engine's message where a text is not a valid schema.
 */
export async function migrationSql(from: string | undefined, to: string, provider: EngineProvider = 'postgresql'): Promise<string> {
  const Engine = await theEngine();
  const engine = await Engine.new({ datamodels: undefined }, () => {}, stubFactory);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: diffTarget(from, provider),
      to: diffTarget(to, provider),
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  } catch (error) {
    throw new Error(errorText(error), { cause: error });
  } finally {
    engine.free();
  }
}

/**
 * A schema.prisma of Prisma 2 to 6 in the form that this engine (8.1) accepts: it refuses `url` in the datasource and preview features that it no
 * longer knows. Same number of lines, so the engine's error positions stay right.
 */
export function acceptableSchema(text: string): string {
  return text
    .replace(/^([ \t]*)(url|directUrl|shadowDatabaseUrl)\s*=[^\r\n]*/gm, '$1')
    .replace(/^([ \t]*previewFeatures\s*=\s*\[)([^\]]*)\]/gm, (_, head: string, list: string) => `${head}${knownPreviews(list).join(', ')}]`);
}

declare global {
  // The engine's panic hook looks it up under this name; without it a panic surfaces as an unrelated TypeError.
  var PRISMA_WASM_PANIC_REGISTRY: { set_message(message: string): void } | undefined;
}

let engineClass: Promise<typeof SchemaEngine> | undefined;

/** Loaded once a process: a second copy panics. */
export const theEngine = (): Promise<typeof SchemaEngine> => (engineClass ??= loadEngine());

/** The package targets bundlers, which import .wasm files; Node has to instantiate it by hand, once a process. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message(message) {
      throw new Error(`schema engine panic: ${message}`);
    },
  };
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(gluePath.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== 'function') throw new Error('schema engine: __wbindgen_start is missing');
  Reflect.apply(start, undefined, []);
  return glue.SchemaEngine;
}

/** All that the engine asks of a connection while it compares two schemas is PostgreSQL's version. */
const versionRow: SqlResultSet = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, 'PostgreSQL 16.0', 160000]],
};

const stubConnection: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'stub',
  queryRaw: async () => versionRow,
  executeRaw: async () => 0,
  executeScript: async () => {
    throw new Error('the stub adapter has no database');
  },
  startTransaction: async () => {
    throw new Error('the stub adapter has no database');
  },
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => {},
};

// Without the bind, the engine calls the adapter's methods with `this` null.
const stubFactory = bindMigrationAwareSqlAdapterFactory({
  provider: 'postgres',
  adapterName: 'stub',
  connect: async () => stubConnection,
  connectToShadowDb: async () => stubConnection,
});

/** A schema.prisma as the engine takes it; undefined is an empty database. */
export function diffTarget(text: string | undefined, provider: EngineProvider): DiffTarget {
  if (text === undefined) return { tag: 'empty' };
  const content = /^\s*datasource\s/m.test(text) ? text : `${text}\ndatasource db {\n  provider = "${provider}"\n}\n`;
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: acceptableSchema(content) }] };
}

const previewsOfThisEngine = ['views', 'postgresqlExtensions', 'partialIndexes', 'fullTextSearchPostgres', 'nativeDistinct', 'relationJoins', 'shardKeys', 'strictUndefinedChecks', 'typedSql'];

function knownPreviews(list: string): string[] {
  return [...list.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? '').filter((name) => previewsOfThisEngine.includes(name)).map((name) => `"${name}"`);
}

function errorText(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
