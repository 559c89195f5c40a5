import type { Suggestion } from "../../model/finding.js";
import { asRelated, groupBy, withRelated, type Draft } from "./draft.js";
import type { Files } from "./locate.js";

/** One finding for what a rule says of several, where it has words for them: at the first, for those of a whole report at the newest. The places of the others go along. */
export function putTogether(drafts: readonly Draft[], files: Files): readonly Draft[] {
  return [...groupBy([...drafts.entries()], ([at, draft]) => keyOf(draft) ?? `${at}`).values()].map((group) => together(group.map(([, draft]) => draft), files));
}

/** Equal for those that become one; undefined where it stays by itself. */
function keyOf({ several, rule, severity, file, migration, statement, subject: { schema, table, column, type } }: Draft): string | undefined {
  if (several === undefined) return undefined;
  const alike = [rule, several.message, severity];
  switch (several.of) {
    case "columns":
      return statement === null || column === null ? undefined : JSON.stringify([...alike, file, statement, schema, table]);
    case "object":
      return migration === null || (table === null && type === null) ? undefined : JSON.stringify([...alike, file, schema, table, type]);
    case "migration":
      return migration === null ? undefined : JSON.stringify([...alike, file]);
    case "report":
      return JSON.stringify(alike);
  }
}

function together(group: readonly Draft[], files: Files): Draft {
  const inOrder = group.toSorted((a, b) => files.orderOf(a.file) - files.orderOf(b.file) || a.span.start - b.span.start);
  const [first, ...others] = inOrder[0]?.several?.of === "report" ? inOrder.toReversed() : inOrder;
  if (first === undefined) throw new Error("a group is never empty");
  if (first.several === undefined || others.length === 0) return first;
  const { message, help } = first.several.say(valuesOf([first, ...others]));
  const places = others.flatMap((other) => [asRelated(other, `also ${nameOf(other)}`), ...other.related]);
  const supersedes = [...new Set(group.flatMap((draft) => draft.supersedes))].sort();
  // What is written for one column of a statement replaces the whole statement.
  const suggestions = first.several.of === "columns" ? first.suggestions : allAtOnce(inOrder, files);
  return { ...first, message, help, related: withRelated(first, places), supersedes, suggestions };
}

/** Of what the finding is about, the part that tells it from the others. */
function nameOf({ subject: { index, column, constraint, table, type, value } }: Draft): string {
  const name = index ?? column ?? constraint ?? table ?? value ?? type;
  return name === null ? "here" : `"${name}"`;
}

/** Of each placeholder its values, one a finding. */
function valuesOf(group: readonly Draft[]): Readonly<Record<string, readonly string[]>> {
  const all = group.map(({ several }) => several?.data ?? {});
  return Object.fromEntries(Object.keys(all[0] ?? {}).map((name) => [name, all.map((data) => data[name] ?? "")]));
}

/** Each of them has one that is the same elsewhere, and together they do not leave a file empty. */
function allAtOnce(group: readonly Draft[], files: Files): readonly Suggestion[] {
  const each = group.map(({ suggestions: [only] }) => only);
  const title = each[0]?.title;
  if (title === undefined || each.some((suggestion) => suggestion?.title !== title)) return [];
  // Findings of one statement bring the same.
  const edits = [...groupBy(each.flatMap((suggestion) => suggestion?.edits ?? []), (edit) => JSON.stringify(edit)).values()].flatMap(([edit]) => edit ?? []);
  const isEmptied = [...groupBy(group, ({ file }) => file)].some(([file, drafts]) => {
    const own = edits.filter((edit) => edit.file === file);
    const gone = new Set(drafts.map(({ statement }) => statement));
    return own.length > 0 && own.every(({ text }) => text === "") && gone.size === files.migrationOf(file)?.script.statements.length;
  });
  return isEmptied ? [] : [{ title, edits }];
}
