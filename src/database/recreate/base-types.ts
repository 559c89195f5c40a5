import type { BoundExpression, Database, ObjectId } from "../../model/database.js";
import type { BaseType, RangeType } from "../../model/database-objects.js";
import type { Operation } from "../../model/operation.js";
import { isOwnFamily } from "../apply/operator-classes.js";
import { targets } from "../names/bind.js";
import { toExpression } from "../render.js";
import { nameAt, NOWHERE } from "./nowhere.js";
import { needsOfObject, type Unit } from "./order.js";

type Quote = (name: string) => string;

/** Types whose functions have them in their signatures, and these functions: base types, ranges with a canonical function. */
export const typesInCircle = (database: Database): ReadonlyMap<ObjectId, ReadonlySet<ObjectId>> =>
  new Map([...database.baseTypes.map(({ id, options = [] }) => ({ id, options })), ...database.ranges.map(({ id, parameters }) => ({ id, options: parameters }))].flatMap(({ id, options }) => {
    const functions = new Set(options.flatMap(({ value }: { readonly value: BoundExpression }) => targets(value)).filter((target) => database.objects.some((object) => object.id === target && needsOfObject(object).includes(id))));
    return functions.size === 0 ? [] : [[id, functions] as const];
  }));

/** A shell first, so that its functions can be made, then the type, of which all others wait. */
export function withShells(units: readonly Unit[], database: Database): Unit[] {
  const circles = typesInCircle(database);
  if (circles.size === 0) return [...units];
  const isInCircle = (unit: Unit, id: ObjectId): boolean => unit.id === id || circles.get(id)?.has(unit.id) === true;
  return units.flatMap((unit): Unit[] => {
    const needs = unit.needs.flatMap((id) => (circles.has(id) && !isInCircle(unit, id) ? [id, whole(id)] : [id]));
    const type = circles.has(unit.id) ? [...database.baseTypes, ...database.ranges].find(({ id }) => id === unit.id) : undefined;
    if (!type) return [{ ...unit, needs }];
    const shell: Operation = { kind: "createBaseType", span: NOWHERE, name: nameAt(type), options: undefined };
    return [{ id: unit.id, needs: [], operations: () => [shell] }, { ...unit, id: whole(unit.id), needs }];
  });
}

/** What its subtype is sorted by too, which it does not have to name. */
export function needsOfRange({ parameters }: RangeType, { objects }: Database): readonly ObjectId[] {
  const named = parameters.flatMap(({ value }) => targets(value));
  const classes = objects.filter(({ kind, definitions }) => kind === "operator class" && definitions.some((definition) => targets(definition).some((id) => named.includes(id))));
  const families = objects.filter((family) => classes.some((object) => isOwnFamily(family, object)));
  return [...named, ...[...families, ...classes].map(({ id }) => id)];
}

const whole = (id: ObjectId): ObjectId => `whole ${id}`;

export const createBaseType = (type: BaseType, database: Database, quote: Quote): Operation =>
  ({ kind: "createBaseType", span: NOWHERE, name: nameAt(type), options: type.options?.map(({ name, value }) => ({ name, value: toExpression(value, database, quote) })) });
