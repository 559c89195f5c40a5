import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { generatedHistory, historySql } from '../support/generated-schemas.js';

const seed = 20241120;
const histories = 60;

test('every generated history runs on an empty PostgreSQL, and together they hold every step that Prisma writes for it', { timeout: 60_000 }, async () => {
  const database = await PGlite.create();
  const failures: string[] = [];
  const tags = new Set<string>();
  for (let index = 0; index < histories; index += 1) {
    await empty(database);
    for (const { name, sql } of await historySql(generatedHistory(seed, index).schemas)) {
      for (const [, tag] of sql.matchAll(/^-- ([A-Z][A-Za-z]+)$/gm)) if (tag !== undefined) tags.add(tag);
      const problem = await run(database, sql);
      if (problem !== undefined) failures.push(`history ${index}, ${name}: ${problem}`);
    }
  }
  expect(failures).toEqual([]);
  expect([...tags].sort()).toEqual([
    'AddForeignKey', 'AlterEnum', 'AlterTable', 'CreateEnum', 'CreateIndex', 'CreateSchema', 'CreateTable', 'DropEnum', 'DropForeignKey', 'DropIndex', 'DropTable', 'RenameForeignKey', 'RenameIndex',
  ]);
  await database.close();
});

test('a history is the same for the same numbers and another for others', () => {
  expect(generatedHistory(seed, 3)).toEqual(generatedHistory(seed, 3));
  expect(generatedHistory(seed, 3)).not.toEqual(generatedHistory(seed, 4));
  expect(generatedHistory(seed, 3)).not.toEqual(generatedHistory(seed + 1, 3));
});

async function empty(target: PGlite): Promise<void> {
  const { rows } = await target.query<{ name: string }>(`SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`);
  for (const { name } of rows) await target.exec(`DROP SCHEMA ${name} CASCADE`);
  await target.exec('CREATE SCHEMA public');
}

async function run(target: PGlite, sql: string): Promise<string | undefined> {
  try {
    await target.exec(sql);
    return undefined;
  } catch (error) {
    // A failure inside the engine's own BEGIN … COMMIT leaves its transaction open.
    await target.exec('ROLLBACK');
    return error instanceof Error ? error.message : String(error);
  }
}
