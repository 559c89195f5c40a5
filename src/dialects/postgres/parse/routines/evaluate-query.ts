import type { Node, RangeVar, SelectStmt } from "libpg-query";
import { findTable, findView } from "../../../../database/names/lookup.js";
import { catalogRows } from "../../catalog/rows.js";
import { row, some, type Known, type Row } from "../../catalog/value.js";
import { valueOf, type Scope } from "./evaluate.js";
import { strings } from "../tree.js";

/** Whether a query gives a row. */
export function existsIn(select: SelectStmt, scope: Scope): Known {
  if (isCount(select)) return true;
  const found = selected(select, scope);
  return found && (some(found.map(({ holds }) => holds)) === null ? false : some(found.map(({ holds }) => holds)));
}

/** The one value that a query gives; null when it gives no row. */
export function firstOf(select: SelectStmt, scope: Scope): Known {
  if (isCount(select)) return count(select, scope);
  const rows = rowsOf(select, scope);
  const [first] = rows ?? [];
  if (rows === undefined || rows.length > 1) return undefined;
  return first === undefined ? null : [...first.values()][0];
}

/** The first column of all rows. */
export function valuesOf(select: SelectStmt, scope: Scope): readonly Known[] | undefined {
  return rowsOf(select, scope)?.map((found) => [...found.values()][0]);
}

/** All rows by the names of their columns; undefined where it is not known which there are. */
export function rowsOf(select: SelectStmt, scope: Scope): readonly Row[] | undefined {
  if (select.valuesLists !== undefined) return select.valuesLists.map((list) => numbered("List" in list ? (list.List.items ?? []).map((item) => valueOf(item, scope)) : []));
  if (select.limitCount !== undefined || select.limitOffset !== undefined || select.distinctClause !== undefined) return undefined;
  const found = selected(select, scope);
  if (found === undefined || found.some(({ holds }) => holds === undefined)) return undefined;
  const targets = select.targetList ?? [];
  // `SELECT unnest(ARRAY[…])` makes a row of each element.
  const [only] = targets;
  if (targets.length === 1 && only && "ResTarget" in only && only.ResTarget.val && "FuncCall" in only.ResTarget.val && strings(only.ResTarget.val.FuncCall.funcname).at(-1) === "unnest" && select.fromClause === undefined) {
    const elements = valueOf(only.ResTarget.val.FuncCall.args?.[0], scope);
    return Array.isArray(elements) ? elements.map((element: Known) => row({ [only.ResTarget.name ?? "unnest"]: element })) : undefined;
  }
  return found.filter(({ holds }) => holds === true).map((candidate) => new Map(targets.flatMap((target, at) => output(target, at, candidate.scope))));
}

function output(target: Node, at: number, scope: Scope): [string, Known][] {
  if (!("ResTarget" in target)) return [];
  const { name, val } = target.ResTarget;
  if (val !== undefined && "ColumnRef" in val) {
    const fields = val.ColumnRef.fields ?? [];
    if (fields.some((field) => "A_Star" in field)) return scope.rows.flatMap((part) => [...part.row]);
    return [[name ?? strings(fields).at(-1) ?? "", valueOf(val, scope)]];
  }
  return [[name ?? `column ${at}`, valueOf(val, scope)]];
}

const numbered = (values: readonly Known[]): Row => new Map(values.map((value, at) => [`column${at + 1}`, value]));

function isCount({ targetList = [], groupClause, havingClause }: SelectStmt): boolean {
  const [target] = targetList;
  const value = target && "ResTarget" in target ? target.ResTarget.val : undefined;
  return targetList.length === 1 && groupClause === undefined && havingClause === undefined && value !== undefined && "FuncCall" in value && strings(value.FuncCall.funcname).at(-1) === "count" && value.FuncCall.agg_distinct !== true && value.FuncCall.agg_filter === undefined && (value.FuncCall.agg_star === true || (value.FuncCall.args?.length === 1 && value.FuncCall.args.every((argument) => "A_Const" in argument)));
}

function count(select: SelectStmt, scope: Scope): Known {
  const found = selected(select, scope);
  return found === undefined || found.some(({ holds }) => holds === undefined) ? undefined : found.filter(({ holds }) => holds === true).length;
}

interface Candidate {
  readonly scope: Scope;
  /** Of its WHERE. */
  readonly holds: Known;
}

/** More combinations of rows than this are not gone through. */
const MOST = 200_000;

