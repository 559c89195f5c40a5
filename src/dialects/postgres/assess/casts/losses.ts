import type { TypeName } from "../../../../model/name.js";
import { typeName } from "../../types.js";
import type { CastStep } from "../failures/casts.js";
import { isBuiltIn } from "./type-changes.js";

/** What of the values a cast leaves out without refusing them, in words; undefined: nothing, or it is not known. */
export function lostByCast({ from: source, to: target, explicit }: CastStep): string | undefined {
  if (source.dimensions !== target.dimensions || !isBuiltIn(target) || !(isBuiltIn(source) || source.name === "citext")) return undefined;
  const [from, to] = [source.name, target.name];
  const [size] = target.modifiers.map(Number);
  if (to === "varchar" || to === "bpchar" || to === "varbit" || to === "bit") {
    const was = from === to || STRINGS.includes(from) ? Number(source.modifiers[0] ?? Infinity) : Infinity;
    // An assignment refuses what is too long.
    return explicit && size !== undefined && size < was && !Number.isNaN(size) ? `what is beyond ${size} ${to.endsWith("bit") ? "bits" : "characters"}` : undefined;
  }
  if (FRACTIONS.includes(from) && INTEGERS.includes(to)) return source.modifiers.length > 0 && scaleOf(source) === 0 ? undefined : "digits after the point";
  if (FRACTIONS.includes(from) && to === "numeric") return roundedScale(source, target);
  if (to === "float4" || to === "float8") return digits(from, to) ? `digits that ${typeName({ ...target, array: false })} does not hold` : undefined;
  if (TIMES.includes(to) && TIMES.includes(from)) {
    if (from.startsWith("timestamp") && !to.startsWith("timestamp")) return "the day";
    const [was = 6] = source.modifiers.map(Number);
    return size !== undefined && size < was ? `digits of the second beyond ${size}` : undefined;
  }
  return to === "date" && from.startsWith("timestamp") ? "the time of day" : undefined;
}

const STRINGS = ["varchar", "bpchar"];
const INTEGERS = ["int2", "int4", "int8"];
const FRACTIONS = ["numeric", "float4", "float8"];
const TIMES = ["time", "timetz", "timestamp", "timestamptz"];

const scaleOf = ({ modifiers }: TypeName): number => Number(modifiers[1] ?? 0);

function roundedScale(from: TypeName, to: TypeName): string | undefined {
  if (to.modifiers.length === 0) return undefined;
  const was = from.name === "numeric" && from.modifiers.length > 0 ? scaleOf(from) : Infinity;
  return scaleOf(to) < was ? `digits after the point beyond ${scaleOf(to)}` : undefined;
}

/** real holds 24 bits, double precision 53. */
function digits(from: string, to: "float4" | "float8"): boolean {
  if (from === "numeric" || from === "int8") return true;
  return to === "float4" && (from === "int4" || from === "float8");
}
