import { basename, dirname, join } from "node:path";
import { isFile } from "../repository.js";

const EXTENSIONS = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"];
const PRISMA_7 = ["prisma7.config", join(".config", "prisma7")];
const OTHERS = ["prisma.config", join(".config", "prisma"), join(".config", "prisma.config")];

/** File names under which Prisma looks for its configuration in a folder, first one first (prisma@7.10 packages/config/src/loadConfigFromFile.ts). */
const CANDIDATES: readonly string[] = [
  ...PRISMA_7.flatMap((name) => EXTENSIONS.map((extension) => name + extension)),
  ...OTHERS.flatMap((name) => [...EXTENSIONS.map((extension) => name + extension), ...EXTENSIONS.map((extension) => join(name, `index${extension}`))]),
];

/** For fast-glob: everything that may be a Prisma configuration, and a little more; few patterns, as each is tried on every file. */
export const PRISMA_CONFIG_GLOBS: readonly string[] = ["**/prisma*.config.*", "**/.config/prisma*", "**/{prisma,prisma.config}/index.*"];

/** The configuration that Prisma takes when it runs in `folder`; absolute. */
export function findPrismaConfig(folder: string): string | undefined {
  for (const candidate of CANDIDATES) {
    const path = join(folder, candidate);
    if (isFile(path)) return path;
  }
  return undefined;
}

/** The folder that Prisma runs in when it finds this configuration by itself. */
export function folderOfPrismaConfig(file: string): string {
  let folder = dirname(file);
  if (/^index\./.test(basename(file))) folder = dirname(folder);
  return basename(folder) === ".config" ? dirname(folder) : folder;
}
