import type { Finding } from "./finding.js";

/** What `--fix` makes of one project's files. */
export interface Fixes {
  /** Whether the findings of the report are those that are left; otherwise those that were there before. */
  readonly applied: boolean;
  /** In the order in which they are to be written: whenever that stops, no statement is in none of them. */
  readonly files: readonly FixedFile[];
  readonly migrations: readonly FixedMigration[];
  /** Titles of what was done in schema.prisma alone. */
  readonly declared: readonly string[];
  /** Findings that are still there, each with why. */
  readonly left: readonly Unfixed[];
}

export interface FixedFile {
  /** From the repository's root. */
  readonly file: string;
  /** Undefined for a new one. */
  readonly before: string | undefined;
  /** Undefined where it goes, and its folder with it. */
  readonly after: string | undefined;
}

/** What became of one migration. */
export interface FixedMigration {
  readonly name: string;
  readonly file: string;
  /** Its text, where that changed. */
  readonly after: string | undefined;
  /** Nothing is left for it to do: its folder goes. */
  readonly isGone: boolean;
  /** Right behind it, in their order. `isMore`: what it does was not done before. */
  readonly added: readonly { readonly name: string; readonly file: string; readonly isMore: boolean }[];
  readonly taken: readonly Taken[];
  /** For a database that had the old file: statements after which Prisma takes the new one for applied, and the new migrations that are then to be resolved as applied. */
  readonly catchUp: { readonly sql: readonly string[]; readonly resolve: readonly string[] };
}

/** A suggestion that was taken. */
export interface Taken {
  readonly rule: string;
  readonly title: string;
  /** What the finding is about, quoted: `"User_email_idx"`; empty where it names nothing. */
  readonly about: string;
  /** What a database that had the old file needs besides, as statements: no new migration does it. */
  readonly catchUp: readonly string[];
  /** What the next release is to do. A sentence. */
  readonly later?: string | undefined;
}

export interface Unfixed {
  readonly finding: Finding;
  readonly why: string;
}
