import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Files by path; a value that starts with `-> ` is a symbolic link to what follows, relative to the link. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a new folder, which goes with the test; gives its absolute real path. */
export function tempProject(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "prisma-migrate-lint-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === "string" && content.startsWith("-> ")) symlinkSync(content.slice(3), file);
    else writeFileSync(file, content);
  }
  return root;
}

export const POSTGRESQL = 'datasource db {\n  provider = "postgresql"\n}\n';
export const USER = "model User {\n  id Int @id\n}\n";
export const LOCK = 'provider = "postgresql"\n';

/** The smallest whole project in a folder, `.` for the root: a schema, a lock and one migration. */
export function smallProject(folder = "."): Files {
  return {
    [join(folder, "prisma/schema.prisma")]: POSTGRESQL + USER,
    [join(folder, "prisma/migrations/migration_lock.toml")]: LOCK,
    [join(folder, "prisma/migrations/20240101000000_init/migration.sql")]: 'CREATE TABLE "User" ("id" INTEGER NOT NULL);\n',
  };
}
