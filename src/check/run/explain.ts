import { asRelated, factKey, groupBy, withRelated, type Draft } from "./draft.js";

/**
 * Takes out findings that another one explains, with an equal subject in the same migration, or where one of the two is in no migration. Their places and rules go
 * to the finding that explains them, or to the one that explains that one, and so does the higher severity.
 */
export function applyExplanations(drafts: readonly Draft[]): readonly Draft[] {
  const facts = groupBy(drafts, ({ rule, subject }) => factKey(rule, subject));
  const explainedBy = new Map<Draft, Draft>();
  for (const draft of drafts) {
    for (const { rule, subject } of draft.explains) {
      for (const other of facts.get(factKey(rule, subject)) ?? []) {
        if (explainedBy.has(other) || !isSameMigration(draft, other)) continue;
        // Two findings that explain each other must not both go.
        if (rootOf(draft, explainedBy) === other) continue;
        explainedBy.set(other, draft);
      }
    }
  }
  const taken = new Map<Draft, Draft[]>();
  for (const draft of explainedBy.keys()) {
    const root = rootOf(draft, explainedBy);
    const others = taken.get(root);
    if (others === undefined) taken.set(root, [draft]);
    else others.push(draft);
  }
  const left = drafts.filter((draft) => !explainedBy.has(draft));
  return left.map((draft) => takeAlong(draft, taken.get(draft) ?? []));
}

function takeAlong(draft: Draft, others: readonly Draft[]): Draft {
  if (others.length === 0) return draft;
  const places = others.flatMap((other) => [asRelated(other, other.message), ...other.related]);
  const supersedes = new Set([...draft.supersedes, ...others.map(({ rule }) => rule)]);
  const isError = [draft, ...others].some(({ severity }) => severity === "error");
  return {
    ...draft,
    severity: isError ? "error" : "warning",
    related: withRelated(draft, places),
    supersedes: [...supersedes].sort(),
  };
}

function isSameMigration(a: Draft, b: Draft): boolean {
  return a.migration === null || b.migration === null || a.migration === b.migration;
}

function rootOf(draft: Draft, explainedBy: ReadonlyMap<Draft, Draft>): Draft {
  let root = draft;
  for (let next = explainedBy.get(root); next !== undefined; next = explainedBy.get(root)) root = next;
  return root;
}
