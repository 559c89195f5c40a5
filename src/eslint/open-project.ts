import { dirname } from "node:path";
import { resolveConfig } from "../check/config/config.js";
import { openRepository } from "../discover/git/index.js";
import { NoProjectError } from "../discover/no-project-error.js";
import { isFile, isFolder, isWithin } from "../discover/repository.js";
import { LintError } from "../model/lint-error.js";
import { openProjects } from "../open-projects.js";
import { rules } from "../../rules/index.js";
import type { Discovery } from "./opened.js";

export interface OpenRequest {
  /** Absolute, symlinks resolved. It need not exist: editors lint what is not saved yet. */
  readonly file: string;
  /** ESLint's own folder. Absolute, symlinks resolved. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The project that the file is part of, with the same base and configuration as on the command line in the file's folder. */
export async function openFor({ file, cwd: given, env }: OpenRequest): Promise<Discovery> {
  try {
    const path = existing(file);
    const folder = isFile(path) ? dirname(path) : path;
    const { topLevel } = await openRepository(folder, env);
    // The search ends at the repository's root; without one, at the folder where it begins.
    const cwd = topLevel === undefined && isWithin(given, folder) ? given : folder;
    const { root, config: user, packages, projects } = await openProjects({ cwd, env, paths: [path], selection: { kind: "new" } });
    const opened = projects.map((project) => {
      const sources = { rules, overrides: [], file: user?.file, project: project.name, packages };
      const config = resolveConfig(user?.value, { ...sources, preset: undefined });
      return { root, project, config, strict: resolveConfig(user?.value, { ...sources, preset: "strict" }) };
    });
    return { kind: "opened", projects: opened };
  } catch (error) {
    if (error instanceof NoProjectError) return { kind: "outside" };
    if (error instanceof LintError) return { kind: "refused", message: error.message, todo: error.todo };
    throw error;
  }
}

/** The file, or the nearest folder above it that is there. */
function existing(path: string): string {
  return isFile(path) || isFolder(path) || dirname(path) === path ? path : existing(dirname(path));
}
