import { findEnum } from "../../../../database/names/lookup.js";
import { findDomain } from "../../../../database/names/user-types.js";
import type { Domain } from "../../../../model/database-objects.js";
import type { TypeName } from "../../../../model/name.js";
import { sqlType } from "../../types.js";
import { literal } from "../../write/names.js";
import type { CastStep } from "../failures/casts.js";
import { liveCondition, type Meeting } from "../failures/live-rows.js";
import { isBuiltIn } from "./type-changes.js";

/** Values that a cast refuses. */
export interface CastRisk {
  readonly code: string;
  readonly why: string;
  /** Whether a value, given as SQL, is one of them; undefined: no query tells. */
  readonly condition: ((value: string) => string) | undefined;
}

/**
 * What a cast may refuse, by the rules of PostgreSQL's own casts; none where it takes every value. Nothing is claimed of casts between other types, nor
 * of dates beyond the years that a timestamp has.
 */
export function castRisks(step: CastStep, meeting: Meeting): CastRisk[] {
  const { to } = step;
  if (step.from.dimensions > 0 && to.dimensions > 0) return castRisks({ ...step, from: { ...step.from, dimensions: 0 }, to: { ...to, dimensions: 0 } }, meeting);
  // Refused whatever it holds, or text that reads as an array.
  if (step.from.dimensions > 0 || to.dimensions > 0) return [];
  const domain = isBuiltIn(to) ? undefined : findDomain(meeting.before, to);
  if (domain) return ofDomain(step, domain, meeting);
  if (isSame(step)) return narrowing(step);
  if (isString(step.from) && !isString(to)) return reading(step, meeting);
  if (!isBuiltIn(to)) return [];
  if (isString(to)) return tooLong(step, true);
  const from = step.from.name;
  if (!isBuiltIn(step.from)) return [];
  if (from === "json" && to.name === "jsonb") return [unreadable("22P05", to, "values hold characters that jsonb does not", meeting)];
  const range = INTEGERS.get(to.name);
  if (range && NUMBERS.includes(from)) return intoInteger(from, range);
  if (to.name === "numeric" && NUMBERS.includes(from)) return intoNumeric(step.from, to);
  if ((to.name === "float4" || to.name === "float8") && NUMBERS.includes(from)) {
    const fits = !["float8", "numeric"].includes(from) || (to.name === "float8" && from === "float8");
    return fits ? [] : [unreadable("22003", to, "values are out of its range", meeting)];
  }
  return [];
}

const STRINGS = ["text", "varchar", "bpchar", "citext", "name"];
const NUMBERS = ["int2", "int4", "int8", "float4", "float8", "numeric"];
interface IntegerType {
  readonly rank: number;
  readonly digits: number;
  readonly least: string;
  readonly most: string;
  /** The first one that is too large. */
  readonly over: string;
}
const INTEGERS: ReadonlyMap<string, IntegerType> = new Map([
  ["int2", { rank: 0, digits: 5, least: "-32768", most: "32767", over: "32768" }],
  ["int4", { rank: 1, digits: 10, least: "-2147483648", most: "2147483647", over: "2147483648" }],
  ["int8", { rank: 2, digits: 19, least: "-9223372036854775808", most: "9223372036854775807", over: "9223372036854775808" }],
]);

const isString = ({ name, schema, dimensions }: TypeName): boolean => dimensions === 0 && STRINGS.includes(name) && (name === "citext" || schema === undefined || schema === "pg_catalog");
const isSame = ({ from, to }: CastStep): boolean => from.name === to.name && (from.schema ?? "pg_catalog") === (to.schema ?? "pg_catalog");

/** The same type with another length or precision. */
function narrowing(step: CastStep): CastRisk[] {
  switch (step.to.name) {
    case "varchar":
    case "bpchar":
    case "bit":
    case "varbit": return tooLong(step, false);
    case "numeric": return intoNumeric(step.from, step.to);
    default: return [];
  }
}

/** An assignment refuses what is too long, but for blanks at the end; a cast that is written cuts it. */
function tooLong({ from, to, explicit }: CastStep, converted: boolean): CastRisk[] {
  const [modifier] = to.modifiers;
  if (explicit || modifier === undefined) return [];
  const length = Number(modifier);
  if (to.name === "bit") return from.modifiers[0] === modifier && !converted ? [] : [{ code: "22026", why: `values have another length than ${length}`, condition: (value) => `length(${value}) <> ${length}` }];
  const was = ["varchar", "bpchar", "varbit"].includes(from.name) ? Number(from.modifiers[0] ?? Infinity) : Infinity;
  if (was <= length) return [];
  const digits = INTEGERS.get(from.name)?.digits;
  if (digits !== undefined && length > digits) return [];
  if ((from.name === "uuid" && length >= 36) || (from.name === "bool" && length >= 5)) return [];
  return [{ code: "22001", why: `values are longer than ${length}`, condition: (value) => (to.name === "varbit" ? `length(${value}) > ${length}` : `char_length(rtrim(${value}::text, ' ')) > ${length}`) }];
}

