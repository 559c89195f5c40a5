import type { BoundExpression, Column, Constraint, Database, DataType, Index, ObjectId, Table } from "../../model/database.js";
import type { PublishedTable } from "../../model/database-access.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import { describe } from "../dependents.js";
import { mapTables } from "./change.js";
import { withoutColumn } from "./drop.js";
import { isOwnFamily, standsOn } from "./operator-classes.js";
import type { relationNamed } from "../names/find-object.js";
import { describeObject } from "../names/find-object.js";

export interface Swept {
  readonly database: Database;
  /** In words: what only CASCADE takes along. */
  readonly dependents: readonly string[];
}

/**
 * What hangs on objects that are gone goes too, as far as nothing did so before: triggers, policies and rules, functions, domains and composite types, and
 * what uses those. `going`: tables that the same statement drops, whose parts stand in nobody's way.
 */
export function sweep(before: Database, after: Database, going: ReadonlySet<ObjectId>): Swept {
  const gone = new Set(lostIds(before, after));
  const dependents: string[] = [];
  let database = after;
  // Each round may make more things go.
  for (let size = -1; size !== gone.size && gone.size > 0; ) {
    size = gone.size;
    database = round(database, gone, before.objects.filter(({ id }) => gone.has(id)), dependents, going);
  }
  return { database, dependents };
}

function round(database: Database, gone: Set<ObjectId>, objectsGone: readonly DatabaseObject[], dependents: string[], going: ReadonlySet<ObjectId>): Database {
  const uses = (expression: BoundExpression | undefined): boolean =>
    expression !== undefined && (expression.references.length > 0 || expression.casts.length > 0) && (expression.references.some(({ target }) => gone.has(target)) || expression.casts.some(ofGoneType));
  const ofGoneType = (type: DataType): boolean => type.userType !== undefined && gone.has(type.userType);
  const goes = (id: ObjectId, words: string | undefined): false => {
    gone.add(id);
    if (words !== undefined) dependents.push(words);
    return false;
  };
  const objects = database.objects.filter((object) => {
    const owned = object.on !== undefined && gone.has(object.on);
    if (!owned && !object.arguments.some(ofGoneType) && !object.definitions.some(uses) && !objectsGone.some((family) => isOwnFamily(family, object))) return true;
    const silent = owned || object.kind === "statistics" || (object.on !== undefined && going.has(object.on));
    return goes(object.id, silent ? undefined : describeObject(object, nameOf(database, object)));
  });
  const domains = database.domains
    .filter((domain) => !ofGoneType(domain.type) || goes(domain.id, `type ${domain.name}`))
    .map((domain) => ({
      ...domain,
      default: uses(domain.default) ? noted<typeof domain.default>(undefined, `default value for domain ${domain.name}`) : domain.default,
      checks: domain.checks.filter((check) => !uses(check.expression) || goes(check.id, `constraint ${check.name}`)),
    }));
  const ranges = database.ranges.filter((type) => {
    if (type.range !== undefined ? !gone.has(type.range) : !type.parameters.some(({ value }) => uses(value))) return true;
    return goes(type.id, type.range === undefined ? `type ${type.name}` : undefined);
  });
  const baseTypes = database.baseTypes.filter((type) => !(type.options ?? []).some(({ value }) => uses(value)) || goes(type.id, `type ${type.name}`));
  const composites = database.composites.map((type) => ({
    ...type,
    attributes: type.attributes.filter((attribute) => !ofGoneType(attribute.type) || goes(attribute.id, `column ${attribute.name} of composite type ${type.name}`)),
  }));
  function noted<T>(value: T, words: string): T {
    dependents.push(words);
    return value;
  }
  const tables = mapTables(database, (table) => {
    const touched = table.columns.some((column) => ofGoneType(column.type) || uses(column.default) || uses(column.generated?.expression))
      || table.indexes.some((index) => indexParts(index).some(uses) || standsOn(index, table, objectsGone)) || table.constraints.some((constraint) => constraintParts(constraint).some(uses));
    if (!touched) return table;
    let next: Table = table;
    const isGone = (column: Column): boolean => ofGoneType(column.type) || uses(column.generated?.expression);
    for (const column of table.columns.filter(isGone)) {
      goes(column.id, going.has(table.id) ? undefined : describe.column({ table, column }));
      next = withoutColumn(next, column.id);
    }
    const lost = next.indexes.filter((index) => indexParts(index).some(uses) || standsOn(index, table, objectsGone));
    const ofLost = ({ id }: Constraint): boolean => lost.some(({ constraint }) => constraint === id);
    const constraints = next.constraints.filter((constraint) => (!ofLost(constraint) && !constraintParts(constraint).some(uses)) || goes(constraint.id, `constraint ${constraint.name} on table ${table.name}`));
    return {
      ...next,
      columns: next.columns.map((column) => (uses(column.default) ? noted({ ...column, default: undefined }, describe.default({ table, column })) : column)),
      indexes: next.indexes.filter((index) => !lost.includes(index) || goes(index.id, `index ${index.name}`)),
      constraints,
      settings: next.settings.filter((setting) => setting.column === undefined || !gone.has(setting.column)),
    };
  });
  const publications = database.publications.map((publication) => {
    const goesWith = ({ columns, where }: PublishedTable): boolean => (columns?.some((id) => gone.has(id)) ?? false) || uses(where);
    if (!publication.tables.some((member) => gone.has(member.table) || goesWith(member))) return publication;
    const left = publication.tables.filter((member) => {
      if (gone.has(member.table)) return false;
      if (!goesWith(member)) return true;
      const table = database.tables.find(({ id }) => id === member.table)?.name ?? "";
      dependents.push(`publication of table ${table} in publication ${publication.name}`);
      return false;
    });
    return { ...publication, tables: left };
  });
  const views = database.views.filter((view) => !view.dependsOn.some((id) => gone.has(id)) || goes(view.id, describe.view(view)));
  return { ...database, objects, domains, composites, ranges, baseTypes, tables, views, publications };
}

const indexParts = (index: Index): (BoundExpression | undefined)[] => [index.predicate, ...index.keys.map((key) => key.expression)];
function constraintParts(constraint: Constraint): (BoundExpression | undefined)[] {
  if (constraint.kind === "check") return [constraint.expression];
  return constraint.kind === "exclusion" ? [constraint.elements, constraint.predicate] : [];
}

const nameOf = (database: Database, object: DatabaseObject): ReturnType<typeof relationNamed> =>
  database.tables.find((table) => table.id === object.on) ?? database.views.find((view) => view.id === object.on);

/** Of all that others can hang on. Lists and tables that are the same object as before are not looked into: most of a large database is. */
function* lostIds(before: Database, after: Database): Generator<ObjectId> {
  if (before.tables !== after.tables) {
    const same = new Set(after.tables);
    const byId = new Map(after.tables.map((table) => [table.id, table]));
    for (const table of before.tables) {
      if (same.has(table)) continue;
      const now = byId.get(table.id);
      if (!now) yield table.id;
      for (const { id } of table.columns) if (!now?.columns.some((column) => column.id === id)) yield id;
    }
  }
  const lists = [[before.views, after.views], [before.objects, after.objects], [before.enums, after.enums], [before.domains, after.domains], [before.composites, after.composites], [before.ranges, after.ranges], [before.baseTypes, after.baseTypes], [before.sequences, after.sequences]] as const;
  for (const [old, now] of lists) {
    if (old === now) continue;
    for (const { id } of old) if (!now.some((object) => object.id === id)) yield id;
  }
}
