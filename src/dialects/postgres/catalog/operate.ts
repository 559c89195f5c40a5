import type { Operand } from "../../../model/dialect.js";
import { castKind } from "./casts.js";
import { extensionFunctions } from "./extension-functions.js";
import { operators } from "./operators.js";

interface Candidate { readonly left: string; readonly right: string; readonly result: string }

const BY_NAME: ReadonlyMap<string, readonly Candidate[]> = byName();

function byName(): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const [of, sides] of operators) {
    const [name = "", result = ""] = of.split(" ");
    const own = found.get(name) ?? [];
    for (const side of sides.split(/\s+/)) {
      const [left = "", right = ""] = side.split(",");
      own.push({ left, right, result });
    }
    found.set(name, own);
  }
  return found;
}

/** A side of an operator: `unknown` is a string or NULL without a type, which becomes what is wanted. */
export type Side = Operand | "unknown";

/**
 * What an operator of the server's own gives (source: oper). `none`: there is no such operator for these types; undefined: there is one, or may be one, and what it
 * gives is not known. `left`: undefined before its only operand.
 */
export function operate(name: string, left: Side | undefined, right: Side, extensions: readonly string[]): Operand | "none" | undefined {
  if (extensions.some((extension) => extensionFunctions.get(extension)?.operators.has(name) ?? extension !== "plpgsql")) return undefined;
  const candidates = BY_NAME.get(name);
  const sides = [left, right].filter((side) => side !== undefined);
  if (!candidates || sides.some((side) => side !== "unknown" && castKind(side, side) === undefined)) return undefined;
  const fitting = candidates.filter((candidate) => fits(candidate, left, right));
  if (fitting.length === 0) return "none";
  const exact = fitting.find((candidate) => isExact(candidate.left, left ?? "", right) && isExact(candidate.right, right, left ?? ""));
  const results = new Set((exact ? [exact] : fitting).map(({ result }) => result));
  const [result = ""] = results;
  return results.size === 1 && !result.startsWith("any") ? named(result) : undefined;
}

const named = (type: string): Operand => (type.startsWith("_") ? { name: type.slice(1), array: true } : { name: type, array: false });

/** An unknown side is first taken for one of the other's type (source: binary_oper_exact). */
const isExact = (wanted: string, side: Side | "", other: Side | ""): boolean => {
  const given = side === "unknown" ? other : side;
  return typeof given === "string" ? given === wanted : given.enumeration === undefined && (given.array ? `_${given.name}` : given.name) === wanted;
};

function fits({ left: wantedLeft, right: wantedRight }: Candidate, left: Side | undefined, right: Side): boolean {
  if ((wantedLeft === "") !== (left === undefined)) return false;
  if (!becomes(right, wantedRight) || (left !== undefined && !becomes(left, wantedLeft))) return false;
  // Both sides are of one type (source: check_generic_type_consistency).
  const isSame = (wantedLeft === "anyarray" && wantedRight === "anyarray") || (wantedLeft === "anyenum" && wantedRight === "anyenum");
  return !isSame || left === undefined || left === "unknown" || right === "unknown" || castKind(left, right) === "same";
}

function becomes(side: Side, wanted: string): boolean {
  if (side === "unknown") return true;
  switch (wanted) {
    case "anyarray":
    case "anycompatiblearray": return side.array;
    case "anyenum": return side.enumeration !== undefined && !side.array;
    case "anynonarray":
    case "anycompatiblenonarray": return !side.array;
    case "anyelement":
    case "anycompatible": return true;
    case "anyrange":
    case "anymultirange":
    case "anycompatiblerange":
    case "anycompatiblemultirange": return false;
    default: {
      const kind = castKind(side, named(wanted));
      return kind === "same" || kind === "implicit";
    }
  }
}
