import type { Column, Database, DataType, Refusal } from "../../model/database.js";
import type { CastKind, Naming, Operand } from "../../model/dialect.js";
import type { Expression } from "../../model/name.js";
import { withoutDomain } from "../key-types.js";
import { currentType } from "../render.js";
import { isOpen } from "../uncertain.js";
import { said, type ChangeContext } from "../apply/change.js";
import { unreadable } from "./unreadable.js";

/** Why ALTER COLUMN TYPE is refused whatever the rows: first the column has to become the type by itself, then its default. */
export function refusedType(column: Column, type: DataType, automatic: boolean, database: Database, { naming }: ChangeContext): Refusal | undefined {
  if (column.generated) return undefined;
  const refuse = (what: string): Refusal => ({ code: "42804", message: `${what} cannot be cast automatically to type ${nameOf(type, database, naming)}` });
  if (automatic && takes(column.type, type, database, naming) === false) return refuse(`column ${said(column.name)}`);
  const given = column.default && !column.identity ? (column.default.casts[0] ?? typeOf(column.default.sql, column.type)) : undefined;
  return given && takes(given, type, database, naming) === false ? refuse(`default for column ${said(column.name)}`) : undefined;
}

/** Why a column cannot have a default. */
export function refusedDefault(column: string, { sql }: Expression, type: DataType, database: Database, { naming }: ChangeContext): Refusal | undefined {
  const text = stringIn(sql);
  if (text !== undefined) return unreadable(text, type, database);
  const given = typeOf(sql, type);
  if (!given || takes(given, type, database, naming) !== false) return undefined;
  return { code: "42804", message: `column ${said(column)} is of type ${nameOf(type, database, naming)} but default expression is of type ${naming.typeName(given)}` };
}

/** Whether a column takes values of another type without a cast; casts of one's own may say otherwise. */
export function takes(from: DataType, to: DataType, database: Database, naming: Naming): boolean | undefined {
  const kind = castKind(from, to, database, naming);
  return kind && kind !== "explicit" && kind !== "none";
}

/** undefined where casts of one's own or types that are not known well have a say. */
export function castKind(from: DataType, to: DataType, database: Database, naming: Naming): CastKind | undefined {
  if (isOpen(database) || database.objects.some(({ kind }) => kind === "cast")) return undefined;
  const [a, b] = [operandOf(from, database), operandOf(to, database)];
  return a && b && naming.castKind(a, b);
}

/** What operators and casts see of a type; undefined for what is neither the server's own nor an enum. */
export function operandOf(written: DataType, database: Database): Operand | undefined {
  const { userType, schema, name, array } = withoutDomain(written, database);
  if (userType !== undefined) return database.enums.some(({ id }) => id === userType) ? { name: "", array, enumeration: userType } : undefined;
  return schema === undefined || schema === "pg_catalog" ? { name, array } : undefined;
}

export function nameOf(type: DataType, database: Database, { typeName }: Naming): string {
  const { schema, name } = currentType(type, database);
  return typeName({ schema: type.userType === undefined ? undefined : schema, name, modifiers: [], array: type.array });
}

const builtIn = (name: string): DataType => ({ userType: undefined, schema: undefined, name, modifiers: [], array: false });

/** The type that an expression has by itself, where it is a constant or one of the usual calls; that of a string is its column's. */
function typeOf(sql: string, column: DataType): DataType | undefined {
  const text = bare(sql);
  if (stringIn(text) !== undefined) return { ...column, modifiers: [] };
  if (/^-?\d+$/.test(text)) return Math.abs(Number(text)) < 2 ** 31 ? builtIn("int4") : Math.abs(Number(text)) < 2 ** 62 ? builtIn("int8") : undefined;
  if (/^-?(?:\d+\.\d*|\.\d+)$/.test(text)) return builtIn("numeric");
  if (/^(?:true|false)$/i.test(text)) return builtIn("bool");
  if (/^(?:now\s*\(\s*\)|current_timestamp(?:\s*\(\s*\d\s*\))?)$/i.test(text)) return builtIn("timestamptz");
  if (/^gen_random_uuid\s*\(\s*\)$/i.test(text)) return builtIn("uuid");
  return /^nextval\s*\(\s*'(?:[^']|'')*'(?:\s*::\s*regclass)?\s*\)$/i.test(text) ? builtIn("int8") : undefined;
}

/** Without the blanks and parentheses around it. */
function bare(sql: string): string {
  const text = sql.trim();
  return /^\([^()]*\)$/.test(text) ? bare(text.slice(1, -1)) : text;
}

/** The value of a plain string constant. */
function stringIn(sql: string): string | undefined {
  return /^'((?:[^']|'')*)'$/.exec(bare(sql))?.[1]?.replaceAll("''", "'");
}
