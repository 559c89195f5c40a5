import type { Finding, Subject } from "../../model/finding.js";
import type { Messages, Several, SeveralOf } from "../rule.js";

/** A finding on its way: it may still be silenced, explained by another or merged. */
export interface Draft extends Omit<Finding, "fingerprint"> {
  readonly explains: readonly { readonly rule: string; readonly subject: Subject }[];
  /** What it would say together with others of the same message; undefined where they stand apart. */
  readonly several?: { readonly message: string; readonly of: SeveralOf; readonly data: Readonly<Record<string, string>>; readonly say: NonNullable<Several<Messages>[string]> } | undefined;
}

export function completeSubject(subject: Partial<Subject>): Subject {
  const { schema = null, table = null, column = null, index = null, constraint = null, type = null, value } = subject;
  return { schema, table, column, index, constraint, type, ...(value !== undefined && { value }) };
}

/** Equal for findings of one rule that are about the same thing. */
export function factKey(rule: string, subject: Subject): string {
  const { schema, table, column, index, constraint, type, value } = subject;
  return JSON.stringify([rule, schema, table, column, index, constraint, type, ...(value === undefined ? [] : [value])]);
}

/** A subject of which nothing is said: two findings with it need not be about the same thing. */
export function isNothing(subject: Subject): boolean {
  return Object.values(subject).every((part) => part === null);
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The place and message of a finding that becomes part of another one. */
export function asRelated(draft: Draft, message: string): Draft["related"][number] {
  return { file: draft.file, span: draft.span, message };
}

/** `places` without those that the finding has already, its own among them. */
export function withRelated(draft: Draft, places: Draft["related"]): Draft["related"] {
  const known = new Set([placeKey(draft), ...draft.related.map(placeKey)]);
  const related = [...draft.related];
  for (const place of places) {
    const key = placeKey(place);
    if (known.has(key)) continue;
    known.add(key);
    related.push(place);
  }
  return related;
}

function placeKey({ file, span }: { readonly file: string; readonly span: Draft["span"] }): string {
  return `${span.start}-${span.end} ${file}`;
}
