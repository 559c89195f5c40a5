import type { BoundExpression, Column, Constraint, Database, DataType, ObjectId, Table, View } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Operation } from "../../model/operation.js";

/** Something that is made as one, after what it needs. */
export interface Unit {
  readonly id: ObjectId;
  readonly needs: readonly ObjectId[];
  readonly operations: () => readonly Operation[];
}

const ofType = (type: DataType): readonly ObjectId[] => (type.userType === undefined ? [] : [type.userType]);
const of = (expression: BoundExpression | undefined): readonly ObjectId[] => (expression ? [...expression.references.map(({ target }) => target), ...expression.casts.flatMap(ofType)] : []);

/** What must be there when the table is made, without what comes to it later: foreign keys, indexes. */
export function needsOfTable(table: Table): readonly ObjectId[] {
  return [
    ...(table.partitionOf ? [table.partitionOf.parent] : []),
    ...table.inherits,
    ...table.columns.flatMap(needsOfColumn),
    ...table.constraints.flatMap(ofConstraint),
  ];
}

export const needsOfColumn = (column: Column): readonly ObjectId[] => [...ofType(column.type), ...of(column.default), ...of(column.generated?.expression)];

const ofConstraint = (constraint: Constraint): readonly ObjectId[] => (constraint.kind === "check" ? of(constraint.expression) : []);

export const needsOfObject = (object: DatabaseObject): readonly ObjectId[] => [...object.arguments.flatMap(ofType), ...object.definitions.flatMap(of)].filter((id) => id !== object.id);

export function needsOfTypes({ domains, composites }: Database): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const needs = new Map<ObjectId, readonly ObjectId[]>();
  for (const domain of domains) needs.set(domain.id, [...ofType(domain.type), ...of(domain.default), ...domain.checks.flatMap((check) => of(check.expression))]);
  for (const type of composites) needs.set(type.id, type.attributes.flatMap((attribute) => ofType(attribute.type)));
  return needs;
}

/** Views that functions or columns need, which are therefore made before the others. */
export function earlyViews(database: Database): readonly View[] {
  const wanted = new Set(database.objects.filter(({ on }) => on === undefined).flatMap(needsOfObject));
  const early: View[] = [];
  for (const view of database.views.toReversed()) {
    if (!wanted.has(view.id)) continue;
    early.unshift(view);
    for (const id of view.dependsOn) wanted.add(id);
  }
  return early;
}

/** Each after those that it needs, otherwise in the order given. */
export function inOrder<T extends { readonly id: ObjectId }>(objects: readonly T[], needs: (object: T) => readonly ObjectId[]): T[] {
  const left = new Map(objects.map((object) => [object.id, object]));
  const ordered: T[] = [];
  const place = (object: T): void => {
    left.delete(object.id);
    for (const id of needs(object)) {
      const needed = left.get(id);
      if (needed) place(needed);
    }
    ordered.push(object);
  };
  for (const object of objects) if (left.has(object.id)) place(object);
  return ordered;
}
