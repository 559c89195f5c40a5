import type { Finding } from "../../model/finding.js";
import { untimed } from "../../model/timed.js";
import { matchesAnyPattern } from "../../text/pattern.js";
import { collect, collectDirectives, isEnabled, type CheckInput } from "./collect.js";
import type { DirectiveUse } from "./directive-use.js";
import { isNothing, withRelated, type Draft } from "./draft.js";
import { applyExplanations } from "./explain.js";
import { finish } from "./finish.js";
import { filesOf, type Files } from "./locate.js";
import { mergeFacts } from "./merge.js";
import type { Rule } from "../rule.js";
import type { SchemaReview } from "../schema-review/schema-review.js";
import { silence, usesOf, type Counts } from "./silence.js";
import { suppressionsOf } from "./suppression.js";
import { putTogether } from "./together.js";

export type { CheckInput } from "./collect.js";

export interface CheckResult {
  /** In the order of the files, then of the text, then of the rules' ids. */
  readonly findings: readonly Finding[];
  /** Facts that comments or the config silenced. */
  readonly suppressed: number;
  /** Comments in what is reported, and the config's entries. */
  readonly uses: readonly DirectiveUse[];
}

/** Runs the rules on a replayed history. Pure. Throws when a rule does: that is a bug, and the message says of which rule and where. */
export function check(input: CheckInput): CheckResult {
  const { timeline, config } = input;
  const files = filesOf(timeline, input.schema.declared);
  const isIgnored = (migration: string): boolean => matchesAnyPattern(config.ignoreMigrations, migration);
  const migrations = timeline.migrations.filter(({ migration }) => migration.reported && !isIgnored(migration.name));
  const enabled = input.rules.filter((rule) => isEnabled(rule, input));
  const timer = input.timer ?? untimed;

  const drafts: Draft[] = [];
  for (const rule of enabled) {
    for (const draft of timer.rule(rule.id, () => collect(rule, input, files, migrations))) {
      if (draft.migration === null || !isIgnored(draft.migration)) drafts.push(draft);
    }
  }
  const suppressions = suppressionsOf(input, migrations, drafts);
  const counts: Counts = new Map();
  const { left, silenced } = silence(drafts, suppressions, counts);
  const facts = putTogether(mergeFacts(applyExplanations(left), files), files);

  const ids = new Set(input.rules.map(({ id }) => id));
  const uses = usesOf(suppressions, counts, ids, idsOf(enabled.filter(({ directives }) => directives === undefined)));
  const aboutDirectives = enabled.flatMap((rule) => timer.rule(rule.id, () => collectDirectives(rule, input, files, uses)));
  // A comment must not silence what is said of itself; the config may.
  const entries = suppressions.filter(({ kind }) => kind === "config");
  const rest = silence(aboutDirectives, entries, counts);

  const declared = facts.map((draft) => withDeclaration(draft, input.schema, files));
  return {
    findings: finish([...declared, ...rest.left], files),
    suppressed: mergeFacts(silenced, files).length + rest.silenced.length,
    uses: usesOf(suppressions, counts, ids, idsOf(enabled)),
  };
}

function idsOf(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.map(({ id }) => id));
}

/** A finding in SQL points to schema.prisma too, unless it does so already. */
function withDeclaration(draft: Draft, schema: SchemaReview, files: Files): Draft {
  if (files.isSchema(draft.file) || isNothing(draft.subject) || draft.related.some(({ file }) => files.isSchema(file))) return draft;
  const place = schema.declaredAt(draft.subject);
  if (place === undefined) return draft;
  return { ...draft, related: withRelated(draft, [place]) };
}
