import type { FileEdit } from "../model/finding.js";

/**
 * The same change without the harm, as a series of migrations. Fills `{{way}}` in the rule's help and becomes a suggestion; it ends in the catalog of the statement
 * that it replaces, but for what it declares besides. Statements stand without their semicolons.
 */
export interface WayOut {
  /** What a person reads before taking it: "Build it CONCURRENTLY in its own migration". */
  readonly title: string;
  /** In place of the whole statement; none: it goes. */
  readonly here: readonly string[];
  /** Migrations right after this one, each deployed after the one before. */
  readonly then: readonly {
    /** For its folder: `index_on_user_email`. */
    readonly name: string;
    readonly sql: readonly string[];
    /** Not before the old code has stopped. */
    readonly afterRollout?: boolean;
  }[];
  /** What goes along elsewhere: lines of schema.prisma, and other statements of the same migration. */
  readonly along?: readonly FileEdit[];
  /** As in `Suggestion`. */
  readonly delta?: readonly string[];
  readonly asks?: string;
  readonly later?: string;
}
