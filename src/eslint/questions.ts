import type { Finding } from "../model/finding.js";
import type { Preset } from "./language-options.js";

/** What is asked of the thread that reads projects, parses SQL and runs rules; all of it plain data. */
export interface Questions {
  /** A migration's text, for ESLint's tree. */
  readonly parse: { readonly question: ParseQuestion; readonly answer: ParsedMigration };
  /** What the rules find in one file. */
  readonly judge: { readonly question: JudgeQuestion; readonly answer: Verdict };
}

export interface ParseQuestion {
  /** As ESLint names it; text from standard input or an editor may have no absolute one. */
  readonly path: string;
  /** Without git, what the project may be looked for in. Absolute. */
  readonly cwd: string;
  /** Counts instead of what is on disk. With its byte order mark. */
  readonly text: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Spans are in UTF-16 indices of the text that was asked about. */
export interface ParsedMigration {
  /** False for one of the base, which must stay as it is: nothing is said of it, and nothing in it counts as unused. */
  readonly isReported: boolean;
  /** `kind`: of the first operation; `empty` where there is none. */
  readonly statements: readonly (Placed & { readonly kind: string })[];
  /** `text`: without the comment's marks. */
  readonly comments: readonly (Placed & { readonly text: string })[];
}

interface Placed {
  readonly span: { readonly start: number; readonly end: number };
}

export interface JudgeQuestion extends ParseQuestion {
  readonly language: "sql" | "prisma";
  readonly preset: Preset | undefined;
  /** Every rule that ESLint runs on the file. Only what it is given of options. */
  readonly rules: readonly AskedRule[];
}

export interface AskedRule {
  readonly id: string;
  /** undefined: none are written in ESLint's configuration. */
  readonly options: GivenOptions | undefined;
}

export type GivenOptions = Readonly<Record<string, unknown>>;

export type Verdict =
  /** All of them in the file that was asked about. */
  | { readonly kind: "findings"; readonly findings: readonly Finding[] }
  /** For people: why nothing could be judged and what to do. */
  | { readonly kind: "refused"; readonly message: string };

/** What goes through the port. */
export type Asked = { readonly [K in keyof Questions]: { readonly about: K; readonly question: Questions[K]["question"] } }[keyof Questions];
/** A bug comes back with its stack. */
export type Reply<A> = { readonly kind: "answer"; readonly answer: A } | { readonly kind: "failed"; readonly error: unknown };
