import type { DataType } from "../../../../model/database.js";
import { bare, cut } from "./conditions.js";

/** A partition's bounds, each value as text; `edge` undefined: MINVALUE or MAXVALUE. */
export type Bounds =
  | { readonly kind: "default" }
  | { readonly kind: "list"; readonly values: readonly string[]; readonly withNull: boolean }
  | { readonly kind: "range"; readonly from: string | undefined; readonly to: string | undefined };

/** Of `FOR VALUES IN (1, 2)`; undefined where they cannot be told: more than one column, hashes, expressions. */
export function parseBounds(bounds: string): Bounds | undefined {
  const text = bounds.trim();
  if (/^default$/i.test(text)) return { kind: "default" };
  const list = /^for\s+values\s+in\s*\((.*)\)$/is.exec(text)?.[1];
  if (list !== undefined) {
    const values = cut(list, ",").map((sql) => sql.trim());
    const constants = values.filter((sql) => !/^null$/i.test(sql));
    const read = parseValues(constants);
    return read && { kind: "list", values: read, withNull: constants.length < values.length };
  }
  const [, from = "", to = ""] = /^for\s+values\s+from\s*\((.*)\)\s*to\s*\((.*)\)$/is.exec(text) ?? [];
  const [low, high] = [edge(from), edge(to)];
  return low && high && { kind: "range", from: low.value, to: high.value };
}

function edge(sql: string): { readonly value: string | undefined } | undefined {
  if (/^\s*(?:minvalue|maxvalue)\s*$/i.test(sql)) return { value: undefined };
  const value = parseValue(sql);
  return value === undefined ? undefined : { value };
}

/** The text of a number or string literal, casts left out; undefined for any other expression. */
export function parseValue(sql: string): string | undefined {
  const text = bare(sql);
  const number = /^([+-]?\d+(?:\.\d+)?)(?:\s*::\s*[\w ]+(?:\([\d, ]+\))?)?$/.exec(text)?.[1];
  if (number !== undefined) return number;
  return /^(?:[a-z][a-z0-9_ ]*(?:\(\d\))?\s+)?'((?:[^']|'')*)'(?:\s*::\s*["\w ]+(?:\([\d, ]+\))?)*$/i.exec(text)?.[1]?.replaceAll("''", "'");
}

/** All of them or nothing. */
export function parseValues(list: readonly string[]): string[] | undefined {
  const values = list.map(parseValue).filter((value) => value !== undefined);
  return values.length === list.length ? values : undefined;
}

const NUMBERS = new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]);
const TIMES = new Set(["date", "timestamp", "timestamptz"]);
const TEXTS = new Set(["text", "varchar", "bool", "uuid"]);

/** Negative when the first is the smaller one; undefined where that depends on collation, time zone or what else only the server knows. */
export function compareValues(one: string, other: string, type: DataType): number | undefined {
  if (one === other) return 0;
  if (NUMBERS.has(type.name)) return Number.isNaN(Number(one) - Number(other)) ? undefined : Number(one) - Number(other);
  if (!TIMES.has(type.name)) return undefined;
  const [a, b] = [instant(one), instant(other)];
  return a && b && a.zone === b.zone ? a.time.localeCompare(b.time, "en") : undefined;
}

/** undefined: not known. */
export function isSameValue(one: string, other: string, type: DataType): boolean | undefined {
  if (TEXTS.has(type.name) || type.userType !== undefined) return one === other;
  const order = compareValues(one, other, type);
  return order === undefined ? undefined : order === 0;
}

function instant(text: string): { readonly time: string; readonly zone: string } | undefined {
  const [, date, time = "00:00:00", zone = ""] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i.exec(text) ?? [];
  return date === undefined ? undefined : { time: `${date} ${time.length === 5 ? `${time}:00` : time}`, zone };
}
