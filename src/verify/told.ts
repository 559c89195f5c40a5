import type { Rollback } from "../model/rollback.js";

/**
 * Whether a line of `compareCatalogs` is what the rollback says: `differs` in exactly these words of exactly this thing, or `lost` in what it names. Of a
 * column that moved only its place is excused. Names of the catalog's keys are not quoted and may hold dots.
 */
export function isTold(line: string, { differs, lost, reversible }: Pick<Rollback, "differs" | "lost" | "reversible">): boolean {
  const { kind, place, expected, actual } = read(line);
  const is = (...names: readonly string[]): boolean => place.endsWith(`.${names.join(".")}`);
  const said = (form: RegExp): string[][] => differs.flatMap((text) => { const found = form.exec(text); return found ? [found.slice(1)] : []; });
  const loosened = said(/^"(.*)"\."(.*)" can be NULL: the rows that are there have no value for it$/);
  const unkeyed = said(/^"(.*)" has no (?:primary|foreign) key "(.*)": /);
  switch (kind) {
    case "table":
    case "composite": {
      const what = kind === "table" ? "columns" : "attributes";
      const last = said(/^"(.*)" is one of the last (?:columns|attributes) of "(.*)"$/).flatMap(([name = "", of = ""]) => (is(of) ? [name] : []));
      if (expected !== undefined && actual !== undefined && isMoved(expected, actual, what, new Set(last))) return true;
      break;
    }
    case "column":
      if (expected !== undefined && actual === expected.replace(/ not null(?= |$)/, "") && loosened.some((names) => is(...names))) return true;
      break;
    case "constraint": {
      const column = /^NOT NULL (.*?)(?: NO INHERIT)?$/.exec(expected ?? "")?.[1]?.replaceAll(/^"|"$/g, "");
      if (actual === undefined && loosened.some(([table = "", name]) => name === column && place.includes(`.${table}.`))) return true;
      if (actual === undefined && unkeyed.some((names) => is(...names))) return true;
      if (actual === `${expected ?? ""} NOT VALID not validated` && said(/^"(.*)" of "(.*)" is NOT VALID: /).some(([name = "", table = ""]) => is(table, name))) return true;
      break;
    }
    case "index":
      if (expected !== undefined && actual !== undefined && withSortedParameters(expected) === withSortedParameters(actual)) return true;
      if (actual === undefined && unkeyed.some(([, name = ""]) => is(name))) return true;
      break;
    default: if (kind.startsWith("rights on") && lost.some(({ what }) => isOfRights(what, place, expected, actual))) return true;
  }
  return reversible === "no" && lost.some(({ what, why }) => what === "what the statement does" || (names(what).some((name) => isPartOf(name, place)) && ((why === "it does not come back" && expected !== undefined) || (why === "it stays" && actual !== undefined))));
}

/** Their order means nothing. */
const withSortedParameters = (index: string): string => index.replace(/ WITH \(([^()]*)\)/, (_, list: string) => ` WITH (${list.split(", ").sort().join(", ")})`);

const names = (sql: string): string[] => [...sql.matchAll(/"((?:[^"]|"")+)"/g)].map(([, name = ""]) => name.replaceAll('""', '"'));

/** The thing itself, or what it is a part of; before the arguments of a function. */
const isPartOf = (name: string, place: string): boolean => [`.${name}`, ` ${name}`].some((end) => place.endsWith(end)) || place === name || [`.${name}.`, `.${name}(`].some((part) => place.includes(part));

/** Only those of the role that is named, on what is named; keys of rights are quoted where they have to be. */
function isOfRights(what: string, place: string, expected: string | undefined, actual: string | undefined): boolean {
  const [role, ...objects] = what.startsWith("rights of ") ? names(what) : [];
  if (role === undefined || !objects.some((name) => isPartOf(name, place.replaceAll('"', "")))) return false;
  const rights = (list: string | undefined): string[] => (list ?? "").split(", ").filter((right) => right !== "" && !right.startsWith(`${role} `));
  return rights(expected).join() === rights(actual).join();
}

interface Line {
  readonly kind: string;
  readonly place: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** `column public.t.a: missing, expected text`, `… : expected text, actual int4`, `… : not expected: text`. */
function read(line: string): Line {
  const [, key = "", said = ""] = /^(.*?): ((?:missing, expected|expected|not expected:) .*)$/s.exec(line) ?? [];
  const [, kind = "", place = ""] = /^(rights on \w+|\w+) (.*)$/s.exec(key) ?? [];
  const [, expected, actual] = /^expected (.*), actual (.*)$/s.exec(said) ?? [];
  const missing = /^missing, expected (.*)$/s.exec(said)?.[1];
  const surplus = /^not expected: (.*)$/s.exec(said)?.[1];
  return { kind, place, expected: expected ?? missing, actual: actual ?? surplus };
}

/** The same but for the order of what is in the list, and each that stands otherwise to those before it is said to be one of the last. */
function isMoved(expected: string, actual: string, what: "columns" | "attributes", last: ReadonlySet<string>): boolean {
  const [before, after] = [listOf(expected, what), listOf(actual, what)];
  if (before.rest !== after.rest || before.items.toSorted().join("\0") !== after.items.toSorted().join("\0")) return false;
  const isLast = (item: string): boolean => last.has(/^"(?:[^"]|"")*"/.exec(item)?.[0].slice(1, -1).replaceAll('""', '"') ?? item.split(" ")[0] ?? "");
  const stayed = (all: readonly string[]): string => all.filter((item) => !isLast(item)).join("\0");
  return before.items.some(isLast) && stayed(before.items) === stayed(after.items);
}

/** Of a table its last parentheses hold the names; of a composite type all of it is the list. */
function listOf(text: string, what: "columns" | "attributes"): { readonly items: readonly string[]; readonly rest: string } {
  const at = what === "columns" ? text.lastIndexOf(" (") + 2 : 0;
  return { items: text.slice(at, what === "columns" ? -1 : undefined).split(", "), rest: text.slice(0, at) };
}
