import type { SourceText, Span } from "../text/source-text.js";
import type { Operation } from "./operation.js";

export interface Statement {
  /** Counted from 0, as Prisma and PostgreSQL's error messages count. */
  readonly index: number;
  /** From its first word to its last character, without the semicolon and without comments around it. */
  readonly span: Span;
  readonly operations: readonly Operation[];
  /** What in it servers before some version refuse. */
  readonly newer?: readonly NewerSyntax[];
}

/** A form of SQL that came with a major version of the server. */
export interface NewerSyntax {
  readonly since: number;
  /** For people: `MERGE`, `NULLS NOT DISTINCT`. */
  readonly what: string;
}

export interface Comment {
  /** With its delimiters. */
  readonly span: Span;
  /** Without them. */
  readonly text: string;
}

/** One parsed migration.sql. */
export interface Script {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

/** A migration's file as it was found. */
export interface MigrationFile {
  /** The folder's name: Prisma's name of the migration and its place in the order. */
  readonly name: string;
  readonly source: SourceText;
  /** In the state that the live database is assumed to have (docs/architecture.md, "Deployed"). */
  readonly deployed: boolean;
  /** The target branch has it, whether or not it is deployed. */
  readonly shared?: boolean;
  /** Chosen to be reported on. */
  readonly reported: boolean;
}

export interface Migration extends MigrationFile {
  readonly script: Script;
}

/** What a set of statements runs in. */
export interface Transaction {
  /** Unique in its migration. */
  readonly id: number;
  /** `file`: the implicit transaction of a whole file; `statement`: alone; `explicit`: from BEGIN to COMMIT. */
  readonly kind: "file" | "statement" | "explicit";
  /** A transaction block, in which CONCURRENTLY is refused: a file with two statements or more, or BEGIN. */
  readonly block: boolean;
}
