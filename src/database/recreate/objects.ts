import type { Database, DataType, ObjectId, View } from "../../model/database.js";
import type { Attribute, CompositeType, DatabaseObject, Domain, DomainCheck, StoredComment } from "../../model/database-objects.js";
import type { Name, TypeName } from "../../model/name.js";
import type { AttributeDefinition, Comment, DomainCheckDefinition } from "../../model/operation-objects.js";
import type { Operation } from "../../model/operation.js";
import { belongsToTable, hasArguments } from "../names/find-object.js";
import { viewColumnName } from "../names/lookup.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { currentType, toExpression } from "../render.js";

type Quote = (name: string) => string;

export function createDomain(domain: Domain, database: Database, quote: Quote): Operation[] {
  const check = ({ name, expression, validated }: DomainCheck): DomainCheckDefinition => ({ name: identifier(name), expression: toExpression(expression, database, quote), notValid: !validated });
  return [
    {
      kind: "createDomain",
      span: NOWHERE,
      name: nameAt(domain),
      type: currentType(domain.type, database),
      collation: domain.collation,
      notNull: domain.notNull,
      default: domain.default && toExpression(domain.default, database, quote),
      checks: domain.checks.filter(({ validated }) => validated).map(check),
    },
    ...domain.checks.filter(({ validated }) => !validated).map((late): Operation => ({ kind: "alterDomain", span: NOWHERE, name: nameAt(domain), change: { kind: "addCheck", check: check(late) } })),
  ];
}

export function createComposite(type: CompositeType, database: Database): Operation {
  const attribute = ({ name, type: of, collation }: Attribute): AttributeDefinition => ({ name: identifier(name), type: currentType(of, database), collation });
  return { kind: "createComposite", span: NOWHERE, name: nameAt(type), attributes: type.attributes.map(attribute) };
}

/** What made the object and what changed it; nothing when what it is on is gone or temporary. */
export function createObject(object: DatabaseObject, database: Database, quote: Quote): Operation[] {
  const owner = object.on === undefined ? undefined : ownerOf(object.on, database);
  if (object.on !== undefined && (!owner || owner.schema === "pg_temp")) return [];
  const on = belongsToTable(object.kind) && owner ? nameAt(owner) : undefined;
  const which = { span: NOWHERE, object: object.kind, name: nameAt({ schema: object.schema, name: object.name }), on, arguments: argumentsOf(object, database), ...(object.of !== undefined && { of: object.of }) };
  const operations = object.definitions.map((bound, at): Operation => {
    const definition = toExpression(bound, database, quote);
    return at === 0 ? { kind: "createObject", ...which, replace: false, ifNotExists: false, definition } : { kind: "alterObject", ...which, definition };
  });
  if (object.firing === "origin" || !on || (object.kind !== "trigger" && object.kind !== "rule")) return operations;
  return [...operations, { kind: "setObjectFiring", span: NOWHERE, object: object.kind, table: on, name: identifier(object.name), firing: object.firing }];
}

const argumentsOf = (object: DatabaseObject, database: Database): readonly TypeName[] | undefined =>
  hasArguments(object.kind) ? object.arguments.map((type: DataType) => currentType(type, database)) : undefined;

/** The table, view or foreign table that a trigger, a policy or a rule is on. */
export const ownerOf = (id: ObjectId, database: Database): (Name & { readonly schema: string }) | undefined => database.tables.find((table) => table.id === id) ?? database.views.find((view) => view.id === id)
  ?? database.objects.flatMap((object) => (object.id === id && object.schema !== undefined ? [{ schema: object.schema, name: object.name }] : []))[0];

export function settings(database: Database): Operation[] {
  const relations = [...database.tables.filter(({ persistence }) => persistence !== "temporary"), ...database.views];
  return relations.flatMap((relation) =>
    (relation.settings ?? []).flatMap(({ setting, name, column: columnId, index: indexId, value }): Operation[] => {
      const column = columnId === undefined ? undefined : "query" in relation ? viewColumnName(database, columnId) : relation.columns.find(({ id }) => id === columnId)?.name;
      const index = relation.indexes.find(({ id }) => id === indexId);
      if ((columnId !== undefined && column === undefined) || (indexId !== undefined && !index)) return [];
      return [{ kind: "alterTableSetting", span: NOWHERE, table: nameAt(relation), setting, name, column: column === undefined ? undefined : identifier(column), index: index && identifier(index.name), value }];
    }));
}

