import type { Database, DataType, Problem } from "../../model/database.js";
import type { Naming } from "../../model/dialect.js";
import type { Common, Expected, Operated, Value } from "../../model/need.js";
import { bindType } from "../names/bind.js";
import { isRoutine } from "../names/find-object.js";
import { findTable } from "../names/lookup.js";
import { isCertain, isOpen } from "../uncertain.js";
import { invalidity, part, said, type ChangeContext } from "../apply/change.js";
import { columnRead } from "./column-read.js";
import { castKind, nameOf, operandOf, takes } from "./fitting-types.js";
import { unreadable } from "./unreadable.js";

/** Why the server does not take a value where it stands, whatever the rows; undefined where the types are not surely known. */
export function unfitValue(value: Value, as: Expected, database: Database, context: ChangeContext): Problem | undefined {
  if (value.kind === "null" || isOpen(database) || database.objects.some(({ kind }) => kind === "cast" || kind === "operator")) return undefined;
  switch (as.kind) {
    case "united": return ununited(value, as.value, as.set, database, context);
    case "immutable": return mutableCast(value, bindType(as.to, database), as.message, database, context);
    case "cast": return impossibleCast(value, bindType(as.type, database), database, context);
    case "matched": return value.kind === "common" ? unmatched(value, database, context) : undefined;
    case "using": return unfitForUsing(value, as.column, bindType(as.type, database), database, context);
    case "operated": return value.kind === "operation" ? missingOperator(value, database, context) : undefined;
    default: return unfit(value, as, database, context);
  }
}

type Taken = Exclude<Expected, { kind: "united" | "immutable" | "cast" | "operated" | "matched" | "using" }>;

function unfit(value: Value, as: Taken, database: Database, context: ChangeContext): Problem | undefined {
  const target = expectedType(as, database);
  if (!target) return undefined;
  if (value.kind === "string") {
    const refusal = unreadable(value.text, target.type, database);
    return refusal && invalidity(refusal, "value", part(value.text));
  }
  const given = typeOf(value, database, context);
  if (!given || takes(given, target.type, database, context.naming) !== false) return undefined;
  const [is, of] = [given, target.type].map((type) => bareName(type, database, context));
  if (as.kind === "condition") return invalidity({ code: "42804", message: `argument of ${as.clause} must be type boolean, not type ${is}` }, "condition", part(as.clause));
  return as.kind === "assigned" ? invalidity({ code: "42804", message: `column ${said(target.name)} is of type ${of} but expression is of type ${is}` }, "column", part(target.name)) : undefined;
}

interface Target { readonly name: string; readonly type: DataType }

const BOOLEAN: DataType = { userType: undefined, schema: undefined, name: "bool", modifiers: [], array: false };

/** Types of two categories have none in common (source: select_common_type). */
function ununited(left: Value, right: Value, set: string, database: Database, context: ChangeContext): Problem | undefined {
  const [a, b] = [typeOf(left, database, context), typeOf(right, database, context)];
  const [of, other] = [a, b].map((type) => type && operandOf(type, database)).map((type) => type && context.naming.categoryOf(type));
  if (!a || !b || of === undefined || other === undefined || of === other) return undefined;
  return invalidity({ code: "42804", message: `${set} types ${bareName(a, database, context)} and ${bareName(b, database, context)} cannot be matched` }, "query", part(set));
}

/** A cast by a function that is not immutable. */
function mutableCast(value: Value, to: DataType, message: string, database: Database, context: ChangeContext): Problem | undefined {
  const from = typeOf(value, database, context);
  const [given, wanted] = [from && operandOf(from, database), operandOf(to, database)];
  const isDomain = [from, to].some((type) => database.domains.some(({ id }) => id === type?.userType));
  return given && wanted && !isDomain && context.naming.isMutableCast(given, wanted) ? invalidity({ code: "42P17", message }, "expression", part(nameOf(to, database, context.naming))) : undefined;
}

function impossibleCast(value: Value, to: DataType, database: Database, context: ChangeContext): Problem | undefined {
  const from = typeOf(value, database, context);
  if (!from || castKind(from, to, database, context.naming) !== "none") return undefined;
  return invalidity({ code: "42846", message: `cannot cast type ${bareName(from, database, context)} to ${bareName(to, database, context)}` }, "type", part(nameOf(to, database, context.naming)));
}

function unfitForUsing(value: Value, column: string, to: DataType, database: Database, context: ChangeContext): Problem | undefined {
  const given = typeOf(value, database, context);
  if (!given || takes(given, to, database, context.naming) !== false) return undefined;
  return invalidity({ code: "42804", message: `result of USING clause for column ${said(column)} cannot be cast automatically to type ${bareName(to, database, context)}` }, "column", part(column));
}

