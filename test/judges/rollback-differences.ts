import type { Rollback } from "../../src/model/rollback.js";

/**
 * Whether a line of `compareCatalogs` is what the rollback says: `differs` in exactly these words of exactly this thing, or `lost` in what it names. Of a
 * column that moved only its place is excused.
 */
export function isTold(line: string, { differs, lost, reversible }: Rollback): boolean {
  const { kind, path, expected, actual } = read(line);
  const own = path.at(-1) ?? "";
  const owner = path.at(-2) ?? "";
  const loosened = (column: string): boolean => differs.includes(`"${owner}"."${column}" can be NULL: the rows that are there have no value for it`);
  const isAbsent = actual === undefined;
  const isKept = expected === undefined;
  if (kind === "table" && isMoved(own, expected, actual, "columns", differs)) return true;
  if (kind === "composite" && isMoved(own, expected, actual, "attributes", differs)) return true;
  if (kind === "index" && expected !== undefined && actual !== undefined && withSortedParameters(expected) === withSortedParameters(actual)) return true;
  if (kind === "column" && expected !== undefined && actual === expected.replace(/ not null(?= |$)/, "") && loosened(own)) return true;
  if (kind === "constraint" && isAbsent && loosened(/^NOT NULL (.*?)(?: NO INHERIT)?$/.exec(expected ?? "")?.[1]?.replaceAll(/^"|"$/g, "") ?? "")) return true;
  if (kind === "constraint" && actual === `${expected ?? ""} NOT VALID not validated` && differs.some((text) => text.startsWith(`"${own}" of "${owner}" is NOT VALID`))) return true;
  if (isAbsent && kind === "constraint" && differs.some((text) => text.startsWith(`"${owner}" has no primary key "${own}"`) || text.startsWith(`"${owner}" has no foreign key "${own}"`))) return true;
  if (isAbsent && kind === "index" && differs.some((text) => text.includes(`has no primary key "${own}"`) && (expected ?? "").includes(` ON ${path.slice(0, -1).join(".")}.`))) return true;
  // Of what belongs to a relation the path is schema, relation and its own name.
  const named = path.length > 2 ? [own, owner] : [own];
  const isNamed = (sql: string): boolean => named.some((name) => sql.includes(`"${name}"`));
  return reversible === "no" && lost.some(({ what, why }) => what === "what the statement does" || (why === "it does not come back" && !isKept && isNamed(what)) || (why === "it stays" && !isAbsent && isNamed(what)));
}

/** Their order means nothing. */
const withSortedParameters = (index: string): string => index.replace(/ WITH \(([^()]*)\)/, (_, list: string) => ` WITH (${list.split(", ").sort().join(", ")})`);

interface Line {
  readonly kind: string;
  readonly path: readonly string[];
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

/** `column public.t.a: missing, expected text`, `… : expected text, actual int4`, `… : not expected: text`. */
function read(line: string): Line {
  const colon = line.indexOf(": ");
  const [, kind = "", place = ""] = /^(.*?) (\S.*)$/s.exec(line.slice(0, colon)) ?? [];
  const said = line.slice(colon + 2);
  const [, expected, actual] = /^expected (.*), actual (.*)$/s.exec(said) ?? [];
  const missing = /^missing, expected (.*)$/s.exec(said)?.[1];
  const surplus = /^not expected: (.*)$/s.exec(said)?.[1];
  return { kind, path: place.split("."), expected: expected ?? missing, actual: actual ?? surplus };
}

/** The same but for the order of what is in the list, and each that stands otherwise to those before it is said to be one of the last. */
function isMoved(own: string, expected: string | undefined, actual: string | undefined, what: "columns" | "attributes", differs: readonly string[]): boolean {
  if (expected === undefined || actual === undefined) return false;
  const [before, after] = [listOf(expected, what), listOf(actual, what)];
  if (before.rest !== after.rest || before.items.toSorted().join("\0") !== after.items.toSorted().join("\0")) return false;
  const isLast = (item: string): boolean => {
    const name = /^"(?:[^"]|"")*"/.exec(item)?.[0].slice(1, -1).replaceAll('""', '"') ?? item.split(" ")[0] ?? "";
    return differs.includes(`"${name}" is one of the last ${what} of "${own}"`);
  };
  const stayed = (all: readonly string[]): string => all.filter((item) => !isLast(item)).join("\0");
  return before.items.some(isLast) && stayed(before.items) === stayed(after.items);
}

/** Of a table its last parentheses hold the names; of a composite type all of it is the list. */
function listOf(text: string, what: "columns" | "attributes"): { readonly items: readonly string[]; readonly rest: string } {
  const at = what === "columns" ? text.lastIndexOf(" (") + 2 : 0;
  return { items: text.slice(at, what === "columns" ? -1 : undefined).split(", "), rest: text.slice(0, at) };
}
