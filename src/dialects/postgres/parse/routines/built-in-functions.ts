import { isPattern, type Known } from "../../catalog/value.js";
import { isKeyword } from "../../keywords.js";
import { quoteIdentifier } from "../../naming.js";

/** What a built-in function gives for known arguments; undefined where that is not known. */
export function callBuiltIn(name: string, values: readonly Known[]): Known {
  if (name === "format") return format(values);
  if (name === "concat") return joined(values, "");
  const [first] = values;
  if (first === undefined || isPattern(first)) return undefined;
  switch (name) {
    case "quote_ident": return typeof first === "string" ? identifier(first) : first === null ? null : undefined;
    case "quote_literal": return typeof first === "string" || typeof first === "number" ? literal(String(first)) : first === null ? null : undefined;
    case "quote_nullable": return first === null ? "NULL" : typeof first === "string" || typeof first === "number" ? literal(String(first)) : undefined;
    case "lower": return typeof first === "string" ? first.toLowerCase() : undefined;
    case "upper": return typeof first === "string" ? first.toUpperCase() : undefined;
    case "array_length":
    case "cardinality": return Array.isArray(first) && first.length > 0 ? first.length : undefined;
    default: return undefined;
  }
}

/** `format()` with `%s`, `%I`, `%L`, `%%` and numbered arguments; undefined with widths. */
function format([template, ...given]: readonly Known[]): string | undefined {
  if (typeof template !== "string") return undefined;
  let next = 0;
  const unknown: string[] = [];
  const text = template.replace(/%(?:(\d+)\$)?([\s\S]?)/g, (_, position: string | undefined, type: string) => {
    if (type === "%") return "%";
    const at = position === undefined ? next : Number(position) - 1;
    next = at + 1;
    const part = converted(type, given[at]);
    if (part === undefined) unknown.push(type);
    return part ?? "";
  });
  return unknown.length === 0 ? text : undefined;
}

function converted(type: string, value: Known): string | undefined {
  if (value === null) return type === "s" ? "" : type === "L" ? "NULL" : undefined;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  switch (type) {
    case "s": return String(value);
    case "I": return identifier(String(value));
    case "L": return literal(String(value));
    default: return undefined;
  }
}

function joined(values: readonly Known[], between: string): string | undefined {
  const parts: string[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    parts.push(String(value));
  }
  return parts.join(between);
}

/** Quoted more often than by the server, which changes nothing. */
const identifier = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) && !isKeyword(name) ? name : quoteIdentifier(name));

const literal = (text: string): string => `${text.includes("\\") ? " E" : ""}'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
