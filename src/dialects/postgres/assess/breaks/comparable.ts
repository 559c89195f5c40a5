import { NUMBERS, STRINGS, type ParameterType } from "../../catalog/assignments.js";

/** Groups in which any two types have an = that takes them, by an operator of their own or by implicit casts. */
const comparable: readonly (readonly string[])[] = [
  [...NUMBERS, "oid"], STRINGS, ["date", "timestamp", "timestamptz"], ["time", "timetz"], ["time", "interval"], ["inet", "cidr"], ["bit", "varbit"], ["macaddr", "macaddr8"],
];

/** Whether `WHERE column = $1` finds an operator. Both are built in. */
export function canCompare(a: ParameterType, b: ParameterType): boolean {
  if (a.array !== b.array) return false;
  return a.name === b.name || (!a.array && comparable.some((group) => group.includes(a.name) && group.includes(b.name)));
}
