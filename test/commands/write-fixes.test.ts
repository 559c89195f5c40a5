import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { finish, journalOf, writeFixes } from "../../src/commands/write-fixes.js";
import type { FixedFile } from "../../src/model/fix.js";
import { tempProject } from "../support/temp-project.js";

const own = "prisma/migrations/1_more/migration.sql";
const files: readonly FixedFile[] = [
  { file: "prisma/migrations/1_more_1_index/migration.sql", before: undefined, after: "CREATE INDEX CONCURRENTLY a;\n" },
  { file: "prisma/schema.prisma", before: "// old\n", after: "// new\n" },
  { file: own, before: "CREATE INDEX a;\nSELECT 1;\n", after: "SELECT 1;\n" },
  { file: "prisma/migrations/2_rename/migration.sql", before: "ALTER TABLE a RENAME TO b;\n", after: undefined },
];
const before = Object.fromEntries(files.flatMap(({ file, before: text }) => (text === undefined ? [] : [[file, text]])));
const after = Object.fromEntries(files.flatMap(({ file, after: text }) => (text === undefined ? [] : [[file, text]])));

/** Runs in a process of its own, which is killed right before the change of the disk that has this number. */
const script = (root: string, at: number): string => `
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  let left = ${at};
  for (const name of ["mkdirSync", "writeFileSync", "renameSync", "rmSync", "chmodSync"]) {
    const real = fs[name];
    fs[name] = (...args) => {
      if (left-- === 0) process.kill(process.pid, "SIGKILL");
      return real(...args);
    };
  }
  syncBuiltinESMExports();
  const { journalOf, writeFixes } = await import(${JSON.stringify(resolve("src/commands/write-fixes.ts"))});
  const root = ${JSON.stringify(root)};
  writeFixes(root, journalOf(root, { migrationsDir: "prisma/migrations", schema: [] }), ${JSON.stringify(files)});
`;

/** The signal that ended it; null: it came to its end. */
const killedAt = (root: string, at: number): Promise<NodeJS.Signals | null> =>
  new Promise((done) => spawn(process.execPath, ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", script(root, at)], { stdio: "inherit" }).on("exit", (_, signal) => done(signal)));

const textsOf = (root: string): Record<string, string> =>
  Object.fromEntries(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]));

it("killed at any point it leaves what was there, or a journal from which the rest is written; never is a statement in no file", { timeout: 60_000 }, async () => {
  const changes = 16;
  const kills = Array.from({ length: changes + 1 }, async (_, at) => {
    const root = tempProject(before);
    const signal = await killedAt(root, at);
    const texts = textsOf(root);
    const isThere = /CREATE INDEX/.test(texts[own] ?? "") || texts["prisma/migrations/1_more_1_index/migration.sql"] === after["prisma/migrations/1_more_1_index/migration.sql"];
    const journal = journalOf(root, { migrationsDir: "prisma/migrations", schema: [] });
    // Written down before anything is touched.
    const isUntouched = texts[own] === before[own] && texts["prisma/schema.prisma"] === before["prisma/schema.prisma"] && texts["prisma/migrations/1_more_1_index/migration.sql"] === undefined;
    const isNoted = existsSync(journal);
    if (isNoted) finish(root, journal);
    else if (isUntouched) writeFixes(root, journal, files);
    return { at, signal, isThere, isSafe: isNoted || isUntouched || signal === null, texts: textsOf(root) };
  });
  const signal = (at: number): NodeJS.Signals | null => (at < changes ? "SIGKILL" : null);
  expect(await Promise.all(kills)).toEqual(kills.map((_, at) => ({ at, signal: signal(at), isThere: true, isSafe: true, texts: after })));
});

it("writes nothing where a file is not as it was, or a folder is there", () => {
  const journal = (root: string): string => journalOf(root, { migrationsDir: "prisma/migrations", schema: [] });
  const changed = tempProject({ ...before, [own]: "SELECT 2;\n" });
  expect(() => writeFixes(changed, journal(changed), files)).toThrow(`${own} was changed while it was looked at.`);
  const taken = tempProject({ ...before, "prisma/migrations/1_more_1_index/notes.md": "" });
  expect(() => writeFixes(taken, journal(taken), files)).toThrow("prisma/migrations/1_more_1_index is there already.");
  expect([textsOf(changed)[own], textsOf(taken)[own]]).toEqual(["SELECT 2;\n", before[own]]);
});
