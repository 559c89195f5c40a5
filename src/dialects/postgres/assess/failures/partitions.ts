import { findColumn, findTable, indexById } from "../../../../database/names/lookup.js";
import type { Column, Database, Table } from "../../../../model/database.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { CreateTable } from "../../../../model/operation.js";
import type { AttachPartition } from "../../../../model/operation-tables.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { literal, qualifiedName } from "../../write/names.js";
import { duplicates } from "./constraints.js";
import { defaultPartition } from "../../../../database/inheritance.js";
import { nameOf } from "../relations.js";
import { holdsNoRows, liveRows, type Meeting } from "./live-rows.js";

/** Rows that do not belong into the partition that a table becomes; rows of the DEFAULT partition that belong into the new one; keys that it gets. */
export function failingPartition(operation: AttachPartition | CreateTable, meeting: Meeting): PossibleFailure[] {
  const { before, after } = meeting;
  if (before === after) return [];
  const of = operation.kind === "createTable" ? operation.partitionOf : { parent: operation.table, bounds: operation.bounds };
  const parent = of && findTable(before, of.parent);
  if (!of || !parent) return [];
  const attached = operation.kind === "attachPartition" ? findTable(before, operation.partition) : undefined;
  const others = defaultPartition(before, parent.id);
  const key = keyOf(parent);
  const found: PossibleFailure[] = [];
  if (attached && !holdsNoRows(attached, meeting)) {
    const inside = key && insideBounds(of.bounds, key, parent);
    found.push(outOfPlace(attached, key, inside === undefined ? undefined : `(${inside}) IS NOT TRUE`, "rows are outside of the partition's bounds", meeting));
    found.push(...keysOfPartition(attached, after, meeting));
  }
  if (others && others.id !== attached?.id && !holdsNoRows(others, meeting)) {
    found.push(outOfPlace(others, key, key && insideBounds(of.bounds, key, parent), "rows of the DEFAULT partition belong into the new one", meeting));
  }
  return found;
}

function outOfPlace(table: Table, key: Key | undefined, condition: string | undefined, why: string, meeting: Meeting): PossibleFailure {
  const column = key && findColumn(table, key.column.name);
  const rows = column && liveRows(table, [column], meeting);
  const checkQuery = rows !== undefined && condition !== undefined ? `SELECT 1 FROM ${rows} WHERE ${condition} LIMIT 1` : undefined;
  return { code: "23514", why, relation: nameOf(table), columns: column ? [column.name] : [], checkQuery };
}

/** A partition gets an index for each of its parent that it has no like of. */
function keysOfPartition(partition: Table, after: Database, meeting: Meeting): PossibleFailure[] {
  const now = after.tables.find(({ id }) => id === partition.id);
  const made = now?.indexes.filter(({ id, unique }) => unique && !indexById(partition, id)) ?? [];
  return made.flatMap((index) => duplicates(partition, index, meeting));
}

interface Key {
  readonly method: string;
  readonly column: Column;
}

/** Of one column; undefined for several or for expressions. */
function keyOf(parent: Table): Key | undefined {
  const [, method, quoted, plain] = /^\s*(range|list|hash)\s*\(\s*(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*\)\s*$/iu.exec(parent.partitionBy ?? "") ?? [];
  const column = findColumn(parent, quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? "");
  return method !== undefined && column ? { method: method.toLowerCase(), column } : undefined;
}

/** Whether a row belongs into bounds, as SQL; undefined for bounds that are not understood, and for DEFAULT, which is what no other takes. */
function insideBounds(bounds: string, { method, column }: Key, parent: Table): string | undefined {
  const key = quote(column.name);
  if (method === "range") {
    const [, from, to] = /^\s*for\s+values\s+from\s*\(([^,]*)\)\s*to\s*\(([^,]*)\)\s*$/is.exec(bounds) ?? [];
    if (from === undefined || to === undefined) return undefined;
    const lower = /^\s*minvalue\s*$/i.test(from) ? [] : [`${key} >= ${from.trim()}`];
    const upper = /^\s*maxvalue\s*$/i.test(to) ? [] : [`${key} < ${to.trim()}`];
    return [`${key} IS NOT NULL`, ...lower, ...upper].join(" AND ");
  }
  if (method === "list") {
    const values = /^\s*for\s+values\s+in\s*\((.*)\)\s*$/is.exec(bounds)?.[1];
    // NULL in a list takes NULLs, which IN does not.
    return values === undefined || /\bnull\b/i.test(values) ? undefined : `${key} IN (${values.trim()})`;
  }
  const [, modulus, remainder] = /modulus\s+(\d+)\s*,\s*remainder\s+(\d+)/i.exec(bounds) ?? [];
  return modulus === undefined || remainder === undefined ? undefined : `satisfies_hash_partition(${literal(qualifiedName(parent))}::regclass, ${modulus}, ${remainder}, ${key})`;
}
