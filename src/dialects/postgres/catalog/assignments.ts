import { castKind } from "./casts.js";

/** A type by its catalog name; a parameter keeps the one that its column had when the statement was prepared. */
export interface ParameterType {
  readonly name: string;
  readonly array: boolean;
}

export const NUMBERS = ["int2", "int4", "int8", "float4", "float8", "numeric"];
export const STRINGS = ["text", "varchar", "bpchar", "citext", "name"];

/** Whether `INSERT … VALUES ($1)` takes a parameter of type `from` into a column of type `to`. Both are built in. */
export function canAssign(from: ParameterType, to: ParameterType): boolean {
  if (!to.array && STRINGS.includes(to.name)) return true;
  if (from.array !== to.array) return false;
  if (from.name === to.name || STRINGS.includes(to.name)) return true;
  const kind = castKind(from, to);
  return kind === "implicit" || kind === "assignment";
}
