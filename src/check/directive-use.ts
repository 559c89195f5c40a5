import type { Place } from "../model/finding.js";

/** A disable comment or a `suppress` entry of the config, and what came of it. */
export interface DirectiveUse {
  readonly kind: "comment" | "config";
  /** Of the comment; of the config file's start for an entry. */
  readonly place: Place;
  /** As people wrote it, for messages: `disable-next-statement`, `suppress`. */
  readonly label: string;
  readonly rules: readonly DirectiveRule[];
  readonly reason: string | undefined;
}

export interface DirectiveRule {
  readonly id: string;
  readonly place: Place;
  /** For an id that does not exist: the nearest one that does. */
  readonly known: boolean;
  readonly nearest: string | undefined;
  /** Findings it silenced. */
  readonly silenced: number;
}
