import type { Place } from "../../model/finding.js";

/** A disable comment or a `suppress` entry of the config, and what came of it. */
export interface DirectiveUse {
  readonly kind: "comment" | "config";
  /** Of the comment, for a misspelt one of its word; of the config file's start for an entry. */
  readonly place: Place;
  /** As people wrote it, for messages: `disable-next-statement`, `suppress { rule: "no-drop-table" }`; of a misspelt directive the whole word. */
  readonly label: string;
  /** False for a directive that does not exist, and does nothing. */
  readonly known: boolean;
  /** For a directive that does not exist: the whole right word, `prisma-migrate-lint-disable-file`, where one is near. */
  readonly nearest: string | undefined;
  /** Empty: all rules. */
  readonly rules: readonly DirectiveRule[];
  readonly reason: string | undefined;
  /** False for `enable` and for directives that do not exist. */
  readonly needsReason: boolean;
  /** Findings it silenced; undefined when none, and this run does not look at everything that it could silence. */
  readonly silenced: number | undefined;
}

export interface DirectiveRule {
  readonly id: string;
  readonly place: Place;
  readonly known: boolean;
  /** For an id that does not exist: the nearest one that does. */
  readonly nearest: string | undefined;
  /** Findings it silenced; undefined when none, and this run does not look at everything: the rule is off, or old migrations are passed over. */
  readonly silenced: number | undefined;
}
