import type { Database, DataType, Refusal } from "../../model/database.js";
import { withoutDomain } from "../key-types.js";
import { isCertain } from "../uncertain.js";
import { said } from "../apply/change.js";

/** What a type's own reading of text surely refuses; of types that are not known nothing is claimed. */
export function unreadable(text: string, written: DataType, database: Database): Refusal | undefined {
  const type = withoutDomain(written, database);
  if (type.userType !== undefined) return noLabel(text, type, database);
  if (type.schema !== undefined && type.schema !== "pg_catalog") return undefined;
  return type.array ? malformed(text) : unreadableScalar(text, type.name);
}

const refuse = (message: string, code = "22P02"): Refusal => ({ code, message });

const malformed = (text: string): Refusal | undefined => (/^[{[]/.test(text.trim()) ? undefined : refuse(`malformed array literal: ${said(text)}`));

/** Of an array only the plainest form is read. */
function noLabel(text: string, { userType, array }: DataType, database: Database): Refusal | undefined {
  const type = database.enums.find(({ id }) => id === userType);
  if (!type || !isCertain(database, type)) return undefined;
  if (array && malformed(text)) return malformed(text);
  const plain = /^\{(\w+(?:,\w+)*)\}$/.exec(text)?.[1]?.split(",").filter((label) => label.toLowerCase() !== "null");
  const labels = array ? (plain ?? []) : [text];
  const unknown = labels.find((label) => !type.values.some((value) => value.label === label));
  return unknown === undefined ? undefined : refuse(`invalid input value for enum ${type.schema === "public" ? "" : `${name(type.schema)}.`}${name(type.name)}: ${said(unknown)}`);
}

/** As format_type() prints it. */
const name = (word: string): string => (/^[a-z_][a-z0-9_]*$/.test(word) ? word : said(word.replaceAll('"', '""')));

function unreadableScalar(text: string, type: string): Refusal | undefined {
  const value = text.trim();
  switch (type) {
    case "int2":
    case "int4":
    case "int8": return unreadableInteger(text, value, type);
    case "numeric":
    case "float4":
    case "float8": return /\d|^[-+]?(?:nan|inf(?:inity)?)$/i.test(value) ? undefined : refuse(`invalid input syntax for type ${NUMBERS[type]}: ${said(text)}`);
    case "bool": return isBoolean(value.toLowerCase()) ? undefined : refuse(`invalid input syntax for type boolean: ${said(text)}`);
    case "uuid": return /^[\da-f]{32}$/i.test(value.replace(/^\{(.*)\}$/, "$1").replaceAll("-", "")) ? undefined : refuse(`invalid input syntax for type uuid: ${said(text)}`);
    case "json":
    case "jsonb": return isJson(text) ? undefined : refuse("invalid input syntax for type json");
    case "date":
    case "timestamp":
    case "timestamptz": return isNoTime(value) ? refuse(`invalid input syntax for type ${type === "timestamptz" ? "timestamp with time zone" : type}: ${said(text)}`, "22007") : undefined;
    case "interval": return value === "" ? refuse(`invalid input syntax for type interval: ${said(text)}`, "22007") : undefined;
    default: return undefined;
  }
}

const INTEGERS = { int2: "smallint", int4: "integer", int8: "bigint" } as const;
const NUMBERS = { numeric: "numeric", float4: "real", float8: "double precision" } as const;
const MOST = { int2: 2n ** 15n, int4: 2n ** 31n, int8: 2n ** 63n } as const;

function unreadableInteger(text: string, value: string, type: keyof typeof INTEGERS): Refusal | undefined {
  if (!/^[-+]?\d[\da-fA-FoOxXbB_]*$/.test(value)) return refuse(`invalid input syntax for type ${INTEGERS[type]}: ${said(text)}`);
  if (!/^[-+]?\d+$/.test(value)) return undefined;
  const number = BigInt(value.replace("+", ""));
  return number < MOST[type] && number >= -MOST[type] ? undefined : refuse(`value ${said(text)} is out of range for type ${INTEGERS[type]}`, "22003");
}

/** A beginning of these words is enough, but `o` (source: parse_bool_with_len). */
const isBoolean = (value: string): boolean => value !== "" && (["true", "false", "yes", "no"].some((word) => word.startsWith(value)) || ["on", "off", "of", "0", "1"].includes(value));

/** Empty, or one word that is no time by itself. */
const isNoTime = (value: string): boolean => value === "" || (/^[a-z]+$/i.test(value) && !/^(?:now|today|tomorrow|yesterday|epoch|infinity|allballs|current|invalid)$/i.test(value));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
