import type { Span } from "../text/source-text.js";

export type DirectiveLabel = "disable-next-statement" | "disable-next-line" | "disable-file" | "disable" | "enable";

/** A comment that begins with `prisma-migrate-lint-`, or with a word that was most likely meant so. */
export type Directive = KnownDirective | UnknownDirective;

export interface KnownDirective {
  readonly kind: "known";
  readonly label: DirectiveLabel;
  /** Of the comment, with its delimiters. */
  readonly span: Span;
  /** Empty: all rules. */
  readonly rules: readonly NamedRule[];
  /** What stands behind `--`; undefined when nothing does. */
  readonly reason: string | undefined;
  /** Where it silences; undefined when nothing follows it, and for `enable`. */
  readonly range: Span | undefined;
  /** Rules that a later `enable RULE` takes out of a `disable` of all rules, and from where on. */
  readonly enabledAgain: readonly { readonly id: string; readonly from: number }[];
}

export interface NamedRule {
  /** As written; it need not exist. */
  readonly id: string;
  readonly span: Span;
  /** Of this rule alone: an `enable` may end one rule of several. */
  readonly range: Span | undefined;
}

/** Does nothing. */
export interface UnknownDirective {
  readonly kind: "unknown";
  readonly span: Span;
  /** The word as written, and its place. */
  readonly word: string;
  readonly wordSpan: Span;
  /** The whole right word: `prisma-migrate-lint-disable-file`. */
  readonly nearest: string | undefined;
}

export const directivePrefix = "prisma-migrate-lint-";

export const directiveLabels: readonly DirectiveLabel[] = [
  "disable-next-statement",
  "disable-next-line",
  "disable-file",
  "disable",
  "enable",
];
