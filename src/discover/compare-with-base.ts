import { SourceText } from "../text/source-text.js";
import type { BaseState, ComparedFile } from "./git/types.js";
import { nameOf } from "./history.js";
import { byBytes } from "./schema-files.js";
import { filesOf, isSchemaFile, pathsOf, type WorkingTree } from "./working-tree.js";

export interface Comparison {
  /** The migrations' files, by path. */
  readonly compared: ReadonlyMap<string, ComparedFile>;
  readonly baseSchema: readonly SourceText[] | undefined;
}

/** A project's files at the base, asked for at once. */
export async function compareWithBase(state: BaseState, tree: WorkingTree): Promise<Comparison> {
  const isMigration = (path: string): boolean => tree.migrationsDir !== undefined && nameOf(path, tree.migrationsDir) !== undefined;
  const paths = pathsOf(tree);
  const wanted = (path: string): boolean => isMigration(path) || isSchemaFile(tree, path);
  const working = new Map([...filesOf(tree)].filter(([path]) => !path.startsWith("../")));
  const files = paths.length === 0 ? new Map<string, ComparedFile>() : await state.compare({ paths, wanted, working });
  const compared = new Map<string, ComparedFile>();
  const baseSchema: SourceText[] = [];
  for (const [path, file] of [...files].sort(([a], [b]) => byBytes(a, b))) {
    if (isMigration(path)) compared.set(path, file);
    else if (file.tip !== undefined) baseSchema.push(new SourceText(path, file.tip));
  }
  const known = state.base.kind !== "none" && tree.schemaPath !== undefined && paths.includes(tree.schemaPath);
  return { compared, baseSchema: known ? baseSchema : undefined };
}
