import type { Column, Database, DataType, Problem } from "../../model/database.js";
import type { ColumnRead, Expected, Value } from "../../model/need.js";
import { withoutDomain } from "../key-types.js";
import { bindType } from "../names/bind.js";
import { columnsOf } from "../names/expand-stars.js";
import { isRoutine } from "../names/find-object.js";
import { findTable } from "../names/lookup.js";
import { isCertain, isOpen } from "../uncertain.js";
import { invalidity, part, said, type ChangeContext } from "./change.js";
import { nameOf, takes } from "./fitting-types.js";
import { unreadable } from "./unreadable.js";

/** Why the server does not take a value where it stands, whatever the rows; undefined where the types are not surely known. */
export function unfitValue(value: Value, as: Expected, database: Database, context: ChangeContext): Problem | undefined {
  if (isOpen(database) || database.objects.some(({ kind }) => kind === "cast" || kind === "operator")) return undefined;
  if (as.kind === "united") return ununited(value, as.value, as.set, database, context);
  if (as.kind === "immutable") return value.kind === "column" ? mutableCast(value, bindType(as.to, database), as.message, database) : undefined;
  const target = expectedType(as, database);
  if (!target) return undefined;
  if (value.kind === "string") {
    const refusal = unreadable(value.text, target.type, database);
    return refusal && invalidity(refusal, "value", part(value.text));
  }
  const given = typeOf(value, database);
  if (!given || takes(given, target.type, database, context.naming) !== false) return undefined;
  const [is, of] = [given, target.type].map((type) => nameOf({ ...type, modifiers: [] }, database, context.naming));
  if (as.kind === "condition") return invalidity({ code: "42804", message: `argument of ${as.clause} must be type boolean, not type ${is}` }, "condition", part(as.clause));
  return as.kind === "assigned" ? invalidity({ code: "42804", message: `column ${said(target.name)} is of type ${of} but expression is of type ${is}` }, "column", part(target.name)) : undefined;
}

interface Target { readonly name: string; readonly type: DataType }

const BOOLEAN: DataType = { userType: undefined, schema: undefined, name: "bool", modifiers: [], array: false };

/** Types of two categories have none in common (source: select_common_type). */
function ununited(left: Value, right: Value, set: string, database: Database, { naming }: ChangeContext): Problem | undefined {
  if (left.kind === "string" || right.kind === "string") return undefined;
  const [a, b] = [typeOf(left, database), typeOf(right, database)];
  const [of, other] = [a && categoryOf(a, database), b && categoryOf(b, database)];
  if (!a || !b || of === undefined || other === undefined || of === other) return undefined;
  const [is, beside] = [a, b].map((type) => nameOf({ ...type, modifiers: [] }, database, naming));
  return invalidity({ code: "42804", message: `${set} types ${is} and ${beside} cannot be matched` }, "query", part(set));
}

function categoryOf(written: DataType, database: Database): string | undefined {
  const type = withoutDomain(written, database);
  if (type.userType !== undefined) return database.enums.some(({ id }) => id === type.userType) ? (type.array ? "array" : "enum") : undefined;
  return type.schema !== undefined && type.schema !== "pg_catalog" ? undefined : type.array ? "array" : CATEGORIES.get(type.name);
}

/** pg_type.typcategory. */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ..."int2 int4 int8 float4 float8 numeric money oid".split(" ").map((name): [string, string] => [name, "number"]),
  ..."text varchar bpchar".split(" ").map((name): [string, string] => [name, "string"]),
  ..."date time timetz timestamp timestamptz".split(" ").map((name): [string, string] => [name, "time"]),
  ["bool", "bool"], ["interval", "timespan"], ["uuid", "user"], ["json", "user"], ["jsonb", "user"], ["bytea", "user"], ["inet", "network"], ["cidr", "network"],
]);

/** A cast of a column by a function that is not immutable (source: pg_cast, and the output functions in pg_type). */
function mutableCast(value: ColumnRead, to: DataType, message: string, database: Database): Problem | undefined {
  const from = columnRead(value, database)?.type;
  if (!from || to.array || to.userType !== undefined || (to.schema !== undefined && to.schema !== "pg_catalog")) return undefined;
  const isMutable = from.array || from.userType !== undefined ? categoryOf(from, database) !== undefined && TEXTS.has(to.name) : MUTABLE[from.name]?.includes(to.name) === true;
  const isDomain = database.domains.some(({ id }) => id === from.userType);
  return isMutable && !isDomain ? invalidity({ code: "42P17", message }, "expression", part(value.path.at(-1) ?? "")) : undefined;
}

const TEXTS: ReadonlySet<string> = new Set(["text", "varchar", "bpchar"]);

const MUTABLE: Readonly<Record<string, readonly string[] | undefined>> = {
  date: ["text", "varchar", "bpchar", "timestamptz"],
  timestamp: ["text", "varchar", "bpchar", "timestamptz"],
  timestamptz: ["text", "varchar", "bpchar", "timestamp", "date", "time"],
  time: ["timetz"],
  interval: ["text", "varchar", "bpchar"],
};

function expectedType(as: Exclude<Expected, { kind: "united" | "immutable" }>, database: Database): Target | undefined {
  switch (as.kind) {
    case "type": return { name: "", type: bindType(as.type, database) };
    case "column": return columnRead(as, database);
    case "condition": return { name: "", type: BOOLEAN };
    case "assigned": {
      const table = findTable(database, { schema: as.table.at(-2), name: as.table.at(-1) ?? "" });
      if (!table || table.columnsUnknown || !isCertain(database, table)) return undefined;
      return typeof as.column === "number" ? table.columns[as.column] : table.columns.find(({ name }) => name === as.column);
    }
  }
}

function typeOf(value: Exclude<Value, { kind: "string" }>, database: Database): DataType | undefined {
  if (value.kind === "column") return columnRead(value, database)?.type;
  if (value.function !== undefined && database.objects.some(({ kind, name }) => isRoutine(kind) && name === value.function)) return undefined;
  return bindType(value.type, database);
}

/** In the innermost FROM clause, where all of it is known. */
function columnRead({ path, scopes: [scope = []] }: ColumnRead, database: Database): Pick<Column, "name" | "type"> | undefined {
  const [column = "", alias] = path.toReversed();
  if (path.length > 2) return undefined;
  const found: (Pick<Column, "name" | "type"> | undefined)[] = [];
  for (const item of scope) {
    if (alias === undefined ? item.merged !== undefined : item.alias !== alias && item.alias !== undefined) {
      if (alias === undefined) return undefined;
      continue;
    }
    if (item.alias === undefined || item.path === undefined || (alias === undefined && item.qualified === true && item.columns)) return undefined;
    if (alias === undefined && item.qualified === true) continue;
    if (!isCertain(database, { schema: item.path.at(-2), name: item.path.at(-1) ?? "" })) return undefined;
    const columns = columnsOf({ alias: item.alias, path: item.path, depth: 0 }, database);
    if (!columns) return undefined;
    found.push(...columns.filter((own) => own.column === column).map(({ source }) => source));
  }
  return found.length === 1 ? found[0] : undefined;
}
