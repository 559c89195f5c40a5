import type { Span } from "../text/source-text.js";

export type Severity = "error" | "warning";
export type Level = Severity | "off";

export interface Subject {
  readonly schema: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly index: string | null;
  readonly constraint: string | null;
  readonly type: string | null;
  /** Of an enum type. Not printed: it tells findings about one type apart. */
  readonly value?: string;
}

/** A range of one file, in UTF-16 indices. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

export interface FileEdit extends Place {
  readonly text: string;
  /** Of a migration that is new: what its folder is called behind the time stamp. */
  readonly creates?: string;
}

export interface Suggestion {
  readonly title: string;
  /** The one statement of its migration that it is for; undefined: it is about more. */
  readonly statement?: number;
  readonly edits: readonly FileEdit[];
  /** Statements that turn the database at the end as it was into the one that is meant; without them both are the same. Where new migrations are made, those do it. */
  readonly delta?: readonly string[];
  /** Not to be taken by a program: what only the author knows, as the end of a sentence. */
  readonly asks?: string;
  /** What the next release is to do, when no code runs any more that this one keeps something for. A sentence. */
  readonly later?: string;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** What happens to whom. */
  readonly message: string;
  /** The way out, runnable. */
  readonly help: string;
  /** Name of the migration; null in schema.prisma. */
  readonly migration: string | null;
  readonly statement: number | null;
  readonly subject: Subject;
  readonly related: readonly RelatedPlace[];
  /** Ids of rules whose finding of the same cause this one replaces. */
  readonly supersedes: readonly string[];
  readonly suggestions: readonly Suggestion[];
  /** Why a way out that is known does not stand among them. */
  readonly stuck?: string | undefined;
  readonly fingerprint: string;
}
