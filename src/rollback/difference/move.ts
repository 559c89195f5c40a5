import { belongsToTable } from "../../database/names/find-object.js";
import { identifier, nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import type { Database, ObjectId } from "../../model/database.js";
import type { Operation } from "../../model/operation.js";
import type { Draft } from "../draft.js";
import { dropObject } from "./clear.js";

/** One thing that is called otherwise in the goal. */
interface Move {
  readonly name: string;
  readonly to: string;
  readonly rename: (to: string) => Operation;
}

/** Gives what stays the names and schemas of the goal, and lets what goes later make room. */
export function move(draft: Draft, goal: Database): void {
  draft.run(...renamedSchemas(draft.database, goal));
  draft.run(...goal.schemas.filter(({ id, name }) => !draft.database.schemas.some((schema) => schema.id === id || schema.name === name)).map(({ name }): Operation => ({ kind: "createSchema", span: NOWHERE, name: identifier(name), ifNotExists: false })));
  draft.settle(goal);
  draft.run(...madeRoom(draft.database, goal));
  // In steps, for the names of what was moved come after the move.
  for (const moves of [relocations, relationRenames, partRenames]) moveAll(draft, (database) => moves(database, goal));
}

/** Each as soon as its new name is free; two that change names go by a third one. */
function moveAll(draft: Draft, moves: (database: Database) => readonly Move[]): void {
  // As many as there are names; whatever keeps one from its place after that stays in its way.
  let parkings = moves(draft.database).length;
  for (let left = parkings; left > 0; parkings--) {
    const tried = new Set<string>();
    for (let next = moves(draft.database).at(0); next; next = moves(draft.database).find((one) => !tried.has(JSON.stringify(one.rename(one.to))))) {
      tried.add(JSON.stringify(next.rename(next.to)));
      draft.attempt(next.rename(next.to));
    }
    const still = moves(draft.database);
    const [stuck] = still;
    if (stuck && still.length === left && (parkings <= 0 || !draft.attempt(stuck.rename(`${stuck.name}_moving`)))) { draft.run(stuck.rename(stuck.to)); return; }
    left = still.length;
  }
}

function renamedSchemas(database: Database, goal: Database): Operation[] {
  return database.schemas.flatMap(({ id, name }): Operation[] => {
    const other = goal.schemas.find((schema) => schema.id === id);
    return other && other.name !== name ? [{ kind: "renameSchema", span: NOWHERE, name: identifier(name), to: identifier(other.name) }] : [];
  });
}

/** What columns still need until they have their old types, out of the way of those. */
function madeRoom(database: Database, goal: Database): Operation[] {
  const types = (of: Database): readonly { readonly id: ObjectId; readonly schema: string; readonly name: string }[] => [...of.enums, ...of.domains, ...of.composites, ...of.ranges, ...of.baseTypes];
  const known = new Set(types(database).map(({ id }) => id));
  const wanted = new Set(types(goal).map(({ id }) => id));
  const taken = new Set(types(goal).filter(({ id }) => !known.has(id)).map(({ schema, name }) => `${schema}.${name}`));
  return types(database).filter(({ id, schema, name }) => !wanted.has(id) && taken.has(`${schema}.${name}`)).map((type): Operation => ({ kind: "renameType", span: NOWHERE, name: nameAt(type), to: identifier(`${type.name}_later`) }));
}

/** Other schemas. */
function relocations(database: Database, goal: Database): Move[] {
  const moves: Move[] = [];
  const put = (name: string, to: string, rename: (to: string) => Operation): void => {
    moves.push({ name, to, rename });
  };
  const owned = new Set(database.sequences.filter(({ ownedBy }) => ownedBy !== undefined).map(({ id }) => id));
  for (const [one, other] of [...pairs(database.tables, goal.tables), ...pairs(database.views, goal.views), ...pairs(database.sequences, goal.sequences).filter(([{ id }]) => !owned.has(id))]) {
    if (one.schema !== other.schema) put(one.schema, other.schema, (to) => ({ kind: "setTableSchema", span: NOWHERE, name: nameAt(one), to: identifier(to), ifExists: false }));
  }
  for (const [one, other] of typePairs(database, goal)) {
    if (one.schema !== other.schema) put(one.schema, other.schema, (to) => ({ kind: "setTypeSchema", span: NOWHERE, name: nameAt(one), to: identifier(to) }));
  }
  for (const [one, other] of pairs(database.objects, goal.objects)) {
    if (one.schema !== other.schema && other.schema !== undefined) put(one.schema ?? "", other.schema, (to) => ({ ...which(one.id, database), kind: "setObjectSchema", span: NOWHERE, to: identifier(to) }));
  }
  return moves;
}

function relationRenames(database: Database, goal: Database): Move[] {
  const moves: Move[] = [];
  const put = (one: { readonly name: string }, other: { readonly name: string }, rename: (to: string) => Operation): void => {
    if (one.name !== other.name) moves.push({ name: one.name, to: other.name, rename });
  };
  for (const [one, other] of pairs(database.tables, goal.tables)) put(one, other, (to) => ({ kind: "renameTable", span: NOWHERE, name: nameAt(one), to: identifier(to), ifExists: false }));
  for (const [one, other] of pairs(database.views, goal.views)) put(one, other, (to) => ({ kind: "renameView", span: NOWHERE, name: nameAt(one), to: identifier(to), ifExists: false, materialized: one.materialized }));
  for (const [one, other] of pairs(database.sequences, goal.sequences)) put(one, other, (to) => ({ kind: "renameSequence", span: NOWHERE, name: nameAt(one), to: identifier(to), ifExists: false }));
  for (const [one, other] of typePairs(database, goal)) put(one, other, (to) => ({ kind: "renameType", span: NOWHERE, name: nameAt(one), to: identifier(to) }));
  for (const [one, other] of pairs(database.publications, goal.publications)) put(one, other, (to) => ({ kind: "renamePublication", span: NOWHERE, name: identifier(one.name), to: identifier(to) }));
  for (const [one, other] of pairs(database.objects, goal.objects)) put(one, other, (to) => ({ ...which(one.id, database), kind: "renameObject", span: NOWHERE, to: identifier(to) }));
  return moves;
}

function partRenames(database: Database, goal: Database): Move[] {
  const moves: Move[] = [];
  const put = (one: { readonly name: string } | undefined, other: { readonly name: string } | undefined, rename: (to: string) => Operation): void => {
    if (one && other && one.name !== other.name) moves.push({ name: one.name, to: other.name, rename });
  };
  for (const [table, wanted] of pairs(database.tables, goal.tables)) {
    if (table === wanted) continue;
    const at = { span: NOWHERE, table: nameAt(table) };
    const constraint = (one: { readonly name: string }) => (to: string): Operation => ({ kind: "renameConstraint", ...at, name: identifier(one.name), to: identifier(to) });
    for (const [one, other] of pairs(table.columns, wanted.columns)) {
      if (one.inherited !== true) put(one, other, (to) => ({ kind: "renameColumn", ...at, column: identifier(one.name), to: identifier(to) }));
      if (one.notNullConstraint?.inherited === false) put(one.notNullConstraint, other.notNullConstraint, constraint(one.notNullConstraint));
    }
    for (const [one, other] of pairs(table.constraints, wanted.constraints)) if (one.inherited !== true || one.kind !== "check") put(one, other, constraint(one));
    for (const [one, other] of pairs(table.indexes, wanted.indexes)) if (one.constraint === undefined) put(one, other, (to) => renameIndex(table.schema, one.name, to));
  }
  for (const [view, wanted] of pairs(database.views, goal.views)) for (const [one, other] of pairs(view.indexes, wanted.indexes)) put(one, other, (to) => renameIndex(view.schema, one.name, to));
  for (const [type, wanted] of pairs(database.enums, goal.enums)) {
    for (const [one, other] of pairs(type.values, wanted.values)) put({ name: one.label }, { name: other.label }, (to) => ({ kind: "renameEnumValue", span: NOWHERE, name: nameAt(type), value: identifier(one.label), to: identifier(to) }));
  }
  for (const [type, wanted] of pairs(database.composites, goal.composites)) {
    for (const [one, other] of pairs(type.attributes, wanted.attributes)) put(one, other, (to) => ({ kind: "alterComposite", span: NOWHERE, name: nameAt(type), cascade: false, change: { kind: "renameAttribute", attribute: identifier(one.name), to: identifier(to) } }));
  }
  for (const [type, wanted] of pairs(database.domains, goal.domains)) {
    for (const [one, other] of pairs(type.checks, wanted.checks)) put(one, other, (to) => ({ kind: "alterDomain", span: NOWHERE, name: nameAt(type), change: { kind: "renameConstraint", name: identifier(one.name), to: identifier(to) } }));
  }
  return moves;
}

const renameIndex = (schema: string, name: string, to: string): Operation => ({ kind: "renameIndex", span: NOWHERE, name: nameAt({ schema, name }), to: identifier(to), ifExists: false });

/** What tells an object in a statement. */
function which(id: ObjectId, database: Database): Pick<Extract<Operation, { kind: "renameObject" }>, "object" | "name" | "on" | "arguments" | "of"> {
  const object = database.objects.find((candidate) => candidate.id === id);
  const drop = object && dropObject(object, database);
  if (drop?.kind !== "dropObject") throw new Error(`no object ${id}`);
  const { object: kind, name, on, arguments: types, of } = drop;
  return { object: kind, name, on: belongsToTable(kind) ? on : undefined, arguments: types, ...(of !== undefined && { of }) };
}

/** What both have. */
export function pairs<T extends { readonly id: ObjectId }>(some: readonly T[], others: readonly T[]): (readonly [T, T])[] {
  if (some === others) return [];
  const byId = new Map(others.map((other) => [other.id, other]));
  return some.flatMap((one) => {
    const other = byId.get(one.id);
    return other && other !== one ? [[one, other] as const] : [];
  });
}

interface NamedType {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
}
const typePairs = (database: Database, goal: Database): (readonly [NamedType, NamedType])[] =>
  pairs<NamedType>([...database.enums, ...database.domains, ...database.composites, ...database.ranges, ...database.baseTypes], [...goal.enums, ...goal.domains, ...goal.composites, ...goal.ranges, ...goal.baseTypes]);
