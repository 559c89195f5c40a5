import type { Name, TypeName } from "../../model/name.js";
import { quoteIdentifier } from "./naming.js";
import { isKeyword } from "./keywords.js";

interface Modified {
  readonly name: string;
  readonly modifiers: readonly string[];
}

interface PrintableType extends Name, Modified {
  readonly array: boolean;
}

/** By catalog name: as format_type() says it to people, and as Prisma writes it in SQL. `#` is where the modifiers go; without one they follow. */
const builtIn: ReadonlyMap<string, { readonly said: string; readonly written: string }> = new Map(
  (
    [
      ["bit", "bit", "BIT"],
      ["bool", "boolean", "BOOLEAN"],
      ["bpchar", "character", "CHAR"],
      ["bytea", "bytea", "BYTEA"],
      ["char", '"char"', '"char"'],
      ["cidr", "cidr", "CIDR"],
      ["citext", "citext", "CITEXT"],
      ["date", "date", "DATE"],
      ["float4", "real", "REAL"],
      ["float8", "double precision", "DOUBLE PRECISION"],
      ["inet", "inet", "INET"],
      ["int2", "smallint", "SMALLINT"],
      ["int4", "integer", "INTEGER"],
      ["int8", "bigint", "BIGINT"],
      ["interval", "interval", "INTERVAL"],
      ["json", "json", "JSON"],
      ["jsonb", "jsonb", "JSONB"],
      ["money", "money", "MONEY"],
      ["numeric", "numeric", "DECIMAL"],
      ["oid", "oid", "OID"],
      ["text", "text", "TEXT"],
      ["time", "time# without time zone", "TIME"],
      ["timestamp", "timestamp# without time zone", "TIMESTAMP"],
      ["timestamptz", "timestamp# with time zone", "TIMESTAMPTZ"],
      ["timetz", "time# with time zone", "TIMETZ"],
      ["uuid", "uuid", "UUID"],
      ["varbit", "bit varying", "VARBIT"],
      ["varchar", "character varying", "VARCHAR"],
      ["xml", "xml", "XML"],
    ] as const
  ).map(([name, said, written]) => [name, { said, written }]),
);

/** As format_type() prints it with `public` in the search path: `character varying(20)`, `timestamp(3) without time zone`, `integer[]`, `"Role"`. */
export function typeName(type: PrintableType): string {
  const known = isBuiltIn(type) ? builtIn.get(type.name) : undefined;
  const said = known && !isBare(type) ? known.said : qualified(type, quoteWhereNeeded);
  return withModifiers(said, type, (words) => words) + (type.array ? "[]" : "");
}

/** As Prisma writes it in DDL: `VARCHAR(20)`, `TIMESTAMP(3)`, `INTEGER[]`, `"Role"`. */
export function sqlType(type: TypeName): string {
  const known = isBuiltIn(type) ? builtIn.get(type.name) : undefined;
  const written = known && !isBare(type) ? known.written : qualified(type, quoteIdentifier);
  return withModifiers(written, type, (words) => words.toUpperCase()) + "[]".repeat(type.dimensions);
}

/** The type that a column of this integer type has when it is written as serial. */
export function serialType(type: TypeName): string {
  switch (type.name) {
    case "int2":
      return "SMALLSERIAL";
    case "int8":
      return "BIGSERIAL";
    default:
      return "SERIAL";
  }
}

const isBuiltIn = ({ schema }: Name): boolean => schema === undefined || schema === "pg_catalog";

/** CHAR and BIT without a length would get the length 1. */
const isBare = ({ name, modifiers }: Modified): boolean => (name === "bpchar" || name === "bit") && modifiers.length === 0;

function qualified({ schema, name }: Name, quote: (name: string) => string): string {
  const unsaid = schema === undefined || schema === "pg_catalog" || (schema === "public" && quote === quoteWhereNeeded);
  return unsaid ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

function withModifiers(type: string, { name, modifiers }: Modified, say: (words: string) => string): string {
  // The fields of an interval are words before its precision: `["day to second", "3"]`.
  const fields = name === "interval" && /^[a-z]/.test(modifiers[0] ?? "") ? ` ${say(modifiers[0] ?? "")}` : "";
  const numbers = fields === "" ? modifiers : modifiers.slice(1);
  const list = numbers.length > 0 ? `(${numbers.join(",")})` : "";
  // A quoted name may have a # of its own.
  return /^[a-z]+#/i.test(type) ? type.replace("#", list) : type + fields + list;
}

/** quote_identifier() of the server: plain where it can be. */
const quoteWhereNeeded = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) && !isKeyword(name) ? name : quoteIdentifier(name));
