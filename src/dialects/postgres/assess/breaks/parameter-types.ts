/** A type by its catalog name; a parameter keeps the one that its column had when the statement was prepared. */
export interface ParameterType {
  readonly name: string;
  readonly array: boolean;
}

const numbers = ["int2", "int4", "int8", "float4", "float8", "numeric"];
const strings = ["text", "varchar", "bpchar", "citext", "name"];

/** pg_cast of 18, implicit and assignment casts between the built-in types that Prisma writes; casts to strings are all assignments. */
const assignments: readonly (readonly [from: readonly string[], to: readonly string[]])[] = [
  [numbers, numbers],
  [["int2", "int4", "int8"], ["oid"]],
  [["oid"], ["int4", "int8"]],
  [["int4", "int8", "numeric"], ["money"]],
  [["money"], ["numeric"]],
  [["date", "timestamp", "timestamptz"], ["date", "timestamp", "timestamptz"]],
  [["timestamp", "timestamptz"], ["time"]],
  [["timestamptz"], ["timetz"]],
  [["time", "timetz"], ["time", "timetz"]],
  [["time"], ["interval"]],
  [["interval"], ["time"]],
  [["json", "jsonb"], ["json", "jsonb"]],
  [["inet", "cidr"], ["inet", "cidr"]],
  [["bit", "varbit"], ["bit", "varbit"]],
  [["macaddr", "macaddr8"], ["macaddr", "macaddr8"]],
];

/** Groups in which any two types have an = that takes them, by an operator of their own or by implicit casts. */
const comparable: readonly (readonly string[])[] = [
  [...numbers, "oid"], strings, ["date", "timestamp", "timestamptz"], ["time", "timetz"], ["time", "interval"], ["inet", "cidr"], ["bit", "varbit"], ["macaddr", "macaddr8"],
];

/** Whether `INSERT … VALUES ($1)` takes a parameter of type `from` into a column of type `to`. Both are built in. */
export function canAssign(from: ParameterType, to: ParameterType): boolean {
  if (!to.array && strings.includes(to.name)) return true;
  if (from.array !== to.array) return false;
  if (from.name === to.name || strings.includes(to.name)) return true;
  return assignments.some(([sources, targets]) => sources.includes(from.name) && targets.includes(to.name));
}

/** Whether `WHERE column = $1` finds an operator. Both are built in. */
export function canCompare(a: ParameterType, b: ParameterType): boolean {
  if (a.array !== b.array) return false;
  return a.name === b.name || (!a.array && comparable.some((group) => group.includes(a.name) && group.includes(b.name)));
}