/** The combinations of rows that FROM and WHERE leave; undefined for queries of other forms. */
function selected(select: SelectStmt, scope: Scope): Candidate[] | undefined {
  if (select.op !== undefined && select.op !== "SETOP_NONE") return undefined;
  if (select.withClause !== undefined || select.groupClause !== undefined || select.havingClause !== undefined) return undefined;
  const filter = (candidate: Scope): boolean => select.whereClause === undefined || excludes(valueOf(select.whereClause, candidate));
  let scopes: Scope[] | undefined = [scope];
  for (const item of select.fromClause ?? []) {
    scopes = joined(item, scopes, filter);
    if (scopes === undefined) return undefined;
  }
  return scopes.map((candidate) => ({ scope: candidate, holds: select.whereClause === undefined ? true : valueOf(select.whereClause, candidate) }));
}

/** False and NULL both leave a row out; what is not known yet does not. */
const excludes = (value: Known): boolean => value !== false && value !== null;

function joined(item: Node, scopes: readonly Scope[], filter: (candidate: Scope) => boolean): Scope[] | undefined {
  if ("JoinExpr" in item) {
    const { jointype, larg, rarg, quals, usingClause, isNatural } = item.JoinExpr;
    if (jointype !== "JOIN_INNER" || larg === undefined || rarg === undefined || usingClause !== undefined || isNatural === true) return undefined;
    const left = joined(larg, scopes, filter);
    const right = left && joined(rarg, left, filter);
    if (right === undefined || quals === undefined) return right;
    // A condition that is not known leaves no certain row.
    const known = right.map((candidate) => ({ candidate, value: valueOf(quals, candidate) })).filter(({ value }) => value !== false && value !== null);
    return known.map(({ candidate, value }) => (value === true ? candidate : { ...candidate, rows: candidate.rows.map((part) => ({ ...part, row: row({}) })) }));
  }
  const found: Scope[] = [];
  for (const candidate of scopes) {
    const items = itemRows(item, candidate);
    if (items === undefined) return undefined;
    for (const part of items.rows) {
      const combined = { ...candidate, rows: [{ alias: items.alias, row: part }, ...candidate.rows] };
      if (filter(combined)) found.push(combined);
      if (found.length > MOST) return undefined;
    }
  }
  return found;
}

function itemRows(item: Node, scope: Scope): { readonly alias: string; readonly rows: readonly Row[] } | undefined {
  if ("RangeVar" in item) return relationRows(item.RangeVar, scope);
  if ("RangeSubselect" in item && item.RangeSubselect.subquery && "SelectStmt" in item.RangeSubselect.subquery) {
    const { alias, subquery } = item.RangeSubselect;
    const rows = rowsOf(subquery.SelectStmt, { ...scope, rows: [] });
    return rows && { alias: alias?.aliasname ?? "", rows: renamed(rows, strings(alias?.colnames)) };
  }
  if ("RangeFunction" in item) {
    const { alias, functions = [] } = item.RangeFunction;
    const [list] = functions;
    const call = list && "List" in list ? list.List.items?.[0] : undefined;
    if (functions.length !== 1 || call === undefined || !("FuncCall" in call) || strings(call.FuncCall.funcname).at(-1) !== "unnest" || call.FuncCall.args?.length !== 1) return undefined;
    const elements = valueOf(call.FuncCall.args[0], scope);
    const name = strings(alias?.colnames)[0] ?? alias?.aliasname ?? "unnest";
    return Array.isArray(elements) ? { alias: alias?.aliasname ?? "unnest", rows: elements.map((element: Known) => row({ [name]: element })) } : undefined;
  }
  return undefined;
}

/** With the names that an alias gives to the first columns. */
const renamed = (rows: readonly Row[], names: readonly string[]): Row[] => rows.map((found) => new Map([...found].map(([name, value], at) => [names[at] ?? name, value])));

function relationRows({ schemaname, relname = "", alias }: RangeVar, { database }: Scope): { readonly alias: string; readonly rows: readonly Row[] } | undefined {
  if (database === undefined) return undefined;
  const name = { schema: schemaname, name: relname };
  const isCatalog = schemaname === "pg_catalog" || schemaname === "information_schema" || (schemaname === undefined && relname.startsWith("pg_"));
  if (!isCatalog || (schemaname === undefined && (findTable(database, name) ?? findView(database, name)))) return undefined;
  const rows = catalogRows(schemaname ?? "pg_catalog", relname, database);
  return rows && { alias: alias?.aliasname ?? relname, rows };
}
