import type { Project } from "../model/project.js";
import { shellWord } from "../text/shell-word.js";

/** Where Prisma's own commands are run for a project. */
export interface PrismaPlace {
  /** Relative to the repository's root; undefined: where we run. */
  readonly folder: string | undefined;
  /** Relative to that folder; undefined where Prisma looks for it by itself. */
  readonly schema: string | undefined;
}

/** `isHere`: we run in the project's folder. */
export function prismaPlace({ root, schema }: Pick<Project, "root" | "schema">, isHere: boolean): PrismaPlace {
  const inside = schema.map(({ file }) => (root !== "." && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file));
  return { folder: isHere ? undefined : root, schema: schemaPath(inside) };
}

/** A line of a shell; `what` is one already. */
export const prismaCall = (what: string, { schema }: Pick<PrismaPlace, "schema">): string => `npx prisma ${what}${schema === undefined ? "" : ` --schema ${shellWord(schema)}`}`;

/** Of several files the folder that holds them all. */
function schemaPath([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  if (others.length === 0) return DEFAULTS.has(first) ? undefined : first;
  let folder = first.split("/").slice(0, -1);
  while (!others.every((file) => file.startsWith([...folder, ""].join("/")))) folder = folder.slice(0, -1);
  return folder.length === 0 ? "." : folder.join("/");
}

const DEFAULTS: ReadonlySet<string> = new Set(["prisma/schema.prisma", "schema.prisma"]);
