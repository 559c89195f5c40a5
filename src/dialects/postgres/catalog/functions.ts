import { extensionFunctions } from "./extension-functions.js";
import { argumentCounts, furtherCounts, newerFunctions } from "./function-arguments.js";
import * as kinds from "./function-kinds.js";

/** Whether a function of a list takes so many arguments. */
type Overloads = (name: string, given: number) => boolean;

const words = (list: string): string[] => list.split(/\s+/);

/** `name/1-3`, `name/0,2+` */
function overloads(list: string): Overloads {
  const counts = new Map(words(list).map((entry) => {
    const [name = "", spec = ""] = entry.split("/");
    return [name, spec];
  }));
  return (name, given) => covers(counts.get(name), given);
}

function covers(counts: string | undefined, given: number): boolean {
  return counts?.split(",").some((part) => {
    if (part.endsWith("+")) return given >= Number.parseInt(part, 10);
    const [from, to = from] = part.split("-");
    return given >= Number(from) && given <= Number(to);
  }) ?? false;
}

const COUNTS: ReadonlyMap<string, string> = new Map(argumentCounts.flatMap(([counts, names]) => words(names).map((name): [string, string] => [name, counts])));
const furtherOverloads = overloads(furtherCounts);
const FURTHER: ReadonlySet<string> = new Set(words(furtherCounts).map((entry) => entry.split("/")[0] ?? ""));
const SINCE: ReadonlyMap<string, number> = new Map(newerFunctions.flatMap(([version, names]) => words(names).map((name): [string, number] => [name, Number(version)])));
const OF_EXTENSIONS: ReadonlySet<string> = new Set([...extensionFunctions.values()].flatMap(({ volatile, notVolatile }) => [...volatile, ...notVolatile]));

/** Newer ones may have more. */
const NEWEST = 18;

/** Whether pg_catalog has a function of this name in any version. */
export const isBuiltInFunction = (name: string): boolean => name.startsWith("pg_") || COUNTS.has(name) || FURTHER.has(name);

/** Whether the server, of an unknown version any of them, has a function that can be called so; of those in `pg_` and of extensions every call is taken for one. */
export function mayBeCalled(name: string, given: number | undefined, version = NEWEST): boolean {
  if (name.startsWith("pg_")) return true;
  if (!isBuiltInFunction(name)) return OF_EXTENSIONS.has(name);
  if (version > NEWEST || given === undefined) return true;
  return version >= (SINCE.get(name) ?? 0) && (covers(COUNTS.get(name), given) || furtherOverloads(name, given));
}

export const isAggregate = overloads(kinds.aggregates);
export const isWindowFunction = overloads(kinds.windowFunctions);
export const givesRows = overloads(kinds.givingRows);
/** Stable or volatile, whatever it is given. */
export const isMutable = overloads(kinds.mutableFunctions);

const RESULTS: readonly (readonly [type: string, gives: Overloads])[] = kinds.results.map(([type, functions]) => [type, overloads(functions)]);

/** The type that it gives whatever it is given; undefined where that depends on it, or the type is not one of the common ones. */
export const resultOf = (name: string, given: number): string | undefined => RESULTS.find(([, gives]) => gives(name, given))?.[0];
