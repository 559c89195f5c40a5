import type { Column, Database, DataType, Index, ObjectId, Table } from "../../../../model/database.js";
import type { Environment } from "../../../../model/environment.js";
import type { TypeName } from "../../../../model/name.js";
import type { AlterColumnType } from "../../../../model/operation.js";
import { bindType, refersTo } from "../../../../database/names/bind.js";
import { sameArguments } from "../../../../database/names/find-object.js";
import { currentType } from "../../../../database/render.js";
import { isBuiltInType } from "../../parse/types.js";
import { parseCasts } from "./chain.js";
import { behindDomain } from "./domain-types.js";

/** What ALTER COLUMN TYPE makes of one table. */
export interface TypeChange {
  /** The rows are written anew (source: ATColumnChangeRequiresRewrite). */
  readonly heap: boolean;
  /** Indexes that are built anew although the rows stay (source: CheckIndexCompatible). */
  readonly indexes: readonly Index[];
  /** Comparisons are others than before, so foreign keys over it are checked again. */
  readonly comparesAnew: boolean;
}

export function typeChange(operation: AlterColumnType, table: Table, column: Column, before: Database, environment: Environment): TypeChange {
  const now = (type: TypeName): TypeName => stored(bindType(type, before), before);
  // A value of a domain has no length of its own: the server forgets that of the type behind it.
  const was = behindDomain(column.type, before) ? { ...stored(column.type, before), modifiers: [] } : stored(column.type, before);
  const to = now(operation.type);
  const casts = operation.using === undefined ? [] : parseCasts(operation.using.sql, column.name);
  const utc = isUtc(before, environment);
  let heap = casts === undefined || [...casts, operation.type].some((type) => behindDomain(bindType(type, before), before)?.constrained && bindType(type, before).userType !== column.type.userType);
  let from = was;
  for (const next of [...(casts ?? []).map(now), to]) {
    heap ||= hasSameBytes(from, next, before) ? next.modifiers.length > 0 : changesValues(from, next, utc);
    from = next;
  }
  const comparesAnew = operatorFamily(was) !== operatorFamily(to);
  // Of an array GIN stores the elements, whose type is never the column's (source: CheckIndexCompatible).
  const elements = to.dimensions > 0;
  const collates = (column.collation?.name ?? "default") !== (operation.collation?.name ?? "default");
  return { heap, comparesAnew, indexes: heap ? table.indexes : table.indexes.filter((index) => isRebuilt(index, table, column.id, comparesAnew || (elements && index.method === "gin"), collates)) };
}

/** Of a domain the type behind it. */
const stored = (type: DataType, before: Database): TypeName => currentType(behindDomain(type, before)?.type ?? type, before);

/** Names of objects that are stored as their numbers. */
const OID_NAMES = ["regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc", "regprocedure", "regrole", "regtype"];

/** Casts whose values have the same bytes on both sides: pg_cast.castmethod = 'b', those of citext too. */
const BINARY_COERCIBLE: ReadonlySet<string> = new Set([
  "text>varchar", "text>bpchar", "varchar>text", "varchar>bpchar", "cidr>inet", "bit>varbit", "varbit>bit", "xml>text", "xml>varchar", "xml>bpchar",
  "int4>oid", "oid>int4", ...OID_NAMES.flatMap((name) => [`oid>${name}`, `${name}>oid`, `int4>${name}`, `${name}>int4`]), "regproc>regprocedure", "regprocedure>regproc", "regoper>regoperator", "regoperator>regoper", "citext>text", "citext>varchar", "citext>bpchar", "text>citext", "varchar>citext",
]);

/** By a cast of the user's own. */
const hasSameBytes = (from: TypeName, to: TypeName, database: Database): boolean =>
  from.dimensions === 0 && to.dimensions === 0 && database.objects.some(({ kind, arguments: types, definitions: [made] }) => kind === "cast" && made !== undefined && /\bWITHOUT\s+FUNCTION\b/i.test(made.sql) && sameArguments(types, [from, to], database));

