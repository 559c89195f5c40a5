import { readdirSync, readFileSync } from "node:fs";
import type { JudgedMigration } from "./catalog-judge.js";

/** The 36 migrations of fixtures/projects/shop, in Prisma's order. */
export function shopHistory(): JudgedMigration[] {
  const folder = "fixtures/projects/shop/prisma/migrations";
  const names = readdirSync(folder).filter((name) => !name.includes(".")).sort();
  return names.map((name) => ({ name, sql: readFileSync(`${folder}/${name}/migration.sql`, "utf8") }));
}
