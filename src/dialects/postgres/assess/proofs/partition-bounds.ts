import type { Column, Database, Table } from "../../../../model/database.js";
import { refersTo } from "../../../../database/names/bind.js";
import { findColumn, tableById } from "../../../../database/names/lookup.js";
import { bare, COLUMN, conjuncts, cut, parseCondition, withColumnMarked, type Condition } from "./conditions.js";
import { compareValues, isSameValue, parseBounds, parseValue, parseValues, type Bounds } from "./partition-values.js";
import { saysNotNull } from "./not-null.js";

/** Whether valid CHECKs make it needless to read rows; `unknown`: that only PostgreSQL's own prover can tell. */
export type Verdict = "proven" | "refuted" | "unknown";

/**
 * That every row of a table fits into the bounds for a partition of `parent`, and into those of the parents above (source: ConstraintImpliedByRelConstraint).
 * Null values never fit into a range, so the column must be NOT NULL as well.
 */
export function fits(table: Table, bounds: string, parent: Table, database: Database): Verdict {
  const above = parent.partitionOf && tableById(database, parent.partitionOf.parent);
  const own = fitsOne(table, bounds, parent);
  if (!parent.partitionOf || !above) return own;
  const outer = fits(table, parent.partitionOf.bounds, above, database);
  return own === "refuted" || outer === "refuted" ? "refuted" : own === "proven" && outer === "proven" ? "proven" : "unknown";
}

function fitsOne(table: Table, text: string, parent: Table): Verdict {
  const bounds = parseBounds(text);
  const key = keyOf(parent, table);
  if (!bounds || !key || bounds.kind === "default") return undecided(table, parent);
  const known = knownOf(table, key);
  const { type } = key;
  const inside = (value: string): boolean | undefined => {
    if (bounds.kind === "list") return anyTrue(bounds.values.map((one) => isSameValue(value, one, type)));
    const low = bounds.from === undefined ? 0 : compareValues(value, bounds.from, type);
    const high = bounds.to === undefined ? -1 : compareValues(value, bounds.to, type);
    return low === undefined || high === undefined ? undefined : low >= 0 && high < 0;
  };
  const notNull = known.notNull || (bounds.kind === "list" && bounds.withNull);
  const byValues = known.values === undefined ? false : allTrue(known.values.map(inside));
  const byRange = bounds.kind === "range" && allTrue([
    bounds.from === undefined || anyTrue(known.lows.map(({ value }) => atLeast(compareValues(value, bounds.from ?? value, type)))),
    bounds.to === undefined || anyTrue(known.highs.map(({ value, inclusive }) => below(compareValues(value, bounds.to ?? value, type), inclusive))),
  ]);
  const proof = anyTrue([byValues, byRange]);
  if (proof === true && notNull) return "proven";
  return (proof === undefined && notNull) || !known.clear ? "unknown" : "refuted";
}

const atLeast = (order: number | undefined): boolean | undefined => (order === undefined ? undefined : order >= 0);
const below = (order: number | undefined, inclusive: boolean): boolean | undefined => (order === undefined ? undefined : inclusive ? order < 0 : order <= 0);

/** That no row of the DEFAULT partition belongs within the bounds of a new one. */
export function excludes(table: Table, text: string, parent: Table): Verdict {
  const bounds = parseBounds(text);
  const key = keyOf(parent, table);
  if (!bounds || !key || bounds.kind === "default") return undecided(table, parent);
  const conditions = checksOn(table, key);
  const proof = bounds.kind === "list"
    ? allTrue([bounds.withNull ? key.notNull : true, ...bounds.values.map((value) => anyTrue(conditions.map((condition) => isOutside(condition, { kind: "list", values: [value], withNull: false }, key))))])
    : anyTrue(conditions.map((condition) => isOutside(condition, bounds, key)));
  return proof === true ? "proven" : proof === undefined ? "unknown" : "refuted";
}

/** Each part that an OR joins must lie outside. */
function isOutside(condition: Condition, bounds: Bounds, key: Column): boolean | undefined {
  if (condition.kind !== "atom") {
    const parts = condition.parts.map((part) => isOutside(part, bounds, key));
    return condition.kind === "or" ? allTrue(parts) : anyTrue(parts);
  }
  const atom = parseAtom(condition.sql);
  if (!atom) return undefined;
  if (atom.kind === "null") return true;
  if (bounds.kind === "list") return atom.kind === "not in" ? allTrue(bounds.values.map((value) => anyTrue(atom.values.map((one) => isSameValue(value, one, key.type))))) : undefined;
  if (bounds.kind !== "range" || (atom.kind !== "low" && atom.kind !== "high")) return undefined;
  if (atom.kind === "low") return bounds.to === undefined ? false : atLeast(compareValues(atom.value, bounds.to, key.type));
  return bounds.from === undefined ? false : below(compareValues(atom.value, bounds.from, key.type), atom.inclusive);
}

