import { nearest } from "../../text/nearest.js";
import type { DirectiveRule, DirectiveUse } from "./directive-use.js";
import { factKey, groupBy, isNothing, type Draft } from "./draft.js";
import type { Suppression } from "./suppression.js";

/** How many findings of which rule each suppression silenced. */
export type Counts = Map<Suppression, Map<string, number>>;

/**
 * Splits the findings and counts. A fact that is found in SQL and in schema.prisma is silenced in both by a suppression in schema.prisma, or by those of all its places
 * in SQL. It is done before findings are explained by others, since accepting one says nothing of what it would have explained.
 */
export function silence(
  drafts: readonly Draft[],
  suppressions: readonly Suppression[],
  counts: Counts,
): { readonly left: readonly Draft[]; readonly silenced: readonly Draft[] } {
  const silenced = new Set<Draft>();
  const comments = groupBy(suppressions, ({ kind, place }) => (kind === "comment" ? place.file : ""));
  const entries = suppressions.filter(({ kind }) => kind === "config");
  for (const draft of drafts) {
    for (const suppression of [...entries, ...(comments.get(draft.file) ?? [])]) {
      if (!suppression.silences(draft)) continue;
      silenced.add(draft);
      count(counts, suppression, draft.rule);
    }
  }
  if (silenced.size > 0) silenceSameFacts(drafts, silenced);
  return { left: drafts.filter((draft) => !silenced.has(draft)), silenced: [...silenced] };
}

function silenceSameFacts(drafts: readonly Draft[], silenced: Set<Draft>): void {
  for (const group of groupBy(drafts, ({ rule, subject }) => factKey(rule, subject)).values()) {
    if (group.every(({ subject }) => isNothing(subject))) continue;
    const inSchema = group.filter(({ migration }) => migration === null);
    const inSql = group.filter(({ migration }) => migration !== null);
    if (inSchema.length === 0 || inSql.length === 0) continue;
    const isOver = inSchema.some((draft) => silenced.has(draft)) || inSql.every((draft) => silenced.has(draft));
    if (isOver) for (const draft of group) silenced.add(draft);
  }
}

function count(counts: Counts, suppression: Suppression, rule: string): void {
  const rules = counts.get(suppression) ?? new Map<string, number>();
  rules.set(rule, (rules.get(rule) ?? 0) + 1);
  counts.set(suppression, rules);
}

/** `ids` are all rules that there are, `tried` those that have already run. */
export function usesOf(
  suppressions: readonly Suppression[],
  counts: Counts,
  ids: ReadonlySet<string>,
  tried: ReadonlySet<string>,
): readonly DirectiveUse[] {
  const uses: DirectiveUse[] = [];
  for (const suppression of suppressions) {
    if (!suppression.isReported) continue;
    const { kind, place, label, known, nearest: right, reason, needsReason, isTried } = suppression;
    const counted = counts.get(suppression);
    const rules: DirectiveRule[] = [];
    for (const { id, place: at } of suppression.rules) {
      const isKnown = ids.has(id);
      const silenced = counted?.get(id) ?? (isTried && tried.has(id) ? 0 : undefined);
      rules.push({ id, place: at, known: isKnown, nearest: isKnown ? undefined : nearest(id, ids), silenced });
    }
    const total = [...(counted?.values() ?? [])].reduce((sum, silenced) => sum + silenced, 0);
    const isUnused = known && isTried && rules.every(({ silenced }) => silenced !== undefined);
    const silenced = total > 0 ? total : isUnused ? 0 : undefined;
    uses.push({ kind, place, label, known, nearest: right, rules, reason, needsReason, silenced });
  }
  return uses;
}