export const viewDefaults = (views: readonly View[], database: Database, quote: Quote): Operation[] =>
  views.flatMap((view) => (view.defaults ?? []).map(({ column, default: value }): Operation => ({ kind: "setDefault", span: NOWHERE, table: nameAt(view), column: identifier(column), default: toExpression(value, database, quote) })));

export const indexStatistics = ({ tables, views }: Database): Operation[] =>
  [...tables, ...views].flatMap(({ schema, indexes }) =>
    indexes.flatMap(({ name, keys }) => keys.flatMap(({ statistics }, at): Operation[] =>
      statistics === undefined ? [] : [{ kind: "setIndexStatistics", span: NOWHERE, ifExists: false, name: nameAt({ schema, name }), column: at + 1, value: statistics }])));

export type Place = Pick<Comment, "name" | "part" | "arguments" | "of">;

export function comments(database: Database, places: ReadonlyMap<ObjectId, Place>): Operation[] {
  return database.comments.flatMap(({ on, target, part, text }: StoredComment): Operation[] => {
    const place = places.get(target);
    return place ? [{ kind: "comment", span: NOWHERE, on, ...place, part: part === undefined ? place.part : identifier(part), text }] : [];
  });
}

/** What was made to go with extensions. */
export const members = (database: Database, places: ReadonlyMap<ObjectId, Place>): Operation[] =>
  database.extensions.flatMap(({ name, members: own = [] }) => own.flatMap(({ on, target, part }): Operation[] => {
    const place = places.get(target);
    return place ? [{ kind: "alterExtension", span: NOWHERE, name: identifier(name), change: { kind: "add", object: { on, ...place, part: part === undefined ? place.part : identifier(part) }, locks: [] } }] : [];
  }));

/** Under what name a statement finds each object and part that is not temporary. */
export function placesOf(database: Database, always = false): ReadonlyMap<ObjectId, Place> {
  const places = new Map<ObjectId, Place>();
  const put = (id: ObjectId, name: Name, part?: string, types?: readonly TypeName[], of?: string): void => {
    places.set(id, { name: nameAt(name), part: part === undefined ? undefined : identifier(part), arguments: types, ...(of !== undefined && { of }) });
  };
  if (!always && database.comments.length + database.privileges.length + database.owners.length === 0 && database.extensions.every(({ members = [] }) => members.length === 0)) return places;
  for (const { id, name } of [...database.schemas, ...database.extensions, ...database.publications]) put(id, { schema: undefined, name });
  for (const named of [...database.views, ...database.sequences, ...database.enums, ...database.ranges, ...database.baseTypes]) put(named.id, named);
  for (const table of database.tables) {
    if (table.persistence === "temporary") continue;
    put(table.id, table);
    for (const { id, name } of [...table.columns, ...table.constraints, ...table.columns.flatMap(({ notNullConstraint }) => notNullConstraint ?? [])]) put(id, table, name);
    for (const index of table.indexes) put(index.id, { schema: table.schema, name: index.name });
  }
  for (const view of database.views) for (const index of view.indexes) put(index.id, { schema: view.schema, name: index.name });
  for (const domain of database.domains) {
    put(domain.id, domain);
    for (const { id, name } of domain.checks) put(id, domain, name);
  }
  for (const type of database.composites) {
    put(type.id, type);
    for (const { id, name } of type.attributes) put(id, type, name);
  }
  for (const object of database.objects) {
    const owner = belongsToTable(object.kind) && object.on !== undefined ? ownerOf(object.on, database) : undefined;
    if (owner) put(object.id, owner, object.name);
    else put(object.id, { schema: object.schema, name: object.name }, undefined, argumentsOf(object, database), object.of);
  }
  return places;
}
