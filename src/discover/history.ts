import { join, posix } from "node:path";
import type { MigrationFile } from "../model/migration.js";
import { SourceText } from "../text/source-text.js";
import type { ComparedFile } from "./git/types.js";
import { isWithin, realPath } from "./repository.js";
import { byBytes } from "./schema-files.js";
import type { Selection } from "./selection.js";

export interface Chosen {
  readonly selection: Selection;
  /** Absolute paths given on the command line. */
  readonly paths: readonly string[];
  /** Names of migrations given on the command line. */
  readonly names: readonly string[];
}

export interface HistoryRequest {
  /** The migrations folder: absolute, and relative to the repository's root. */
  readonly folder: string;
  readonly dir: string;
  /** Name of the migration → its text in the working tree; in the index with `--staged`. */
  readonly working: ReadonlyMap<string, string>;
  /** Every migration.sql that git knows, by path. */
  readonly compared: ReadonlyMap<string, ComparedFile>;
  readonly chosen: Chosen;
  /** Paths that the index has otherwise than HEAD. */
  readonly staged: ReadonlySet<string>;
}

/** The history that is replayed: the tip's migrations and those of the branch, in Prisma's order. A migration that is not reported counts with its deployed text, not with what the branch made of it. */
export function readHistory(request: HistoryRequest): readonly MigrationFile[] {
  const names = new Set(request.working.keys());
  for (const [path, { tip }] of request.compared) {
    const name = nameOf(path, request.dir);
    if (name !== undefined && tip !== undefined) names.add(name);
  }
  const reported = reportedNames(request);
  const migrations: MigrationFile[] = [];
  for (const name of [...names].sort(byBytes)) {
    const file = fileOf(request.dir, name);
    const compared = request.compared.get(file);
    const isReported = reported.has(name);
    // The target branch squashed it away: together with what replaced it, it could not be replayed.
    if (compared?.status === "removed-at-tip" && !isReported) continue;
    const shared = compared?.deployed ?? compared?.tip;
    const own = request.working.get(name);
    const text = isReported ? own : (shared ?? own);
    if (text === undefined) continue;
    migrations.push({ name, source: new SourceText(file, text), deployed: compared?.deployed !== undefined, ...(compared?.tip !== undefined && { shared: true }), reported: isReported });
  }
  return migrations;
}

/** The migration that a path is the file of; undefined for any other file. */
export function nameOf(path: string, dir: string): string | undefined {
  const [name, file, ...deeper] = posix.relative(dir, path).split("/");
  return name !== undefined && name !== ".." && file === "migration.sql" && deeper.length === 0 ? name : undefined;
}

export function fileOf(dir: string, name: string): string {
  return posix.join(dir, name, "migration.sql");
}

function reportedNames({ folder, dir, working, compared, chosen, staged }: HistoryRequest): ReadonlySet<string> {
  const names = [...working.keys()].sort(byBytes);
  const isNew = (name: string): boolean => (compared.get(fileOf(dir, name))?.status ?? "new") === "new";
  switch (chosen.selection.kind) {
    case "all":
      return new Set(names);
    case "latest":
      return new Set(chosen.selection.count > 0 ? names.slice(-chosen.selection.count) : []);
    case "staged":
      return new Set(names.filter((name) => staged.has(fileOf(dir, name))));
    case "new":
      return new Set(names.filter(isNew));
    case "paths": {
      const named = names.filter((name) => chosen.names.includes(name) || chosen.paths.some((path) => isWithin(realPath(join(folder, name)), path)));
      // The migrations folder or one above it says which project is meant, not which migrations.
      const above = chosen.paths.some((path) => isWithin(path, folder)) || (chosen.paths.length === 0 && chosen.names.length === 0);
      return new Set(above ? [...named, ...names.filter(isNew)] : named);
    }
  }
}