/** Without a CHECK on the key nothing is proven; with one it may be. */
function undecided(table: Table, parent: Table): Verdict {
  const [, strategy, list = ""] = /^(\w+)\s*\((.*)\)$/s.exec(parent.partitionBy?.trim() ?? "") ?? [];
  if (strategy?.toLowerCase() === "hash") return "refuted";
  const columns = table.columns.filter(({ name }) => list.includes(name));
  return columns.some((column) => checksOn(table, column).length > 0) ? "unknown" : "refuted";
}

/** The partition's column of a key that is one plain column. */
function keyOf(parent: Table, table: Table): Column | undefined {
  const [, name, quoted] = /^(?:range|list)\s*\(\s*(?:([\w$\u0080-\uffff]+)|"((?:[^"]|"")+)")\s*\)$/i.exec(parent.partitionBy?.trim() ?? "") ?? [];
  const column = quoted?.replaceAll('""', '"') ?? name?.toLowerCase();
  return column === undefined ? undefined : findColumn(table, column);
}

const checksOn = (table: Table, column: Column): Condition[] =>
  table.constraints.flatMap((constraint) =>
    constraint.kind === "check" && constraint.validated && refersTo(constraint.expression, column.id) ? [parseCondition(withColumnMarked(constraint.expression, column.id))] : [],
  );

interface Edge {
  readonly value: string;
  readonly inclusive: boolean;
}
type Atom = { readonly kind: "null" | "not null" } | ({ readonly kind: "low" | "high" } & Edge) | { readonly kind: "in" | "not in"; readonly values: readonly string[] };

interface Known {
  readonly notNull: boolean;
  readonly lows: readonly Edge[];
  readonly highs: readonly Edge[];
  /** The only ones that there can be. */
  readonly values: readonly string[] | undefined;
  /** Everything that is said of the column was understood. */
  readonly clear: boolean;
}

function knownOf(table: Table, column: Column): Known {
  let { notNull } = column;
  let clear = true;
  let values: readonly string[] | undefined;
  const lows: Edge[] = [];
  const highs: Edge[] = [];
  for (const part of checksOn(table, column).flatMap(conjuncts)) {
    const atoms = part.kind === "or" ? oneOf(part.parts) : part.kind === "atom" ? atomsOf(part.sql) : undefined;
    if (!atoms) clear &&= !mentions(part);
    for (const atom of atoms ?? []) {
      if (atom.kind === "not null") notNull = true;
      else if (atom.kind === "low") lows.push(atom);
      else if (atom.kind === "high") highs.push(atom);
      else if (atom.kind === "in") ({ values } = atom);
    }
  }
  return { notNull, lows, highs, values, clear };
}

const mentions = (condition: Condition): boolean => (condition.kind === "atom" ? condition.sql.includes(COLUMN) : condition.parts.some(mentions));

/** `r = 2 OR r = 3` */
function oneOf(parts: readonly Condition[]): Atom[] | undefined {
  const lists = parts.map((part) => (part.kind === "atom" ? parseAtom(part.sql) : undefined));
  const values = lists.flatMap((atom) => (atom?.kind === "in" ? atom.values : []));
  return lists.every((atom) => atom?.kind === "in") ? [{ kind: "in", values }] : undefined;
}

function atomsOf(sql: string): Atom[] | undefined {
  const [, low, high] = new RegExp(`^${COLUMN}\\s+between\\s+(.+)\\s+and\\s+(.+)$`, "is").exec(sql) ?? [];
  if (low !== undefined && high !== undefined) {
    const [from, to] = [parseValue(low), parseValue(high)];
    return from === undefined || to === undefined ? undefined : [{ kind: "low", value: from, inclusive: true }, { kind: "high", value: to, inclusive: true }];
  }
  const atom = parseAtom(sql);
  return atom && [atom];
}

function parseAtom(sql: string): Atom | undefined {
  if (saysNotNull(sql)) return { kind: "not null" };
  const text = bare(sql).replace(new RegExp(`^\\(\\s*${COLUMN}\\s*\\)`), COLUMN);
  if (new RegExp(`^${COLUMN}\\s+is\\s+null$`, "i").test(text)) return { kind: "null" };
  const [, not, list] = new RegExp(`^${COLUMN}\\s+(not\\s+)?in\\s*\\((.*)\\)$`, "is").exec(text) ?? [];
  if (list !== undefined) {
    const values = parseValues(cut(list, ","));
    return values && { kind: not === undefined ? "in" : "not in", values };
  }
  const [, operator, right] = new RegExp(`^${COLUMN}\\s*(<>|!=|>=|<=|=|<|>)\\s*(.+)$`, "s").exec(text) ?? [];
  const value = right === undefined ? undefined : parseValue(right);
  if (value === undefined) return undefined;
  if (operator === "=") return { kind: "in", values: [value] };
  if (operator === "<>" || operator === "!=") return { kind: "not in", values: [value] };
  return { kind: operator?.startsWith(">") ? "low" : "high", value, inclusive: operator?.endsWith("=") === true };
}

/** Of three values. */
const anyTrue = (list: readonly (boolean | undefined)[]): boolean | undefined => (list.includes(true) ? true : list.includes(undefined) ? undefined : false);
const allTrue = (list: readonly (boolean | undefined)[]): boolean | undefined => (list.includes(false) ? false : list.includes(undefined) ? undefined : true);
