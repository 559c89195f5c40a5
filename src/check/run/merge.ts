import { asRelated, factKey, groupBy, isNothing, withRelated, type Draft } from "./draft.js";
import type { Files } from "./locate.js";

/**
 * One fact, one finding: those of one rule about the same thing in one migration become one, and those in schema.prisma join the one in SQL, of the newest
 * migration. In different migrations they stay apart.
 */
export function mergeFacts(drafts: readonly Draft[], files: Files): readonly Draft[] {
  return [...groupBy(drafts, ({ rule, subject }) => factKey(rule, subject)).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined || isNothing(first.subject) ? group : mergeGroup(group, files);
  });
}

function mergeGroup(group: readonly Draft[], files: Files): readonly Draft[] {
  const ordered = [...group].sort((a, b) => files.orderOf(a.file) - files.orderOf(b.file) || a.span.start - b.span.start);
  const elsewhere = ordered.filter(({ migration }) => migration === null);
  const inSql = ordered.filter(({ migration }) => migration !== null);
  const byMigration = [...groupBy(inSql, ({ migration }) => migration ?? "").values()];
  const newest = byMigration.pop() ?? [];
  const merged: Draft[] = [];
  for (const [first, ...others] of [...byMigration, [...newest, ...elsewhere]]) {
    if (first !== undefined) merged.push(mergeInto(first, others));
  }
  return merged;
}

function mergeInto(first: Draft, others: readonly Draft[]): Draft {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const places = others.flatMap((other) => [asRelated(other, placeMessage(first, other)), ...other.related]);
  return {
    ...first,
    severity: all.some(({ severity }) => severity === "error") ? "error" : "warning",
    related: withRelated(first, places),
    supersedes: [...new Set(all.flatMap(({ supersedes }) => supersedes))].sort(),
    suggestions: all.find(({ suggestions }) => suggestions.length > 0)?.suggestions ?? [],
  };
}

function placeMessage(first: Draft, other: Draft): string {
  if (first.migration !== null && other.migration === null) return "declared here";
  return first.message === other.message ? "also here" : other.message;
}
