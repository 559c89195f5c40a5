/** A type by its catalog name; a parameter keeps the one that its column had when the statement was prepared. */
export interface ParameterType {
  readonly name: string;
  readonly array: boolean;
}

export const NUMBERS = ["int2", "int4", "int8", "float4", "float8", "numeric"];
export const STRINGS = ["text", "varchar", "bpchar", "citext", "name"];

/** pg_cast of 18, implicit and assignment casts between the built-in types that Prisma writes; casts to strings are all assignments. */
const assignments: readonly (readonly [from: readonly string[], to: readonly string[]])[] = [
  [NUMBERS, NUMBERS],
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

/** Whether `INSERT … VALUES ($1)` takes a parameter of type `from` into a column of type `to`. Both are built in. */
export function canAssign(from: ParameterType, to: ParameterType): boolean {
  if (!to.array && STRINGS.includes(to.name)) return true;
  if (from.array !== to.array) return false;
  if (from.name === to.name || STRINGS.includes(to.name)) return true;
  return assignments.some(([sources, targets]) => sources.includes(from.name) && targets.includes(to.name));
}

/** Types of which the server's own casts are known. */
const KNOWN: ReadonlySet<string> = new Set([
  ...NUMBERS, ...STRINGS.filter((name) => name !== "citext"), "bool", "bytea", "uuid", "oid", "money", "date", "timestamp", "timestamptz", "time", "timetz", "interval", "json", "jsonb", "inet", "cidr", "bit", "varbit", "macaddr", "macaddr8",
]);

/** Whether a column of a built-in type takes values of another without a cast; undefined: not known (`Naming.takes`). */
export function takes(from: ParameterType, to: ParameterType): boolean | undefined {
  return KNOWN.has(from.name) && KNOWN.has(to.name) ? canAssign(from, to) : undefined;
}
