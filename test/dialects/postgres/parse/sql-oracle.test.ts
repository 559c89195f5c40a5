import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { SourceText } from "../../../../src/text/source-text.js";
import { compareWithPgsqlAst } from "../../../oracles/sql-oracle.js";

beforeAll(loadParser);

function compare(sql: string): string[] | "rejected" {
  return compareWithPgsqlAst(new SourceText("migration.sql", sql));
}

test("pgsql-ast-parser reads a migration as Prisma writes it in the same way", () => {
  expect(
    compare(`-- CreateEnum
CREATE TYPE "public"."Role" AS ENUM ('USER', 'ADMIN');
-- CreateTable
CREATE TABLE "public"."User" (
    "id" SERIAL NOT NULL, "email" VARCHAR(255) NOT NULL, "role" "public"."Role" NOT NULL DEFAULT 'USER', "tags" TEXT[], "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE TABLE t (a int PRIMARY KEY, b bigint UNIQUE REFERENCES "User" (id) ON DELETE CASCADE, c decimal(65,30) CONSTRAINT k CHECK (c > 0), UNIQUE (a, b));
CREATE UNIQUE INDEX "User_email_key" ON "public"."User"("email");
CREATE INDEX CONCURRENTLY i ON t USING gin (a, lower(b)) WHERE c > 1;
ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("a", "b") REFERENCES "Team"("x", "y") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "User" DROP COLUMN "a", ADD COLUMN "a" INTEGER NOT NULL DEFAULT 1, ALTER COLUMN "b" DROP NOT NULL, ALTER COLUMN "c" SET DEFAULT 'x', ALTER COLUMN d SET NOT NULL, ALTER e DROP DEFAULT, ALTER f TYPE text, DROP CONSTRAINT g;
ALTER TABLE a RENAME TO b; ALTER TABLE a RENAME COLUMN c TO d; ALTER TABLE a RENAME CONSTRAINT c TO d; ALTER INDEX i RENAME TO j; ALTER TYPE t RENAME TO u; ALTER TYPE t ADD VALUE 'v';
DROP TABLE a, s.b; DROP INDEX "i"; DROP TYPE "t";
INSERT INTO "T" ("a", b) VALUES (1, 2); UPDATE t SET a = 1, b = 2 WHERE c; DELETE FROM t; TRUNCATE a, b; WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x;
BEGIN; COMMIT; ROLLBACK; SET lock_timeout = 1; COMMENT ON TABLE a IS 'b'; SELECT 1; CREATE SCHEMA s; CREATE EXTENSION x; CREATE SEQUENCE s; CREATE VIEW v AS SELECT 1`),
  ).toEqual([]);
});

test("the oracle tells a difference", () => {
  // Cut at 63 bytes by PostgreSQL, and by our oracle only where bytes are characters.
  expect(compare(`DROP TABLE "${"é".repeat(40)}"`)).toEqual([`statement 0: dropTable ${"é".repeat(31)} but pgsql-ast-parser: dropTable ${"é".repeat(40)}`]);
  expect(compare("ALTER TYPE t ADD VALUE 'a' AFTER 'b'")).toBe("rejected");
});
