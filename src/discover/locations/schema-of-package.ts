import { join } from "node:path";
import { readText } from "../read-text.js";
import { isFile, isFolder, realPath, repositoryPath, type RepositoryRoot } from "../repository.js";

/** `"prisma": { "schema": … }` of a folder's package.json (Prisma 6 and older), when it is there. A broken package.json says nothing. */
export function schemaOfPackage(folder: string, root: RepositoryRoot): { readonly schema: string } | undefined {
  const file = join(folder, "package.json");
  if (!isFile(file)) return undefined;
  const { text } = readText(file, repositoryPath(root, file));
  if (!text.includes('"prisma"')) return undefined;
  const written = member(member(parse(text), "prisma"), "schema");
  if (typeof written !== "string") return undefined;
  const schema = realPath(join(folder, written));
  return isFile(schema) || isFolder(schema) ? { schema } : undefined;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return value;
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
