import type { CastKind, Operand } from "../../../model/dialect.js";
import { assignmentCasts, categories, explicitCasts, implicitCasts, stableCasts } from "./type-casts.js";

type Pairs = ReadonlyMap<string, ReadonlySet<string>>;

const pairs = (lists: readonly (readonly [of: string, types: string])[]): Pairs => new Map(lists.map(([of, types]) => [of, new Set(types.split(/\s+/))]));

const BY_KIND: readonly (readonly [kind: CastKind, casts: Pairs])[] = [["implicit", pairs(implicitCasts)], ["assignment", pairs(assignmentCasts)], ["explicit", pairs(explicitCasts)]];
const STABLE = pairs(stableCasts);
const CATEGORIES: ReadonlyMap<string, string> = new Map(categories.flatMap(([category, types]) => types.split(/\s+/).map((type): [string, string] => [type, category])));

const isKnown = ({ name, enumeration }: Operand): boolean => enumeration !== undefined || CATEGORIES.has(name);

/** As pg_type.typcategory; undefined for types of which nothing is claimed. */
export const categoryOf = (type: Operand): string | undefined => (!isKnown(type) ? undefined : type.array ? "A" : type.enumeration === undefined ? CATEGORIES.get(type.name) : "E");

const isString = ({ name, array, enumeration }: Operand): boolean => !array && enumeration === undefined && CATEGORIES.get(name) === "S";

/** How a value of one type becomes one of another (source: find_coercion_pathway); undefined for types of which nothing is claimed. */
export function castKind(from: Operand, to: Operand): CastKind | undefined {
  if (!isKnown(from) || !isKnown(to)) return undefined;
  if (from.array && to.array) return ofElements(element(from), element(to));
  if (!from.array && !to.array) return ofElements(from, to);
  return isString(to) ? "assignment" : isString(from) ? "explicit" : "none";
}

const element = (type: Operand): Operand => ({ ...type, array: false });

function ofElements(from: Operand, to: Operand): CastKind {
  if (from.enumeration === to.enumeration && (from.enumeration !== undefined || from.name === to.name)) return "same";
  if (from.enumeration === undefined && to.enumeration === undefined) {
    for (const [kind, casts] of BY_KIND) if (casts.get(from.name)?.has(to.name) === true) return kind;
  }
  return isString(to) ? "assignment" : isString(from) ? "explicit" : "none";
}

/** Whether a cast may give another value in another session: it depends on settings, or on the labels of an enum (source: contain_mutable_functions). */
export function isMutableCast(from: Operand, to: Operand): boolean {
  if (castKind(from, to) === undefined) return false;
  if (from.array !== to.array) return true;
  if (from.enumeration !== to.enumeration) return true;
  return STABLE.get(from.name)?.has(to.name) === true;
}
