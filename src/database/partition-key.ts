import type { Refusal, Table } from "../model/database.js";
import { SYSTEM_COLUMNS } from "./refusals/missing-relation.js";

/** Names of the columns in `RANGE (a, "B")`, undefined for an expression; undefined altogether where that cannot be told. */
export function partitionKey(by: string): readonly (string | undefined)[] | undefined {
  const [, list] = /^\s*(?:range|list|hash)\s*\((.*)\)\s*$/is.exec(by) ?? [];
  if (list === undefined) return undefined;
  const keys: (string | undefined)[] = [];
  for (const key of splitList(list)) {
    const [whole, quoted, plain] = /^\s*(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))(?=\s|$)/u.exec(key) ?? [];
    if (whole === undefined && !/^\s*(?:\(|(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$.]*)\s*\()/u.test(key)) return undefined;
    keys.push(quoted?.replaceAll('""', '"') ?? plain?.toLowerCase());
  }
  return keys;
}

/** Why no unique index of these columns can be on the table: each part of a partitioned one is checked by itself. */
export function unfitForPartitions(table: Table, columns: readonly (string | undefined)[], kind: "PRIMARY KEY" | "UNIQUE"): Refusal | undefined {
  const key = table.partitionBy === undefined ? undefined : partitionKey(table.partitionBy);
  if (!key) return undefined;
  if (key.includes(undefined)) return { code: "0A000", message: `unsupported ${kind} constraint with partition key definition` };
  return key.every((column) => columns.includes(column)) ? undefined : { code: "0A000", message: "unique constraint on partitioned table must include all partitioning columns" };
}

/** Why the column stays as it is: its table, or a partition of it, is partitioned by it. `family`: the table and those that inherit the column; `what`: of the message. */
export function heldByKey(name: string, family: readonly Table[], what: "drop" | "alter"): Refusal | undefined {
  const holder = family.find(({ partitionBy }) => partitionBy !== undefined && partitionKey(partitionBy)?.includes(name) === true);
  return holder && { code: "42P16", message: `cannot ${what} column "${name}" because it is part of the partition key of relation "${holder.name}"` };
}

/** What is wrong with the partition key of a new table. */
export function unfitKey(table: Table): Refusal | { readonly missing: string } | undefined {
  const key = table.partitionBy === undefined || table.columnsUnknown ? undefined : partitionKey(table.partitionBy);
  if (table.partitionBy === undefined || !key) return undefined;
  if (/^\s*list\b/i.test(table.partitionBy) && key.length > 1) return { code: "42P17", message: 'cannot use "list" partition strategy with more than one column' };
  for (const name of key) {
    if (name === undefined) continue;
    const column = table.columns.find((candidate) => candidate.name === name);
    if (SYSTEM_COLUMNS.has(name)) return { code: "42P17", message: `cannot use system column "${name}" in partition key` };
    if (!column) return { missing: name };
    if (column.generated) return { code: "42P17", message: "cannot use generated column in partition key" };
  }
  return undefined;
}

/** By commas outside of strings, quotes and parentheses. */
export function splitList(text: string): string[] {
  const parts = text.match(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|\((?:[^()]|\([^()]*\))*\)|[^,'"()])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
