import { join } from "node:path";
import { RuleTester as RuleTester10 } from "eslint";
import { RuleTester as RuleTester9 } from "eslint-9";
import { describe, it, afterAll } from "vitest";
import plugin from "../../src/eslint/index.js";
import { sandbox } from "../discover/git/sandbox.js";
import { LOCK, POSTGRESQL, USER } from "../support/temp-project.js";
import { first, index, second, users } from "./projects.js";

const work = sandbox(afterAll).init("tested");
work.commit({ "prisma/schema.prisma": POSTGRESQL + USER, "prisma/migrations/migration_lock.toml": LOCK, [first]: users });
const filename = join(work.folder, second);
const schema = join(work.folder, "prisma/schema.prisma");

describe.each([
  ["9.28", RuleTester9],
  ["10", RuleTester10],
] as const)("ESLint's own RuleTester, %s", (_, RuleTester) => {
  RuleTester.describe = describe;
  RuleTester.it = it;
  RuleTester.itOnly = it.only;

  const rule = (id: string) => {
    const found = plugin.rules[id];
    if (found === undefined) throw new Error(`there is no rule ${id}`);
    return found;
  };
  const sql = new RuleTester({ plugins: { "prisma-migrate": plugin }, language: "prisma-migrate/sql" });
  sql.run("require-concurrent-index", rule("require-concurrent-index"), {
    valid: [{ code: 'CREATE INDEX CONCURRENTLY "i" ON "User"("email");\n', filename }],
    invalid: [
      {
        code: index,
        filename,
        errors: [
          {
            message: 'Every insert, update and delete on "User" waits until this index is built; reads continue. Alone in its own migration: `CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");` If it fails: `DROP INDEX CONCURRENTLY "User_email_idx";`, then `prisma migrate resolve --rolled-back 2_change` and deploy again. Small table? `tables: { User: { rows: 5000 } }`.',
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 49,
            suggestions: [{ desc: "Build it CONCURRENTLY, alone in its migration", output: index.replace("INDEX", "INDEX CONCURRENTLY") }],
          },
        ],
      },
    ],
  });
  sql.run("no-syntax-error", rule("no-syntax-error"), {
    valid: [{ code: "SELECT 1;", filename: "alone.sql" }],
    invalid: [{ code: "SELEC 1;", filename: "alone.sql", errors: 1 }],
  });

  const prisma = new RuleTester({ plugins: { "prisma-migrate": plugin }, language: "prisma-migrate/prisma" });
  const post = (attribute: string): string => `${POSTGRESQL}model User {\n  id Int @id\n  posts Post[]\n}\n\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id]${attribute})\n  @@index([userId])\n}\n`;
  prisma.run("no-cascade-delete", rule("no-cascade-delete"), {
    valid: [
      { code: post(", onDelete: Cascade"), filename: schema },
      { code: post(""), filename: schema, options: [{ all: true }] },
    ],
    invalid: [{ code: post(", onDelete: Cascade"), filename: schema, options: [{ all: true }], errors: [{ message: /^Deleting one row of "User" silently deletes its rows in "Post"/, line: 12, column: 13 }] }],
  });
});