/** Of types of one category a common one is looked for; it is not known which two the server names then (source: select_common_type). */
function unmatched({ of, what }: Common, database: Database, context: ChangeContext): Problem | undefined {
  const types = of.map((value) => sideOf(value, database, context)).filter((type) => type !== "unknown");
  const [first, ...others] = types;
  for (const other of others) {
    if (!first || !other) return undefined;
    if (isSameType(first, other)) continue;
    const [a, b] = [first, other].map((type) => operandOf(type, database)).map((type) => type && context.naming.categoryOf(type));
    if (a === undefined || b === undefined || a === b) return undefined;
    return invalidity({ code: "42804", message: `${what} types ${bareName(first, database, context)} and ${bareName(other, database, context)} cannot be matched` }, "expression", part(what));
  }
  return undefined;
}

const isSameType = (a: DataType, b: DataType): boolean => a.userType === b.userType && a.schema === b.schema && a.name === b.name && a.array === b.array;

const BUILT_IN = { userType: undefined, schema: undefined, modifiers: [] };

/** Constants of no type are text if nothing else is beside them. */
function commonType({ of }: Common, database: Database, context: ChangeContext): DataType | undefined {
  const types = of.map((value) => sideOf(value, database, context));
  const [first, ...others] = types.filter((type) => type !== "unknown");
  if (types.every((type) => type === "unknown")) return { ...BUILT_IN, name: "text", array: false };
  return first && others.every((other) => other && isSameType(first, other)) ? { ...first, modifiers: [] } : undefined;
}

function missingOperator(value: Operated, database: Database, context: ChangeContext): Problem | undefined {
  const sides = sidesOf(value, database, context);
  if (!sides || operate(value.operator, sides, database, context) !== "none") return undefined;
  const words = [sides.left && saidOf(sides.left, database, context), value.operator, saidOf(sides.right, database, context)].filter((word) => word !== undefined).join(" ");
  return invalidity({ code: "42883", message: `operator does not exist: ${words}` }, "operator", part(value.operator));
}

type Side = DataType | "unknown";
interface Sides { readonly left: Side | undefined; readonly right: Side }

/** undefined where a type is not known. */
function sidesOf({ left, right, elements }: Operated, database: Database, context: ChangeContext): Sides | undefined {
  const [a, b] = [left && sideOf(left, database, context), sideOf(right, database, context)];
  if ((left && !a) || !b) return undefined;
  if (elements !== true || b === "unknown") return { left: a, right: b };
  return b.array ? { left: a, right: { ...b, array: false } } : undefined;
}

const sideOf = (value: Value, database: Database, context: ChangeContext): Side | undefined => (value.kind === "string" || value.kind === "null" ? "unknown" : typeOf(value, database, context));

function operate(operator: string, { left, right }: Sides, database: Database, { naming }: ChangeContext): ReturnType<Naming["operate"]> {
  const [a, b] = [left, right].map((side) => (side === undefined || side === "unknown" ? side : operandOf(side, database)));
  if ((left && !a) || !b) return undefined;
  return naming.operate(operator, a, b, database.extensions.map(({ name }) => name));
}

const saidOf = (side: Side, database: Database, context: ChangeContext): string => (side === "unknown" ? side : bareName(side, database, context));

const bareName = (type: DataType, database: Database, { naming }: ChangeContext): string => nameOf({ ...type, modifiers: [] }, database, naming);

function expectedType(as: Taken, database: Database): Target | undefined {
  switch (as.kind) {
    case "type": return { name: "", type: bindType(as.type, database) };
    case "column": return columnRead(as, database)?.source;
    case "condition": return { name: "", type: BOOLEAN };
    case "assigned": {
      const table = findTable(database, { schema: as.table.at(-2), name: as.table.at(-1) ?? "" });
      if (!table || table.columnsUnknown || !isCertain(database, table)) return undefined;
      return typeof as.column === "number" ? table.columns[as.column] : table.columns.find(({ name }) => name === as.column);
    }
  }
}

function typeOf(value: Value, database: Database, context: ChangeContext): DataType | undefined {
  switch (value.kind) {
    case "string":
    case "null": return undefined;
    case "column": return columnRead(value, database)?.source?.type;
    case "typed": return value.function !== undefined && database.objects.some(({ kind, name }) => isRoutine(kind) && name === value.function) ? undefined : bindType(value.type, database);
    case "common": return commonType(value, database, context);
    case "operation": {
      const sides = sidesOf(value, database, context);
      const result = sides && operate(value.operator, sides, database, context);
      return result === undefined || result === "none" ? undefined : { ...BUILT_IN, name: result.name, array: result.array };
    }
  }
}
