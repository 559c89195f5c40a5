/** A value in a condition, as far as it is known without the server. */
export type Value = string | number | boolean | null | readonly Known[] | Pattern;

/** undefined: only the server knows it. */
export type Known = Value | undefined;

/** Some string of this form, it is not known which: names that PostgreSQL gives itself. */
export interface Pattern {
  readonly like: RegExp;
}

/** A row by the names of its columns; of a column that is not in it nothing is known. */
export type Row = ReadonlyMap<string, Known>;

export const row = (columns: Readonly<Record<string, Known>>): Row => new Map(Object.entries(columns));

export const isPattern = (value: Known): value is Pattern => typeof value === "object" && value !== null && "like" in value;

/** `=` of SQL: null where one of them is. */
export function equal(left: Known, right: Known): boolean | null | undefined {
  if (left === null || right === null) return null;
  if (left === undefined || right === undefined) return undefined;
  if (isPattern(left)) return mayEqual(left, right);
  if (isPattern(right)) return mayEqual(right, left);
  if (typeof left === "object" || typeof right === "object") return undefined;
  if (typeof left === "boolean" || typeof right === "boolean") return String(left) === String(right);
  if (typeof left === "number" || typeof right === "number") return Number(left) === Number(right);
  return left === right;
}

function mayEqual({ like }: Pattern, other: Value): false | undefined {
  return typeof other === "string" && !like.test(other) ? false : undefined;
}

/** AND over three values and "not known". */
export function every(values: readonly Known[]): Known {
  if (values.includes(false)) return false;
  if (values.some((value) => value !== true && value !== null)) return undefined;
  return values.includes(null) ? null : true;
}

export function some(values: readonly Known[]): Known {
  if (values.includes(true)) return true;
  if (values.some((value) => value !== false && value !== null)) return undefined;
  return values.includes(null) ? null : false;
}

export const negated = (value: Known): Known => (typeof value === "boolean" ? !value : value === null ? null : undefined);
