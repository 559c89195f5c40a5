import { basename, dirname, resolve } from "node:path";
import { fileOf, nameOf } from "../discover/history.js";
import { isFile, realPath, repositoryPath } from "../discover/repository.js";
import { byBytes } from "../discover/schema-files.js";
import type { MigrationFile } from "../model/migration.js";
import type { Project } from "../model/project.js";
import { SourceText } from "../text/source-text.js";
import { History } from "./history.js";
import { openFor } from "./open-project.js";
import type { Discovery, Opened } from "./opened.js";
import type { ParseQuestion } from "./questions.js";

/** A project as it is on disk, and that state's verdicts. */
interface Known {
  readonly opened: Opened;
  readonly onDisk: History;
}

type Entry = { readonly kind: "known"; readonly known: Known } | Exclude<Discovery, { readonly kind: "opened" }>;

export type Found =
  /** `file` is the linted file's path in findings. */
  | { readonly kind: "history"; readonly history: History; readonly file: string }
  /** Part of a project, but not of what is reported: already on the base, or replaced there. */
  | { readonly kind: "unreported" }
  | Exclude<Discovery, { readonly kind: "opened" }>;

/** The history that a linted text is part of. `path` and `cwd` are absolute. */
export async function locate({ path, cwd, text, env }: ParseQuestion): Promise<Found> {
  const file = realPath(path);
  const entry = await entryOf(file, cwd, env);
  if (entry.kind !== "known") return entry;
  const { opened, onDisk } = entry.known;
  const source = new SourceText(repositoryPath(opened.root, file), text);
  const project = withText(opened.project, source, isFile(file));
  if (project === undefined) return { kind: "unreported" };
  const history = project === opened.project ? onDisk : new History({ ...opened, project });
  return { kind: "history", history, file: source.file };
}

/** The same project where the text is that on disk; undefined where the file is not one that is reported. */
function withText(project: Project, source: SourceText, isOnDisk: boolean): Project | undefined {
  const schema = replaced(project.schema, (known) => known, () => source, source);
  if (schema !== undefined) return schema === project.schema ? project : { ...project, schema };
  const migrations = replaced(project.migrations, (known) => known.source, (known) => ({ ...known, source }), source);
  if (migrations !== undefined) {
    if (project.migrations.some((known) => known.source.file === source.file && !known.reported)) return undefined;
    return migrations === project.migrations ? project : { ...project, migrations };
  }
  const name = project.migrationsDir === undefined ? undefined : nameOf(source.file, project.migrationsDir);
  return name === undefined || isOnDisk ? undefined : withUnsaved(project, { name, source, deployed: false, reported: true });
}

/** Undefined where none of the items is the file; the same list where its text is that already. */
function replaced<T>(items: readonly T[], sourceOf: (item: T) => SourceText, change: (item: T) => T, source: SourceText): readonly T[] | undefined {
  const at = items.findIndex((item) => sourceOf(item).file === source.file);
  const item = items[at];
  if (item === undefined) return undefined;
  return sourceOf(item).text === source.text ? items : items.with(at, change(item));
}

/** A migration that is only in the editor yet. */
function withUnsaved(project: Project, migration: MigrationFile): Project {
  const migrations = [...project.migrations, migration].sort((a, b) => byBytes(a.name, b.name));
  return { ...project, migrations };
}

/** Milliseconds since the last file of a project was linted, and since it was read. */
const idle = 2_000;
const longest = 30_000;

const entries = new Map<string, { readonly entry: Entry; readonly timer: NodeJS.Timeout }>();

/** One discovery serves all files of a project that are linted one after the other. An editor lints when something has changed, so nothing is kept for long. */
async function entryOf(file: string, given: string, env: ParseQuestion["env"]): Promise<Entry> {
  const cwd = realPath(given);
  const key = keyOf(file, cwd);
  const cached = entries.get(key);
  if (cached !== undefined) {
    cached.timer.refresh();
    return cached.entry;
  }
  const discovery = await openFor({ file, cwd, env });
  if (discovery.kind !== "opened") return remember([key], discovery);
  let own: Entry | undefined;
  for (const opened of discovery.projects) {
    const keys = keysOf(opened, cwd);
    const entry = remember(keys, { kind: "known", known: { opened, onDisk: new History(opened) } });
    if (keys.includes(key)) own = entry;
  }
  return own ?? remember([key], { kind: "outside" });
}

function remember(keys: readonly string[], entry: Entry): Entry {
  const forget = (): void => {
    for (const key of keys) if (entries.get(key)?.entry === entry) entries.delete(key);
  };
  const timer = setTimeout(forget, idle).unref();
  setTimeout(forget, longest).unref();
  for (const key of keys) entries.set(key, { entry, timer });
  return entry;
}

/** Of a migration its folder of them all, which need not hold it yet; of any other file itself. Without git, another project may be found from another folder. */
function keyOf(file: string, cwd: string): string {
  return `${basename(file) === "migration.sql" ? dirname(dirname(file)) : file}\n${cwd}`;
}

function keysOf({ root, project }: Opened, cwd: string): readonly string[] {
  const files = project.schema.map((source) => source.file);
  if (project.migrationsDir !== undefined) files.push(fileOf(project.migrationsDir, "any"));
  return files.map((file) => keyOf(resolve(root, file), cwd));
}
