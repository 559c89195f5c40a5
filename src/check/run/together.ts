import type { Suggestion } from "../../model/finding.js";
import { asRelated, groupBy, withRelated, type Draft } from "./draft.js";
import type { Files } from "./locate.js";

/**
 * One finding for what a rule says of several, where it has words for them: of the columns of one statement and table, at the first; of a habit wherever it is
 * found, at the newest. The places of the others go along.
 */
export function putTogether(drafts: readonly Draft[], files: Files): readonly Draft[] {
  return [...groupBy([...drafts.entries()], ([at, draft]) => keyOf(draft) ?? `${at}`).values()].map((group) => together(group.map(([, draft]) => draft), files));
}

/** Equal for those that become one; undefined where it stays by itself. */
function keyOf({ several, rule, severity, file, statement, subject: { schema, table, column } }: Draft): string | undefined {
  if (several?.isHabit === true) return JSON.stringify([rule, several.message, severity]);
  if (several === undefined || statement === null || column === null) return undefined;
  return JSON.stringify([rule, several.message, severity, file, statement, schema, table]);
}

function together(group: readonly Draft[], files: Files): Draft {
  const inOrder = group.toSorted((a, b) => files.orderOf(a.file) - files.orderOf(b.file) || a.span.start - b.span.start);
  const isHabit = inOrder[0]?.several?.isHabit === true;
  const [first, ...others] = isHabit ? inOrder.toReversed() : inOrder;
  if (first === undefined) throw new Error("a group is never empty");
  if (first.several === undefined || others.length === 0) return first;
  const { message, help } = first.several.say(valuesOf([first, ...others]));
  const places = others.flatMap((other) => [asRelated(other, "also here"), ...other.related]);
  const supersedes = [...new Set(group.flatMap((draft) => draft.supersedes))].sort();
  return { ...first, message, help, related: withRelated(first, places), supersedes, suggestions: isHabit ? allAtOnce(inOrder) : first.suggestions };
}

/** Of each placeholder its values, one a finding. */
function valuesOf(group: readonly Draft[]): Readonly<Record<string, readonly string[]>> {
  const all = group.map(({ several }) => several?.data ?? {});
  return Object.fromEntries(Object.keys(all[0] ?? {}).map((name) => [name, all.map((data) => data[name] ?? "")]));
}

/** Each of them has one that is the same elsewhere. */
function allAtOnce(group: readonly Draft[]): readonly Suggestion[] {
  const each = group.map(({ suggestions: [only] }) => only);
  const title = each[0]?.title;
  return title !== undefined && each.every((suggestion) => suggestion?.title === title) ? [{ title, edits: each.flatMap((suggestion) => suggestion?.edits ?? []) }] : [];
}
