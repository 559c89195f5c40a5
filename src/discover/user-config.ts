import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LintError } from "../model/lint-error.js";
import { readText } from "./read-text.js";
import { ancestors, isFile, isFolder, realPath, repositoryPath, type RepositoryRoot } from "./repository.js";

const NAME = "prisma-migrate-lint";
const FILES = ["ts", "mts", "js", "mjs", "json"].map((extension) => `${NAME}.config.${extension}`);

export interface UserConfigFile {
  /** Absolute. */
  readonly path: string;
  /** For messages: relative to the repository's root. */
  readonly file: string;
  /** What it holds, not checked yet. */
  readonly value: unknown;
}

/**
 * Our own configuration: `given` (`--config`, relative to `cwd`), else the nearest from `cwd` up to the repository's root.
 * Throws `LintError` when it is missing, does not parse or throws.
 */
export async function loadUserConfig(cwd: string, root: RepositoryRoot, given: string | undefined): Promise<UserConfigFile | undefined> {
  if (given !== undefined) {
    const path = realPath(resolve(cwd, given));
    if (!isFile(path)) throw new LintError(`The configuration ${given} ${isFolder(path) ? "is a folder" : "does not exist"}.`, "Check the path given with --config.");
    return await load(path, root);
  }
  for (const folder of ancestors(root, realPath(cwd))) {
    for (const name of FILES) {
      if (isFile(join(folder, name))) return await load(join(folder, name), root);
    }
    const inPackage = fromPackage(join(folder, "package.json"), root);
    if (inPackage !== undefined) return inPackage;
  }
  return undefined;
}

/** Where the configuration stands that would be loaded, relative to the repository's root; undefined where there is none. Nothing is run. */
export function findUserConfig(cwd: string, root: RepositoryRoot): string | undefined {
  for (const folder of ancestors(root, cwd)) {
    const file = FILES.find((name) => isFile(join(folder, name)));
    if (file !== undefined) return repositoryPath(root, join(folder, file));
    if (fromPackage(join(folder, "package.json"), root) !== undefined) return repositoryPath(root, join(folder, "package.json"));
  }
  return undefined;
}

async function load(path: string, root: RepositoryRoot): Promise<UserConfigFile> {
  const file = repositoryPath(root, path);
  if (path.endsWith("package.json")) {
    const found = fromPackage(path, root);
    if (found === undefined) throw new LintError(`${file} has no key "${NAME}".`, "Add it, or give another file with --config.");
    return found;
  }
  return { path, file, value: path.endsWith(".json") ? parseJson(path, file) : await run(path, file) };
}

function fromPackage(path: string, root: RepositoryRoot): UserConfigFile | undefined {
  if (!isFile(path)) return undefined;
  const file = repositoryPath(root, path);
  const { text } = readText(path, file);
  // Other tools complain about a broken package.json; it is ours only when it names us.
  if (!text.includes(`"${NAME}"`)) return undefined;
  const value = parseJson(path, file);
  if (typeof value !== "object" || value === null || !(NAME in value)) return undefined;
  return { path, file, value: Object.entries(value).find(([key]) => key === NAME)?.[1] };
}

function parseJson(path: string, file: string): unknown {
  try {
    const value: unknown = JSON.parse(readText(path, file).text.replace(/^\uFEFF/, ""));
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) throw new LintError(`${file} is not valid JSON: ${firstLine(error)}.`, `Correct ${file}.`);
    throw error;
  }
}

async function run(path: string, file: string): Promise<unknown> {
  readText(path, file);
  const { createJiti } = await import("jiti");
  try {
    const value: unknown = await createJiti(pathToFileURL(path).href, { moduleCache: false, fsCache: false }).import(path, { default: true });
    return typeof value === "function" ? value : plain(value);
  } catch (error) {
    throw new LintError(`${file} cannot be loaded: ${firstLine(error)}.`, `Correct ${file}.`);
  }
}

/** A module without a default export comes as its namespace, which is no configuration. */
function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Module]" ? undefined : value;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n").find((line) => line.trim() !== "") ?? "unknown error").trim().replace(/\.$/, "");
}
