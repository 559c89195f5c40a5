import { ancestors, isFolder, isWithin, type RepositoryRoot } from "../repository.js";
import { owns, type Location } from "./location.js";
import { searchProjects } from "./search.js";

/** `prisma/schema/models/user.prisma`, `packages/db/prisma/migrations`: how far below a folder a project's parts lie. */
const NEAR = 4;

/** The project that a file or folder is part of: the nearest from there up to the repository's root. */
export async function ownerOf(path: string, root: RepositoryRoot): Promise<Location | undefined> {
  let withoutSchema: Location | undefined;
  const inside = isWithin(root, path);
  for (const folder of ancestors(root, path)) {
    if (!isFolder(folder) && inside) continue;
    const owner = (await searchProjects(folder, root, NEAR)).find((location) => owns(location, path));
    if (owner?.schema !== undefined) return owner;
    withoutSchema ??= owner;
  }
  return withoutSchema;
}
