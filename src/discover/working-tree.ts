import { posix } from "node:path";
import type { MigrationsFolder } from "../model/project.js";
import type { GitReader } from "./git/types.js";
import { fileOf, nameOf } from "./history.js";
import type { Location } from "./locations/location.js";
import { readMigrations } from "./migrations-folder.js";
import type { Buffered } from "./options.js";
import { readText } from "./read-text.js";
import { isFile, isFolder, repositoryPath, type RepositoryRoot } from "./repository.js";
import { schemaFiles } from "./schema-files.js";

/** A project's files as they are on disk, or in git's index. */
export interface WorkingTree {
  /** Path relative to the repository's root → text. */
  readonly schema: ReadonlyMap<string, string>;
  /** The schema's file or folder; undefined without a schema. */
  readonly schemaPath: string | undefined;
  readonly schemaIsFolder: boolean;
  /** Name of the migration → text. */
  readonly migrations: ReadonlyMap<string, string>;
  readonly migrationsDir: string | undefined;
  readonly migrationsThere: boolean;
  readonly beside: Pick<MigrationsFolder, "withoutSql" | "stray">;
  /** Paths that the index has otherwise than HEAD; read for `--staged` only. */
  readonly staged: ReadonlySet<string>;
  readonly notices: readonly string[];
}

export interface Instead {
  /** What its index has counts instead of the disk; only untracked files are still read from there. */
  readonly index: GitReader | undefined;
  /** Counts instead of the file of this absolute path, which need not be there. */
  readonly buffer: Buffered | undefined;
}

/** Reads the files, or what counts instead of them. Throws `LintError` for what cannot be read. */
export async function readWorkingTree(location: Location, root: RepositoryRoot, { index, buffer }: Instead): Promise<WorkingTree> {
  const notices: string[] = [];
  const schema = readSchema(location, root, notices);
  const schemaPath = location.schema === undefined ? undefined : repositoryPath(root, location.schema);
  const migrationsDir = location.migrations === undefined ? undefined : repositoryPath(root, location.migrations);
  const migrationsThere = location.migrations !== undefined && isFolder(location.migrations);
  const migrations = new Map<string, string>();
  let beside: WorkingTree["beside"] = { withoutSql: [], stray: [] };
  if (location.migrations !== undefined && migrationsThere) {
    const found = readMigrations(location.migrations, root);
    for (const [name, text] of found.texts) migrations.set(name, text);
    notices.push(...found.notices);
    beside = found;
  }
  const staged = new Set<string>();
  const schemaIsFolder = location.schema !== undefined && !isFile(location.schema);
  const tree = { schema, schemaPath, schemaIsFolder, migrations, migrationsDir, migrationsThere, beside, staged, notices };
  const putFile = (path: string, text: string | undefined): void => {
    const name = migrationsDir === undefined ? undefined : nameOf(path, migrationsDir);
    if (name !== undefined) put(migrations, name, text);
    else if (isSchemaFile(tree, path)) put(schema, path, text);
  };
  if (index !== undefined) {
    const changed = await index.staged(pathsOf(tree));
    for (const { path } of changed) staged.add(path);
    for (const { path, text } of [...(await index.unstaged(pathsOf(tree))), ...changed]) putFile(path, text);
  }
  if (buffer === undefined) return tree;
  const file = repositoryPath(root, buffer.path);
  putFile(file, buffer.text);
  return { ...tree, beside: { ...beside, withoutSql: beside.withoutSql.filter(({ path }) => path !== posix.dirname(file)) } };
}

/** The paths that git is asked about; what lies outside of the repository is none of its business. */
export function pathsOf(tree: Pick<WorkingTree, "schemaPath" | "migrationsDir">): readonly string[] {
  return [tree.schemaPath, tree.migrationsDir].filter((path) => path !== undefined).filter((path) => path !== ".." && !path.startsWith("../"));
}

/** By path: every file that git is asked about. */
export function filesOf(tree: WorkingTree): ReadonlyMap<string, string> {
  const files = new Map(tree.schema);
  for (const [name, text] of tree.migrations) files.set(fileOf(tree.migrationsDir ?? ".", name), text);
  return files;
}

export function isSchemaFile(tree: Pick<WorkingTree, "schemaPath" | "schemaIsFolder">, path: string): boolean {
  if (tree.schemaPath === undefined) return false;
  if (!tree.schemaIsFolder) return path === tree.schemaPath;
  return path.endsWith(".prisma") && (tree.schemaPath === "." || path.startsWith(`${tree.schemaPath}/`));
}

function readSchema(location: Location, root: RepositoryRoot, notices: string[]): Map<string, string> {
  const schema = new Map<string, string>();
  for (const path of location.schema === undefined ? [] : schemaFiles(location.schema)) {
    const file = repositoryPath(root, path);
    const { text, notice } = readText(path, file);
    schema.set(file, text);
    if (notice !== undefined) notices.push(notice);
  }
  return schema;
}

function put(map: Map<string, string>, key: string, text: string | undefined): void {
  if (text === undefined) map.delete(key);
  else map.set(key, text);
}
