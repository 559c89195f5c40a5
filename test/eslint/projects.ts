import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LOCK, POSTGRESQL } from "../support/temp-project.js";
import { sandbox, type Work } from "../discover/git/sandbox.js";

const shop = "fixtures/projects/shop";

/** The shop with its first migrations on main, and its last so many new. */
export function shopWithNew(count: number): Work {
  const work = sandbox().init("shop");
  const migrations = readdirSync(join(shop, "prisma/migrations")).filter((name) => name !== "migration_lock.toml").sort();
  const fresh = migrations.slice(migrations.length - count);
  cpSync(shop, work.folder, { recursive: true, filter: (path) => !fresh.some((name) => path.includes(name)) });
  work.commit({});
  for (const name of fresh) cpSync(join(shop, "prisma/migrations", name), join(work.folder, "prisma/migrations", name), { recursive: true });
  return work;
}

export const first = "prisma/migrations/1_init/migration.sql";
export const second = "prisma/migrations/2_change/migration.sql";

export const users = 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    "email" TEXT,\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n';
export const index = 'CREATE INDEX "User_email_idx" ON "User"("email");\n';
const schema = `${POSTGRESQL}model User {\n  id Int @id\n  email String?\n}\n`;

/** A table on main, and a new migration with this text. */
export function usersWith(change: string): Work {
  const work = sandbox().init("users");
  work.commit({ "prisma/schema.prisma": schema, "prisma/migrations/migration_lock.toml": LOCK, [first]: users });
  work.write(second, change);
  return work;
}