function changesValues(from: TypeName, to: TypeName, utc: boolean): boolean {
  if (isSame(from, to)) return changesModifiers(from, to);
  if (from.dimensions > 0 || to.dimensions > 0) return true;
  if (BINARY_COERCIBLE.has(`${from.name}>${to.name}`) && [from, to].every((type) => isBuiltIn(type) || type.name === "citext")) return to.modifiers.length > 0;
  const zones = (from.name === "timestamp" && to.name === "timestamptz") || (from.name === "timestamptz" && to.name === "timestamp");
  // After the change of type nothing is known of the precision, so that only the full one needs no rounding.
  return !(zones && utc && (to.modifiers[0] ?? "6") === "6");
}

/** Same type: whether the length coercion can do anything (source: the support functions varchar_support, numeric_support, TemporalSimplify, …). */
function changesModifiers(from: TypeName, to: TypeName): boolean {
  if (to.modifiers.length === 0 || from.modifiers.join() === to.modifiers.join()) return false;
  // Element by element, which is never left out.
  if (to.dimensions > 0) return true;
  const [was, wasScale = 0] = from.modifiers.map(Number);
  const [is = 0, isScale = 0] = to.modifiers.map(Number);
  switch (to.name) {
    case "varchar":
    case "varbit": return was === undefined || is < was;
    case "numeric": return was === undefined || is < was || isScale !== wasScale;
    case "time":
    case "timetz":
    case "timestamp":
    case "timestamptz": return is < 6 && (was === undefined || is < was);
    case "interval": return lowestField(to) > lowestField(from) || secondsDigits(to) < secondsDigits(from);
    default: return true;
  }
}

const FIELDS = ["second", "minute", "hour", "day", "month", "year"];

/** Of `interval day to minute`: what is smaller than minutes is cut. */
function lowestField({ modifiers: [fields = ""] }: TypeName): number {
  return Math.max(0, FIELDS.findIndex((field) => fields.endsWith(field)));
}

const secondsDigits = ({ modifiers }: TypeName): number => Math.min(6, Number(modifiers.findLast((modifier) => /^\d+$/.test(modifier)) ?? 6));

function isSame(one: TypeName, other: TypeName): boolean {
  return operatorFamily(one) === operatorFamily(other) && one.name === other.name;
}

export const isBuiltIn = ({ schema, name }: TypeName): boolean => (schema === undefined || schema === "pg_catalog") && isBuiltInType([name]);

const COMPARED_AS: ReadonlyMap<string, string> = new Map([["varchar", "text"], ["cidr", "inet"]]);

/** Types with one name here are compared by the same operators, and indexes over them have the same operator class. */
function operatorFamily(type: TypeName): string {
  if (type.dimensions > 0) return `${operatorFamily({ ...type, dimensions: 0 })}[]`;
  if (isBuiltIn(type)) return COMPARED_AS.get(type.name) ?? type.name;
  // A type of an extension may be named with its schema or without.
  return `${type.schema ?? "public"}.${type.name}`;
}

function isRebuilt(index: Index, table: Table, column: ObjectId, comparesAnew: boolean, collates: boolean): boolean {
  if (!isOver(index, table, column)) return false;
  // The parts of a partitioned index are always built anew (source: TryReuseIndex).
  if (table.partitionBy !== undefined) return true;
  // Expressions and predicates are never compared, only made again.
  if (index.predicate || index.keys.some((key) => key.expression)) return true;
  if (index.keys.length === 0) return comparesAnew || collates;
  return index.keys.some((key) => key.column === column && (comparesAnew || (collates && key.collation === undefined)));
}

/** An exclusion constraint's index has its columns in the constraint. */
function isOver(index: Index, table: Table, column: ObjectId): boolean {
  const exclusion = table.constraints.find((constraint) => constraint.kind === "exclusion" && constraint.index === index.id);
  if (exclusion?.kind === "exclusion" && refersTo(exclusion.elements, column)) return true;
  return index.include.includes(column) || refersTo(index.predicate, column) || index.keys.some((key) => key.column === column || refersTo(key.expression, column));
}

/** Zones in which local time is universal time, always. Not known: not UTC. */
const UTC = /^'?(?:(?:Etc\/)?(?:UTC|GMT|UCT|Universal|Zulu|Greenwich|GMT[+-]?0)|[+-]?0+(?::00)?)'?$/i;

function isUtc(before: Database, { timeZone }: Environment): boolean {
  const set = before.settings.findLast(({ name }) => name === "timezone");
  const zone = set ? set.values[0] : timeZone.value;
  return zone !== undefined && UTC.test(zone);
}
