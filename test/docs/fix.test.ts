import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { runIn } from "../commands/fake-terminal.js";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { expectPart } from "./rendered.js";

const page = "docs/fix.md";
const schema = `${POSTGRESQL}\nmodel User {\n  id    Int     @id\n  email String\n  posts Post[]\n\n  @@index([email])\n}\n\nmodel Post {\n  id       Int  @id\n  authorId Int\n  author   User @relation(fields: [authorId], references: [id])\n\n  @@index([authorId])\n}\n`;

const init = `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");
`;
const more = `UPDATE "User" SET "email" = 'user-' || "id" WHERE "email" IS NULL;

-- AlterTable
ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;

-- CreateIndex
CREATE INDEX "User_email_idx" ON "User"("email");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
`;

function example(): string {
  const root = tempProject({ "package.json": '{ "devDependencies": { "prisma": "6.19.0" } }\n', "prisma/schema.prisma": schema, "prisma/migrations/migration_lock.toml": LOCK, "prisma/migrations/20260101000000_init/migration.sql": init });
  for (const words of [["init", "-q", "-b", "main"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "base"]]) execFileSync("git", words, { cwd: root });
  const file = join(root, "prisma/migrations/20260301120000_more/migration.sql");
  mkdirSync(dirname(file));
  writeFileSync(file, more);
  return root;
}

it("shows what a dry run prints, and what a fix says of databases that have the old file", async () => {
  const root = example();
  const { stdout } = await runIn({ cwd: root }, "--fix-dry-run");
  expectPart(page, "example", `\n\`\`\`diff\n${stdout}\`\`\`\n\n`);
  const { stderr } = await runIn({ cwd: root }, "--fix");
  const [, catchUp = ""] = /run there\n([\s\S]*?)\n(?:\n|$)/.exec(stderr) ?? [];
  expect(catchUp.split("\n").length).toBe(5);
  expectPart(page, "catch-up", `\n\`\`\`text\n${catchUp.replaceAll(/^ {2}/gm, "")}\n\`\`\`\n\n`);
});
