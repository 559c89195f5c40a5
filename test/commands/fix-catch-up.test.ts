import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { DatabasePool } from "../judges/database-pool.js";
import { engineHistory, type EngineMigration } from "../support/engine-history.js";
import { fixFixture, projectOf } from "../support/fixed-fixture.js";
import { postgres } from "../support/postgres.js";
import { parseRuleFixture } from "../support/rule-fixture.js";
import type { Project } from "../../src/model/project.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});
afterAll(() => pool.close());

const fixture = parseRuleFixture("own-database", `-- file: 20260101000000_init/migration.sql
CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));

-- file: 20260301120000_more/migration.sql
-- CreateIndex
CREATE INDEX "User_email_idx" ON "User"("email");

-- CreateTable
CREATE TABLE "Like" ("id" INTEGER NOT NULL, "postId" INTEGER NOT NULL, CONSTRAINT "Like_pkey" PRIMARY KEY ("id"));

-- AddForeignKey
ALTER TABLE "Like" ADD CONSTRAINT "Like_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id");
-- file: schema.prisma
model User {
  id    Int     @id
  email String?
  posts Post[]
}

model Post {
  id       Int    @id
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
  likes    Like[]
}

model Like {
  id     Int  @id
  postId Int
  post   Post @relation(fields: [postId], references: [id])
}
`);

const historyOf = ({ migrations }: Project): EngineMigration[] => migrations.map(({ name, source }) => ({ name, sql: source.text }));

it("Prisma's engine takes a database with the old file for one with the new ones, after what --fix prints", { timeout: 60_000 }, async () => {
  const before = projectOf(fixture);
  const { project, migrations: [fixed] } = fixFixture(fixture, before, "recommended", dialect);
  const after = historyOf(project);
  const old = await pool.with([], async (database) => {
    const engine = await engineHistory(database);
    expect(await engine.deploy(historyOf(before))).toEqual(["20260101000000_init", "20260301120000_more"]);
    // What makes `migrate dev` ask for a reset.
    expect(await engine.diagnose(after)).toEqual({
      edited: ["20260301120000_more"],
      pending: ["20260301120001_index_user_email", "20260301120002_index_post_authorid", "20260301120003_validate_post_authorid_fkey"],
    });
    for (const sql of fixed?.catchUp.sql ?? []) await database.exec(sql);
    for (const name of fixed?.catchUp.resolve ?? []) await engine.resolveApplied(name, after);
    // The index that the old file did not build.
    expect(await engine.diagnose(after)).toEqual({ edited: [], pending: ["20260301120002_index_post_authorid"] });
    await engine.deploy(after);
    expect(await engine.diagnose(after)).toEqual({ edited: [], pending: [] });
    return readCatalog((sql) => database.query(sql));
  });
  const fresh = await pool.with([], async (database) => {
    await (await engineHistory(database)).deploy(after);
    return readCatalog((sql) => database.query(sql));
  });
  expect(compareCatalogs(old, fresh)).toEqual([]);
});