/** Other numbers are rounded first. Of numeric, NaN and infinity are refused with another code. */
function intoInteger(from: string, { rank, least, most, over }: IntegerType): CastRisk[] {
  const was = INTEGERS.get(from);
  if (was && was.rank <= rank) return [];
  const condition = (value: string): string => {
    if (was) return `${value} NOT BETWEEN ${least} AND ${most}`;
    if (from === "numeric") return `round(${value}) NOT BETWEEN ${least} AND ${most} AND ${value}::text NOT IN ('NaN', 'Infinity', '-Infinity')`;
    return `NOT (round(${value}::float8) >= ${least} AND round(${value}::float8) < ${over})`;
  };
  return [{ code: "22003", why: "values are out of its range", condition }];
}

function intoNumeric(from: TypeName, to: TypeName): CastRisk[] {
  const [precision, scale = 0] = to.modifiers.map(Number);
  if (precision === undefined) return [];
  const whole = precision - scale;
  const digits = INTEGERS.get(from.name)?.digits;
  if (digits !== undefined && whole >= digits) return [];
  if (from.name === "numeric" && from.modifiers.length > 0) {
    const [was = 0, wasScale = 0] = from.modifiers.map(Number);
    // Rounding may carry into one digit more.
    if (was - wasScale < whole || (was - wasScale === whole && wasScale <= scale)) return [];
  }
  return [{ code: "22003", why: `values have more than ${whole} digits before the point`, condition: (value) => `abs(round(${value}::numeric, ${scale})) >= 1e${whole} AND ${value}::text <> 'NaN'` }];
}

/** Codes of the input functions, those of values that are no such thing first. */
const INPUT_CODES: readonly (readonly [types: readonly string[], codes: readonly string[]])[] = [
  [["int2", "int4", "int8", "numeric", "float4", "float8", "oid", "money"], ["22P02", "22003"]],
  [["bool", "uuid", "json", "inet", "cidr", "macaddr", "macaddr8", "point", "box", "path", "polygon", "circle", "pg_lsn"], ["22P02"]],
  [["jsonb"], ["22P02", "22P05"]],
  [["date", "timestamp", "timestamptz", "time", "timetz"], ["22007", "22008"]],
];

/** Text that is read as a value of another type. */
function reading(step: CastStep, meeting: Meeting): CastRisk[] {
  const { to } = step;
  const type = isBuiltIn(to) ? undefined : findEnum(meeting.before, to);
  if (type) {
    const labels = type.values.map(({ label }) => label);
    const gone = step.labels?.filter((label) => !labels.includes(label));
    if (gone?.length === 0) return [];
    const why = gone ? `values are ${gone.map((label) => `'${label}'`).join(", ")}, which the new enum does not have` : "values are none of the enum's";
    const list = labels.map(literal).join(", ");
    return [{ code: "22P02", why, condition: (value) => (list === "" ? `${value} IS NOT NULL` : `${value} NOT IN (${list})`) }];
  }
  const codes = isBuiltIn(to) ? INPUT_CODES.find(([types]) => types.includes(to.name))?.[1] : undefined;
  return codes?.map((code, at) => unreadable(code, to, at === 0 ? `values are no ${sqlType(to)}` : "values are out of its range", meeting)) ?? [];
}

/** pg_input_is_valid and its like are there since PostgreSQL 16. */
function unreadable(code: string, to: TypeName, why: string, { version }: Meeting): CastRisk {
  const condition = (value: string): string => `(pg_input_error_info(${value}::text, ${literal(sqlType(to))})).sql_error_code = ${literal(code)}`;
  return { code, why, condition: version !== undefined && version >= 16 ? condition : undefined };
}

/** What its base type refuses, then what its own constraints do. */
function ofDomain(step: CastStep, domain: Domain, meeting: Meeting): CastRisk[] {
  const base: TypeName = { schema: domain.type.schema, name: domain.type.name, modifiers: domain.type.modifiers, dimensions: domain.type.array ? 1 : 0 };
  const refused = castRisks({ ...step, to: base }, meeting);
  const cast = (value: string): string => `(${value})::${sqlType(base)}`;
  const checks = domain.checks.map((check): CastRisk => {
    const condition = liveCondition(check.expression, meeting);
    const told = condition !== undefined && refused.length === 0;
    return { code: "23514", why: `values violate ${check.name}`, condition: told ? (value) => `(SELECT NOT (${condition}) FROM (SELECT ${cast(value)} AS value) AS checked)` : undefined };
  });
  const nulls: CastRisk[] = domain.notNull ? [{ code: "23502", why: "rows hold NULL in it", condition: (value) => `${value} IS NULL` }] : [];
  return [...refused, ...checks, ...nulls];
}
