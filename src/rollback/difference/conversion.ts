import { currentType } from "../../database/render.js";
import type { Column, Database, DataType } from "../../model/database.js";
import type { Expression, TypeName } from "../../model/name.js";

interface Sides {
  readonly to: Database;
  readonly quote: (name: string) => string;
  /** As SQL. */
  readonly write: (type: TypeName) => string;
}

/** USING that turns a column's values into those of another type; undefined where the server does it alone. */
export function conversion(column: Column, goal: Column, { to, quote, write }: Sides): Expression | undefined {
  const [from, into] = [column.type, goal.type];
  if (from.userType === into.userType && from.userType === undefined && from.name === into.name && from.schema === into.schema && from.array === into.array && narrowsNothing(from, into)) return undefined;
  const name = quote(goal.name);
  return expression(`${valueOf(name, from, into)}::${write(currentType(into, to))}`);
}

/** Longer or without a limit: nothing to cut, nothing to say. */
const narrowsNothing = (from: DataType, into: DataType): boolean => into.modifiers.length === 0 || (from.modifiers.length === 1 && into.modifiers.length === 1 && Number(into.modifiers[0]) >= Number(from.modifiers[0]));

/** Through text where the server has no cast from one to the other. */
function valueOf(name: string, from: DataType, into: DataType): string {
  if (from.array && !into.array) return valueOf(`${name}[1]`, { ...from, array: false }, into);
  if (!from.array && into.array) return `ARRAY[${name}]`;
  if (hasCast(from, into)) return name;
  if (from.name === "bool" || into.name === "bool") if ([from.name, into.name].some((type) => /^int[28]$/.test(type))) return `${name}::integer`;
  return `${name}::text${from.array ? "[]" : ""}`;
}

function hasCast(from: DataType, into: DataType): boolean {
  if (from.userType !== undefined || into.userType !== undefined) return isText(from) || isText(into) ? from.array === into.array : false;
  if (from.name === into.name || isText(from) || isText(into)) return true;
  if ([from.name, into.name].includes("bool")) return [from.name, into.name].includes("int4");
  return FAMILIES.some((family) => family.includes(from.name) && family.includes(into.name));
}

const isText = ({ userType, name }: DataType): boolean => userType === undefined && TEXTS.includes(name);
const TEXTS = ["text", "varchar", "bpchar", "name", "citext"];
const FAMILIES = [
  ["int2", "int4", "int8", "float4", "float8", "numeric"],
  ["date", "timestamp", "timestamptz"],
  ["json", "jsonb"],
  ["inet", "cidr"],
];

const expression = (sql: string): Expression => ({ sql, names: [], literal: undefined });
