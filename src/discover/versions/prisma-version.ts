import { join, posix } from "node:path";
import type { Fact, Version } from "../../model/environment.js";
import { readText } from "../read-text.js";
import { ancestors, isFile, repositoryPath, type RepositoryRoot } from "../repository.js";
import { LOCKFILES } from "./lockfiles.js";
import { parseVersion } from "./version.js";

// The CLI runs the migrations; the client has the same version wherever a project installs both.
const PACKAGES = ["prisma", "@prisma/client"];

/** The installed version, else the locked one, each the nearest from the project's folder up to the repository's root. The range in package.json says too little. */
export function findPrismaVersion(folder: string, root: RepositoryRoot): Fact<Version | undefined> {
  const folders = ancestors(root, folder);
  return installed(folders, root) ?? locked(folders, root) ?? { value: undefined, source: "not found: assumed" };
}

function installed(folders: readonly string[], root: RepositoryRoot): Fact<Version> | undefined {
  for (const packageName of PACKAGES) {
    for (const folder of folders) {
      const path = join(folder, "node_modules", packageName, "package.json");
      const version = isFile(path) ? versionOfPackage(path, repositoryPath(root, path)) : undefined;
      if (version !== undefined) return { value: version, source: repositoryPath(root, path) };
    }
  }
  return undefined;
}

function versionOfPackage(path: string, name: string): Version | undefined {
  const written = /"version"\s*:\s*"([^"]+)"/.exec(readText(path, name).text)?.[1];
  return written === undefined ? undefined : parseVersion(written);
}

function locked(folders: readonly string[], root: RepositoryRoot): Fact<Version> | undefined {
  for (const folder of folders) {
    for (const [file, read] of LOCKFILES) {
      const path = join(folder, file);
      if (!isFile(path)) continue;
      const name = repositoryPath(root, path);
      const { text } = readText(path, name);
      const project = posix.relative(repositoryPath(root, folder), repositoryPath(root, folders[0] ?? folder)) || ".";
      for (const packageName of PACKAGES) {
        const written = read(text, packageName, project);
        const version = written === undefined ? undefined : parseVersion(written);
        if (version !== undefined) return { value: version, source: name };
      }
    }
  }
  return undefined;
}
