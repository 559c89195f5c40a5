import { join } from "node:path";
import fastGlob from "fast-glob";
import type { Fact } from "../../model/environment.js";
import { readText } from "../read-text.js";
import { ancestors, isFile, repositoryPath, type RepositoryRoot } from "../repository.js";

const FILES = ["docker-compose*.{yml,yaml}", "compose*.{yml,yaml}", ".github/workflows/*.{yml,yaml}"];
const IMAGE = /^\s*(?:-\s+)?image:\s*["']?(?:[\w.-]+(?::\d+)?\/)*(?:postgres|postgresql|postgis|pgvector|timescaledb|timescaledb-ha)(?::([^\s"'#@]*))?(?=[\s"'#@]|$)/gm;
const UNKNOWN = { value: undefined, source: "not found: assumed" } as const;

/** The server's major version where docker compose files and workflows from the project's folder up to the root name one, and all the same one. */
export function findServerVersion(folder: string, root: RepositoryRoot): Fact<number | undefined> {
  let found: Fact<number> | undefined;
  for (const each of ancestors(root, folder)) {
    for (const file of fastGlob.sync(FILES, { cwd: each, followSymbolicLinks: false, suppressErrors: true, dot: true }).sort()) {
      const path = join(each, file);
      if (!isFile(path)) continue;
      const source = repositoryPath(root, path);
      for (const [, tag] of readText(path, source).text.matchAll(IMAGE)) {
        const value = majorOf(tag);
        if (value === undefined || (found !== undefined && found.value !== value)) return UNKNOWN;
        found ??= { value, source };
      }
    }
  }
  return found ?? UNKNOWN;
}

/** `16`, `16.2-alpine`, `16-3.4`; where the tag starts with an extension's version, PostgreSQL's follows as `pg16`. */
function majorOf(tag: string | undefined): number | undefined {
  const digits = /(?:^|-)pg(\d{1,2})(?!\d)/.exec(tag ?? "")?.[1] ?? /^(\d{1,2})(?!\d)/.exec(tag ?? "")?.[1];
  const major = Number(digits);
  return major >= 9 ? major : undefined;
}
