import type { Database, ObjectId } from "../../model/database.js";
import { describe } from "../dependents.js";
import { describeObject } from "../names/find-object.js";

/** In words: what is gone afterwards, besides these and their own parts. */
export function lostBeside(members: ReadonlySet<ObjectId>, before: Database, after: Database): string[] {
  const left = <T extends { readonly id: ObjectId }>(objects: readonly T[]): ReadonlyMap<ObjectId, T> => new Map(objects.map((object) => [object.id, object]));
  const gone = <T extends { readonly id: ObjectId }>(objects: readonly T[], now: readonly T[]): T[] => {
    const known = left(now);
    return objects.filter(({ id }) => !known.has(id) && !members.has(id));
  };
  const isPart = (owner: ObjectId | undefined): boolean => owner !== undefined && members.has(owner);
  const tables = left(after.tables);
  const lost: string[] = [];
  for (const table of before.tables) {
    if (members.has(table.id)) continue;
    const now = tables.get(table.id);
    if (!now) {
      lost.push(describe.table(table));
      continue;
    }
    const columns = left(now.columns);
    for (const column of table.columns) {
      const same = columns.get(column.id);
      if (!same) lost.push(describe.column({ table, column }));
      else if (column.default && !same.default) lost.push(describe.default({ table, column }));
    }
    for (const { name } of gone(table.constraints, now.constraints)) lost.push(`constraint ${name} on table ${table.name}`);
    for (const { name, constraint } of gone(table.indexes, now.indexes)) if (constraint === undefined) lost.push(`index ${name}`);
  }
  for (const view of gone(before.views, after.views)) lost.push(describe.view(view));
  for (const object of gone(before.objects, after.objects)) if (!isPart(object.on)) lost.push(describeObject(object, before.tables.find(({ id }) => id === object.on)));
  for (const { name } of [...gone(before.enums, after.enums), ...gone(before.domains, after.domains), ...gone(before.composites, after.composites), ...gone(before.baseTypes, after.baseTypes)]) lost.push(`type ${name}`);
  for (const { name, range } of gone(before.ranges, after.ranges)) if (!isPart(range)) lost.push(`type ${name}`);
  for (const { name, ownedBy } of gone(before.sequences, after.sequences)) if (!isPart(ownedBy?.table)) lost.push(`sequence ${name}`);
  return lost;
}
