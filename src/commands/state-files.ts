import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import type { Database } from "../model/database.js";
import type { Environment } from "../model/environment.js";
import type { MigrationFile } from "../model/migration.js";
import type { Project } from "../model/project.js";
import type { StateMemory } from "../replay/remembered.js";
import { ownPackage } from "./own-package.js";
import { writeWhole } from "./write-whole.js";

/** `node_modules/.cache/prisma-migrate-lint` of the nearest folder above that has node_modules; undefined where none has. */
export function cacheFolder(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "prisma-migrate-lint");
    if (dirname(folder) === folder) return undefined;
  }
}

/** A project's last known state, in a file of its own. A file that is missing, damaged or of other migrations is as good as none; `note` hears of one that cannot be written. */
export function stateFile(folder: string, cwd: string, project: Pick<Project, "root" | "name" | "migrationsDir">, note: (text: string) => void): StateMemory {
  const path = join(folder, `${digest(JSON.stringify([cwd, project.root, project.name, project.migrationsDir])).slice(0, 16)}.state`);
  return {
    recall(files, environment) {
      const kept = read(path);
      if (kept === undefined || kept.count > files.length || kept.key !== keyOf(files.slice(0, kept.count), environment)) return undefined;
      return { count: kept.count, database: kept.database() };
    },
    keep(files, environment, database) {
      const state = serialize(database);
      const head = JSON.stringify({ count: files.length, key: keyOf(files, environment), state: digest(state) });
      try {
        mkdirSync(folder, { recursive: true });
        writeWhole(path, Buffer.concat([Buffer.from(`${head}\n`), state]));
      } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        note(`nothing could be kept for the next run: ${error.message}`);
      }
    },
  };
}

interface Kept {
  readonly count: number;
  readonly key: string;
  readonly database: () => Database;
}

function read(path: string): Kept | undefined {
  try {
    const bytes = readFileSync(path);
    const end = bytes.indexOf("\n");
    const head: unknown = JSON.parse(bytes.subarray(0, end).toString("utf8"));
    const state = bytes.subarray(end + 1);
    if (typeof head !== "object" || head === null || !("count" in head && "key" in head && "state" in head)) return undefined;
    const { count, key } = head;
    if (typeof count !== "number" || typeof key !== "string" || head.state !== digest(state)) return undefined;
    // The digest and the key say that it is what this program has written.
    return { count, key, database: () => deserialize(state) as Database };
  } catch {
    return undefined;
  }
}

/** Equal for equal texts under equal names in an equal environment, read by the same program. */
function keyOf(files: readonly MigrationFile[], environment: Environment): string {
  const set = JSON.stringify({ ...environment, placeholders: [...environment.placeholders] });
  return digest(JSON.stringify([program(), set, files.map(({ name, source, deployed }) => [name, source.file, deployed, source.text])]));
}

/** What is built anew is another program. */
const program = (): string => `${ownPackage().version} ${process.version} ${statSync(fileURLToPath(import.meta.url)).mtimeMs}`;

const digest = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
