import { expect, test } from 'vitest';
import { acceptableSchema, migrationSql } from './schema-engine.js';

const datasource = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n';
const before = `${datasource}model User {\n  id Int @id\n}\n`;
const after = `${datasource}model User {\n  id Int @id\n  name String?\n}\n`;

test('from an empty database it creates everything', async () => {
  expect(await migrationSql(undefined, before)).toBe(
    '-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n-- CreateTable\nCREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n',
  );
});

test('both directions between two schemas', async () => {
  expect(await migrationSql(before, after)).toBe('-- AlterTable\nALTER TABLE "User" ADD COLUMN     "name" TEXT;\n');
  expect(await migrationSql(after, before)).toBe('-- AlterTable\nALTER TABLE "User" DROP COLUMN "name";\n');
});

test('nothing to change is an empty text', async () => {
  expect(await migrationSql(after, after)).toBe('');
});

test('a text without a datasource takes the provider', async () => {
  expect(await migrationSql(undefined, 'model A {\n  id String @id\n}\n', 'sqlite')).toBe('-- CreateTable\nCREATE TABLE "A" (\n    "id" TEXT NOT NULL PRIMARY KEY\n);\n');
});

test('an invalid schema is an error with the line in its own text', async () => {
  await expect(migrationSql(undefined, `${datasource}model A { x }\n`)).rejects.toThrow('schema.prisma:5');
});

test('what newer engines refuse is blanked without moving a line', () => {
  expect(acceptableSchema('generator client {\n  previewFeatures = ["views", "metrics"]\n}\ndatasource db {\n  url = env("A") // here\n}\n')).toBe(
    'generator client {\n  previewFeatures = ["views"]\n}\ndatasource db {\n  \n}\n',
  );
});
