import { nameAfter } from "../check/run/series.js";
import type { FileEdit, Suggestion } from "../model/finding.js";
import type { Taken } from "../model/fix.js";
import type { MigrationFile } from "../model/migration.js";
import type { Project } from "../model/project.js";
import { applyEdits } from "../text/edit.js";
import { SourceText } from "../text/source-text.js";

/** The history on its way: what stands on disk, as it would be after the fixes. */
export interface History {
  /** In Prisma's order. */
  readonly parts: readonly Part[];
  readonly schema: readonly SourceText[];
  /** Statements that turn the original's end into the one that is meant. */
  readonly delta: readonly string[];
  readonly folders: ReadonlySet<string>;
}

/** One migration of the project and those that are split off it. */
export interface Part {
  readonly before: SourceText;
  readonly own: MigrationFile;
  /** Its file has no statement left. */
  readonly isGone: boolean;
  readonly added: readonly Added[];
  readonly taken: readonly Taken[];
}

export interface Added {
  readonly migration: MigrationFile;
  /** Its folder's name behind the time stamp. */
  readonly what: string;
  /** It does something that the migration did not do before. */
  readonly isMore: boolean;
}

export interface Step {
  /** The file of the migration whose finding it is, which may be one that was split off; null: schema.prisma alone. */
  readonly file: string | null;
  /** Where in it: new migrations keep the order of the statements that they come from. */
  readonly at: number;
  readonly suggestion: Suggestion;
  readonly taken: Taken;
}

export const begin = ({ migrations, schema, folder }: Project): History => ({
  parts: migrations.map((own) => ({ before: own.source, own, isGone: false, added: [], taken: [] })),
  schema,
  delta: [],
  folders: new Set((folder?.withoutSql ?? []).map(({ path }) => path.slice(path.lastIndexOf("/") + 1))),
});

export const projectOf = ({ parts, schema }: History, project: Project): Project => ({
  ...project,
  schema,
  migrations: parts.flatMap(({ own, isGone, added }) => [...(isGone ? [] : [own]), ...added.map(({ migration }) => migration)]),
});

/** The history with these suggestions taken, which do not overlap and leave these files without a statement; or why there is no room for a new folder. */
export function take(history: History, steps: readonly Step[], emptied: ReadonlySet<string>): History | string {
  const edits = steps.flatMap(({ suggestion }) => suggestion.edits.filter(({ creates }) => creates === undefined));
  const edited = (source: SourceText): SourceText => {
    const own = edits.filter(({ file }) => file === source.file);
    if (own.length === 0) return source;
    const text = applyEdits(source.text, own.map((edit) => ({ ...edit, text: withLineEnds(edit.text, source.text) })));
    return new SourceText(source.file, emptyEnd.test(source.text) ? text : text.replace(emptyEnd, "$1"));
  };
  const parts: Part[] = [];
  for (const [at, part] of history.parts.entries()) {
    const next = history.parts[at + 1]?.own.name;
    const changed = named(withSteps(part, steps, emptied, edited), next, history.folders);
    if (typeof changed === "string") return changed;
    parts.push(changed);
  }
  return { ...history, parts, schema: history.schema.map(edited), delta: [...history.delta, ...steps.flatMap(({ suggestion }) => suggestion.delta ?? [])] };
}

function withSteps(part: Part, steps: readonly Step[], emptied: ReadonlySet<string>, edited: (source: SourceText) => SourceText): Part {
  const files = new Set([part.own, ...part.added.map(({ migration }) => migration)].map(({ source }) => source.file));
  const own = steps.filter(({ file }) => file !== null && files.has(file));
  const isTouched = steps.some(({ suggestion }) => suggestion.edits.some(({ file }) => files.has(file)));
  if (own.length === 0 && !isTouched) return part;
  const changed = (migration: MigrationFile): MigrationFile => ({ ...migration, source: edited(migration.source) });
  /** Right behind the file that they come from: nothing that runs after it now runs before them then. */
  const behind = ({ source: { file, text } }: MigrationFile): Added[] =>
    own.filter((step) => step.file === file).toSorted((a, b) => a.at - b.at).flatMap(({ suggestion }) => suggestion.edits.flatMap((edit) => addedBy(edit, part.own, text, suggestion)));
  return {
    ...part,
    own: changed(part.own),
    isGone: part.isGone || emptied.has(part.own.source.file),
    added: [...behind(part.own), ...part.added.flatMap((added) => [...(emptied.has(added.migration.source.file) ? [] : [{ ...added, migration: changed(added.migration) }]), ...behind(added.migration)])],
    taken: [...part.taken, ...own.map(({ taken }) => taken)],
  };
}

const addedBy = ({ file, text, creates }: FileEdit, own: MigrationFile, like: string, { delta }: Suggestion): Added[] =>
  creates === undefined ? [] : [{ what: creates, isMore: delta !== undefined, migration: { ...own, deployed: false, source: new SourceText(file, withLineEnds(text, like)) } }];

/** Gives the new folders their names, between this migration and the next one. */
function named(part: Part, next: string | undefined, folders: ReadonlySet<string>): Part | string {
  const { own, added } = part;
  // Numbers of one length, where no time stamp carries them.
  const first = added.length > 9 ? 10 : 1;
  const names = added.map(({ what }, at) => nameAfter(own.name, /^\d{14}(?:_|$)/.test(own.name) ? at + 1 : first + at, what));
  const row = [own.name, ...names, ...(next === undefined ? [] : [next])];
  const isInOrder = row.every((name, at) => at === 0 || (row[at - 1] ?? "") < name);
  const last = names.at(-1);
  if (last !== undefined && (!isInOrder || (next !== undefined && stampOf(last) === stampOf(next) && stampOf(last) !== undefined))) {
    return `between ${own.name} and ${next ?? "what follows"} there is no room for ${names.length === 1 ? "a new migration" : `${names.length} new migrations`}: rename the folder of the later one`;
  }
  const known = names.find((name) => folders.has(name));
  if (known !== undefined) return `a folder ${known} is there already`;
  return { ...part, added: added.map((each, at) => ({ ...each, migration: renamed(each.migration, names[at] ?? "") })) };
}

const stampOf = (name: string): string | undefined => /^\d{14}(?=_|$)/.exec(name)?.[0];

function renamed(migration: MigrationFile, name: string): MigrationFile {
  const folders = migration.source.file.split("/").slice(0, -2);
  return { ...migration, name, source: new SourceText([...folders, name, "migration.sql"].join("/"), migration.source.text) };
}

/** Where the last statement went away. */
const emptyEnd = /(\r?\n)(?:[ \t]*\r?\n)+$/;

/** As the file has them. */
const withLineEnds = (text: string, like: string): string => (like.includes("\r\n") ? text.replaceAll(/\r?\n/g, "\r\n") : text);
