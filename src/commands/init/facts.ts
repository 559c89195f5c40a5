import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { gitIn, linesOf } from "../../discover/git/run-git.js";
import { findUserConfig } from "../../discover/user-config.js";
import { realPath } from "../../discover/repository.js";
import { LintError } from "../../model/lint-error.js";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";
export type HookManager = "husky" | "lefthook" | "pre-commit" | "simple-git-hooks" | "git";
export type CiSystem = "github" | "gitlab" | "circleci" | "bitbucket" | "azure";

/** What is there already, of which `init` makes its proposals. Paths are relative to `root` unless said otherwise, with slashes. */
export interface Facts {
  /** Absolute: the top of the repository; the working directory without one. */
  readonly root: string;
  readonly isRepository: boolean;
  /** Folder of the package.json that commands run beside; empty for the root itself. */
  readonly home: string;
  readonly packageManager: PackageManager;
  readonly hasWorkspaces: boolean;
  /** A dependency of that package. */
  readonly isInstalled: boolean;
  readonly hasTypeScript: boolean;
  /** Our own configuration, where there is one. */
  readonly config: string | undefined;
  /** Set up in this repository; the first is the one to use. */
  readonly hooks: readonly HookManager[];
  readonly ci: readonly CiSystem[];
  /** Where git looks for hooks; absolute where that is outside of the repository. */
  readonly hooksFolder: string;
  /** Text of a file; undefined where it is not there. */
  readonly read: (file: string) => string | undefined;
}

/** Throws `LintError` where no package.json is there, or it is none. */
export async function readFacts(cwd: string, env: Readonly<Record<string, string | undefined>>): Promise<Facts> {
  const git = gitIn(cwd, env);
  const ask = async (...parameters: string[]): Promise<string | undefined> => {
    const output = await git(parameters);
    return output.code === 0 ? linesOf(output)[0] : undefined;
  };
  const topLevel = await ask("rev-parse", "--show-toplevel");
  const root = realPath(topLevel ?? cwd);
  const home = packageFolder(realPath(cwd), root);
  if (home === undefined) throw new LintError(`There is no package.json in ${cwd} or above it.`, "Run this in a project that installs its packages with npm, pnpm, yarn or bun.");
  const read = (file: string): string | undefined => {
    const path = resolve(root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  const has = (...files: string[]): boolean => files.some((file) => existsSync(join(root, file)));
  const manifest = objectOf(read(join(home, "package.json")) ?? "", join(home, "package.json"));
  const uses = (name: string): boolean => ["dependencies", "devDependencies"].some((key) => key in manifest && typeof manifest[key] === "object" && manifest[key] !== null && name in manifest[key]);
  const hooksPath = topLevel === undefined ? undefined : await ask("rev-parse", "--git-path", "hooks");
  const remote = topLevel === undefined ? undefined : await ask("remote", "get-url", "origin");

  return {
    root,
    isRepository: topLevel !== undefined,
    home,
    packageManager: packageManagerOf(manifest, (file) => has(file, join(home, file))),
    hasWorkspaces: "workspaces" in manifest || has("pnpm-workspace.yaml"),
    isInstalled: uses("prisma-migrate-lint"),
    hasTypeScript: uses("typescript") || has("tsconfig.json", join(home, "tsconfig.json")),
    config: findUserConfig(realPath(cwd), root),
    hooks: hookManagers(has, uses, manifest),
    ci: ciSystems(has, remote),
    hooksFolder: hooksPath === undefined ? ".git/hooks" : inside(root, resolve(cwd, hooksPath)),
    read,
  };
}

/** The folder with package.json nearest to the root: in a monorepo, whose lockfile it has. */
function packageFolder(cwd: string, root: string): string | undefined {
  let found: string | undefined;
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) found = folder;
    if (folder === root || folder === dirname(folder)) break;
  }
  return found === undefined ? undefined : slashes(relative(root, found));
}

const inside = (root: string, path: string): string => {
  const from = relative(root, path);
  return from.startsWith("..") ? path : slashes(from);
};

const slashes = (path: string): string => path.replaceAll("\\", "/");

function objectOf(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // Told below.
  }
  throw new LintError(`${file} is not a JSON object.`, `Correct ${file}.`);
}

function packageManagerOf(manifest: Readonly<Record<string, unknown>>, has: (file: string) => boolean): PackageManager {
  const { packageManager } = manifest;
  const named = typeof packageManager === "string" ? /^(npm|pnpm|yarn|bun)@/.exec(packageManager)?.[1] : undefined;
  if (named === "npm" || named === "pnpm" || named === "yarn" || named === "bun") return named;
  if (has("pnpm-lock.yaml")) return "pnpm";
  if (has("yarn.lock")) return "yarn";
  return has("bun.lock") || has("bun.lockb") ? "bun" : "npm";
}

function hookManagers(has: (...files: string[]) => boolean, uses: (name: string) => boolean, manifest: Readonly<Record<string, unknown>>): HookManager[] {
  const found: HookManager[] = [];
  if (has(".husky") || uses("husky")) found.push("husky");
  if (LEFTHOOK.some((file) => has(file)) || uses("lefthook")) found.push("lefthook");
  if (has(".pre-commit-config.yaml")) found.push("pre-commit");
  if (uses("simple-git-hooks") || "simple-git-hooks" in manifest) found.push("simple-git-hooks");
  return found;
}

/** In lefthook's own order. */
export const LEFTHOOK: readonly string[] = ["lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml"];

function ciSystems(has: (...files: string[]) => boolean, remote: string | undefined): CiSystem[] {
  const found: CiSystem[] = [];
  if (has(".github/workflows") || (remote !== undefined && /github\.com/.test(remote))) found.push("github");
  if (has(".gitlab-ci.yml") || (remote !== undefined && /gitlab/.test(remote))) found.push("gitlab");
  if (has(".circleci/config.yml")) found.push("circleci");
  if (has("bitbucket-pipelines.yml")) found.push("bitbucket");
  if (has("azure-pipelines.yml")) found.push("azure");
  return found;
}

/** Texts of the workflows of GitHub Actions. */
export function workflows({ root, read }: Pick<Facts, "root" | "read">): readonly string[] {
  const folder = ".github/workflows";
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).filter((file) => /\.ya?ml$/.test(file)).map((file) => read(`${folder}/${file}`) ?? "");
}
