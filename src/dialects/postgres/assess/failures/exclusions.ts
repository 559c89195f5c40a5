import { columnById } from "../../../../database/names/lookup.js";
import { renderExpression } from "../../../../database/render.js";
import type { Exclusion, Table } from "../../../../model/database.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { nameOf } from "../relations.js";
import { liveRows, type Meeting } from "./live-rows.js";

/** EXCLUDE: pairs of rows for which every operator holds. */
export function conflicts(made: Exclusion, table: Table, meeting: Meeting): PossibleFailure[] {
  const ids = [...made.elements.references, ...(made.predicate?.references ?? [])].map(({ target }) => target);
  const columns = [...new Set(ids)].flatMap((id) => columnById(table, id) ?? []);
  return [{ code: "23P01", why: "rows conflict with each other", relation: nameOf(table), columns: columns.map(({ name }) => name), checkQuery: conflictsQuery(made, table, meeting) }];
}

function conflictsQuery(made: Exclusion, table: Table, meeting: Meeting): string | undefined {
  const references = [...made.elements.references, ...(made.predicate?.references ?? [])];
  const rows = liveRows(table, references.flatMap(({ target }) => columnById(table, target) ?? []), meeting, { own: true });
  // Rows are told apart by their place, which only a table itself has, and of which partitions have the same ones.
  if (rows === undefined || rows.startsWith("(") || table.partitionBy !== undefined || references.some(({ kind }) => kind !== "column")) return undefined;
  const [left, right] = ["a", "b"].map((alias) => splitElements(renderExpression(made.elements, meeting.after, (name) => `${alias}.${quote(name)}`)));
  const conditions = (left ?? []).map((element, at) => {
    const other = right?.[at];
    return element && other && `${element.value} ${element.operator} ${other.value}`;
  });
  if (conditions.includes(undefined)) return undefined;
  const predicate = made.predicate;
  if (predicate) for (const alias of ["a", "b"]) conditions.push(`(${renderExpression(predicate, meeting.after, (name) => `${alias}.${quote(name)}`)})`);
  return `SELECT 1 FROM ${rows} a JOIN ${rows} b ON a.ctid < b.ctid WHERE ${conditions.join(" AND ")} LIMIT 1`;
}

/** `"room" WITH =, tsrange("from", "to") WITH &&`; undefined for one with an operator class or collation of its own. */
function splitElements(sql: string): ({ readonly value: string; readonly operator: string } | undefined)[] {
  return topLevel(sql).map((element) => {
    const [, value = "", operator] = /^(.*?)\s+with\s+(\S+)\s*$/is.exec(element.trim()) ?? [];
    const plain = /^[ab]\."(?:[^"]|"")*"$/.test(value) || (/^(?:[\w.]*\s*)\(.*\)$/s.test(value) && !value.startsWith("((") && balanced(value));
    return plain && operator !== undefined ? { value, operator } : undefined;
  });
}

/** One pair of parentheses from its opening to the end. */
function balanced(value: string): boolean {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    if (value[at] === "(") depth++;
    else if (value[at] === ")" && --depth === 0) return at === value.length - 1;
  }
  return false;
}

function topLevel(sql: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at];
    if (character === "'" || character === '"') at = Math.max(sql.indexOf(character, at + 1), at);
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "," && depth === 0) {
      parts.push(sql.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, sql.slice(from)];
}
