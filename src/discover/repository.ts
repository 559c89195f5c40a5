import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The folder that all paths in output are relative to: git's top level, or without git the working directory. Absolute, symlinks resolved. */
export type RepositoryRoot = string;

/** Absolute path → path relative to the root with forward slashes, `.` for the root itself; starts with `../` when it lies outside. */
export function repositoryPath(root: RepositoryRoot, absolute: string): string {
  const path = relative(root, absolute).split(sep).join("/");
  return path === "" ? "." : path;
}

/** Whether `path` is `folder` or lies in it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path with symlinks resolved; what is not there keeps its last names. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}

/** From `from` up to the repository's root; the folder alone where it lies outside of it. */
export function ancestors(root: RepositoryRoot, from: string): readonly string[] {
  if (!isWithin(root, from)) return [from];
  const folders = [from];
  for (let folder = from; folder !== root; ) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

export function isFile(path: string): boolean {
  return kindOf(path) === "file";
}

export function isFolder(path: string): boolean {
  return kindOf(path) === "folder";
}

/** Anything of that name, a symlink that leads nowhere too. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Symlinks followed; undefined for what is not there, goes in a circle or may not be looked at. */
function kindOf(path: string): "file" | "folder" | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? "file" : stats.isDirectory() ? "folder" : undefined;
  } catch {
    return undefined;
  }
}
