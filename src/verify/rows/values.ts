import { findEnum } from "../../database/names/lookup.js";
import { currentType } from "../../database/render.js";
import type { Column, Database, DataType } from "../../model/database.js";

/**
 * The text of value number `n` (from 0) of a column's type, to be written as an untyped string literal. Different numbers give different values as
 * far as the type has them, and one number gives matching values in types that a foreign key may join. Undefined: a type that is not known here.
 */
export function valueOf({ type }: Pick<Column, "type">, database: Database, n: number): string | undefined {
  const element = elementOf(type, database, n);
  if (element === undefined || !type.array) return element;
  return `{"${element.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"}`;
}

function elementOf(type: DataType, database: Database, n: number): string | undefined {
  const { userType } = type;
  const domain = database.domains.find(({ id }) => id === userType);
  if (domain) return valueOf({ type: domain.type }, database, n);
  const composite = database.composites.find(({ id }) => id === userType);
  if (composite) {
    const values = composite.attributes.map((attribute) => valueOf(attribute, database, n));
    return values.includes(undefined) ? undefined : `(${values.map((value = "") => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '""')}"`).join(",")})`;
  }
  const now = currentType(type, database);
  const labels = now.schema === undefined ? undefined : findEnum(database, now)?.values.map(({ label }) => label);
  return labels === undefined ? scalar(type.name, type.modifiers, n) : labels[n % labels.length];
}

/** Value `n` of a text type that holds `longest` characters. */
export function shortText(n: number, longest: number): string {
  const text = `v${n.toString(36)}`;
  return text.length <= longest ? text : n.toString(36).padStart(longest, "0").slice(-longest);
}

function scalar(type: string, modifiers: readonly string[], n: number): string | undefined {
  const first = modifiers[0] === undefined ? undefined : Number(modifiers[0]);
  switch (type) {
    case "int2": return String((n % 32_000) + 1);
    case "int4": case "int8": case "oid": case "float4": case "float8": case "money": return String(n + 1);
    case "numeric": return decimal(n + 1, first, Number(modifiers[1] ?? 0));
    case "text": case "citext": case "name": return shortText(n, 60);
    case "varchar": return shortText(n, first ?? 60);
    case "bpchar": case "char": return shortText(n, first ?? 1);
    case "uuid": return `00000000-0000-4000-8000-${hex(n, 12)}`;
    case "bool": return n % 2 === 0 ? "true" : "false";
    case "date": return moment(n).slice(0, 10);
    case "time": case "timetz": return new Date(n * 1000).toISOString().slice(11, 19);
    case "timestamp": case "timestamptz": return moment(n);
    case "interval": return `${n + 1} days`;
    case "json": case "jsonb": return `{"n": ${n}}`;
    case "jsonpath": return `$.v${n}`;
    case "bytea": return `\\x${hex(n, 8)}`;
    case "bit": return n.toString(2).padStart(first ?? 1, "0").slice(-(first ?? 1));
    case "varbit": return n.toString(2).slice(-(first ?? 60));
    case "inet": return `10.${byte(n, 2)}.${byte(n, 1)}.${byte(n, 0)}`;
    case "cidr": return `10.${byte(n, 1)}.${byte(n, 0)}.0/24`;
    case "macaddr": return `08:00:2b:${hex(n, 6).replace(/..(?=.)/g, "$&:")}`;
    case "macaddr8": return `08:00:2b:01:02:${hex(n, 6).replace(/..(?=.)/g, "$&:")}`;
    case "xml": return `<v>${n}</v>`;
    case "tsvector": return `v${n}:1`;
    case "tsquery": return `v${n}`;
    case "ltree": return `top.v${n}`;
    case "lquery": return `*.v${n}`;
    case "hstore": return `n=>${n}`;
    case "point": return `(${n},${n})`;
    case "line": return `{1,-1,${n}}`;
    case "lseg": case "box": return `(${n + 1},${n + 1}),(${n},${n})`;
    case "path": case "polygon": return `((0,0),(${n},1),(1,${n}))`;
    case "circle": return `<(${n},${n}),1>`;
    case "int4range": case "int8range": case "numrange": return `[${n * 10},${n * 10 + 5})`;
    case "daterange": case "tsrange": case "tstzrange": return `[${moment(n * 10).slice(0, 10)},${moment(n * 10 + 5).slice(0, 10)})`;
    case "int4multirange": case "int8multirange": case "nummultirange": return `{[${n * 10},${n * 10 + 5})}`;
    case "datemultirange": case "tsmultirange": case "tstzmultirange": return `{[${moment(n * 10).slice(0, 10)},${moment(n * 10 + 5).slice(0, 10)})}`;
    case "pg_lsn": return `0/${hex(n, 8)}`;
    case "vector": return `[${Array.from({ length: first ?? 1 }, () => n).join(",")}]`;
    default: return undefined;
  }
}

/** Day `n` and second `n`: different as a date and as a time. */
const moment = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n, 0, 0, n)).toISOString().slice(0, 19).replace("T", " ");
const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, "0").slice(-digits);
const byte = (n: number, at: number): number => Math.floor(n / 256 ** at) % 256;

/** Cut to what `numeric(precision, scale)` holds. */
function decimal(n: number, precision: number | undefined, scale: number): string {
  if (precision === undefined) return String(n);
  const whole = precision - scale;
  if (whole > 0) return String(n % 10 ** Math.min(whole, 15));
  return `0.${"0".repeat(Math.max(-whole, 0))}${String(n % 10 ** Math.min(precision, 15)).padStart(Math.min(precision, 15), "0")}`;
}
