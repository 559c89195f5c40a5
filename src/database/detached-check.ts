import type { Check, Database, Table } from "../model/database.js";
import type { Expression, NameInExpression } from "../model/name.js";
import { bind } from "./names/bind.js";
import { firstFree, type ChangeContext } from "./apply/change.js";
import { constraintNameTaken, findColumn } from "./names/lookup.js";
import { splitList } from "./partition-key.js";

/**
 * What DETACH … CONCURRENTLY leaves in place of the bounds (source: DetachAddConstraintIfNeeded). Undefined where only the server can say it: hash
 * partitions, keys of several columns or expressions, partitions of partitions.
 */
export function checkOfBounds(parent: Table, child: Table, database: Database, context: ChangeContext): Check | undefined {
  const bounds = child.partitionOf && keyAndCondition(parent, child, child.partitionOf.bounds, true);
  if (!bounds) return undefined;
  const name = firstFree((suffix) => context.naming.automaticName(child.name, [bounds.column], `check${suffix}`), (taken) => constraintNameTaken(database, child.schema, taken));
  const expression = bind(withColumn(bounds.condition, bounds.column, context.naming.quote), database, [child]);
  return { kind: "check", id: context.newId(), name, validated: true, deferrable: false, initiallyDeferred: false, expression, noInherit: false };
}

/** Whether a row of `child` fits into bounds of `parent`, as SQL; undefined as above. */
export function boundsAsCondition(parent: Table, child: Table, text: string, quote: (name: string) => string): string | undefined {
  const bounds = keyAndCondition(parent, child, text);
  return bounds && withColumn(bounds.condition, bounds.column, quote).sql;
}

/** The same of a row that does not fit in: what keeps the DEFAULT partition from being read. */
export function boundsAsExclusion(parent: Table, other: Table, text: string, quote: (name: string) => string): string | undefined {
  const bounds = keyAndCondition(parent, other, text);
  const [, from, to] = BETWEEN.exec(text) ?? [];
  const values = splitList(LISTED.exec(text)?.[1] ?? "");
  const [lower = "minvalue"] = splitList(from ?? "");
  const [upper = "maxvalue"] = splitList(to ?? "");
  const edges = [...(/^minvalue$/i.test(lower) ? [] : [` < ${typed(lower)}`]), ...(/^maxvalue$/i.test(upper) ? [] : [` >= ${typed(upper)}`])];
  const tests = values.length === 0 ? edges : values.some((value) => /^null$/i.test(value)) ? [] : [` NOT IN (${values.map(typed).join(", ")})`];
  return bounds && tests.length > 0 ? tests.map((test) => `${quote(bounds.column)}${test}`).join(" OR ") : undefined;
}

/** `asKept`: with the type that the server keeps the bounds in, which is said only for times with a precision. */
function keyAndCondition(parent: Table, child: Table, text: string, asKept = false): { readonly column: string; readonly condition: Condition } | undefined {
  const [, strategy = "", quoted, plain] = /^\s*(list|range)\s*\(\s*(?:"((?:[^"]|"")+)"|([\w$]+))\s*\)\s*$/i.exec(parent.partitionBy ?? "") ?? [];
  const column = findColumn(child, quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? "");
  const precise = asKept && column !== undefined && column.type.modifiers.length > 0 && /^time/.test(column.type.name);
  const cast = precise ? `::${column.type.name}(${column.type.modifiers.join(", ")})` : "";
  const condition = strategy.toLowerCase() === "list" ? ofList(text) : ofRange(text, cast);
  return parent.partitionOf || !column || !condition ? undefined : { column: column.name, condition };
}

const LISTED = /^\s*for\s+values\s+in\s*\((.*)\)\s*$/is;
const BETWEEN = /^\s*for\s+values\s+from\s*\((.*)\)\s*to\s*\((.*)\)\s*$/is;

/** Pieces of SQL between which the column stands. */
type Condition = readonly string[];

function ofList(bounds: string): Condition | undefined {
  const [, inside] = LISTED.exec(bounds) ?? [];
  const values = inside === undefined ? [] : splitList(inside);
  const given = values.filter((value) => !/^null$/i.test(value));
  if (values.length === 0) return undefined;
  if (given.length === 0) return ["", " IS NULL"];
  const isOneOf = given.length === 1 ? ` = ${given.map(typed).join("")}` : ` = ANY (${array(given)})`;
  return given.length < values.length ? ["", " IS NULL OR ", isOneOf] : ["", " IS NOT NULL AND ", isOneOf];
}

function ofRange(bounds: string, cast: string): Condition | undefined {
  const [, from, to] = BETWEEN.exec(bounds) ?? [];
  const [lower, ...moreLower] = splitList(from ?? "");
  const [upper, ...moreUpper] = splitList(to ?? "");
  if (lower === undefined || upper === undefined || moreLower.length + moreUpper.length > 0) return undefined;
  const condition = ["", " IS NOT NULL"];
  const and = (comparison: string): void => void condition.splice(-1, 1, `${condition.at(-1) ?? ""} AND `, comparison);
  if (!/^minvalue$/i.test(lower)) and(` >= ${typed(lower)}${cast}`);
  if (!/^maxvalue$/i.test(upper)) and(` < ${typed(upper)}${cast}`);
  return condition;
}

/** A string takes the column's type, as the bounds have; a number has one of its own. */
const typed = (value: string): string => (/^[-+]?[\d.]+$/.test(value) ? `'${value}'` : value);

/** As one literal where the values are plain. */
function array(values: readonly string[]): string {
  const plain = values.map((value) => /^(?:'([^'"\\{},\s]+)'|([-+]?[\d.]+))$/.exec(value)).flatMap((match) => match?.[1] ?? match?.[2] ?? []);
  return plain.length === values.length && !plain.some((value) => /^null$/i.test(value)) ? `'{${plain.join(",")}}'` : `ARRAY[${values.join(", ")}]`;
}

function withColumn(condition: Condition, column: string, quote: (name: string) => string): Expression {
  const names: NameInExpression[] = [];
  let sql = condition[0] ?? "";
  for (const piece of condition.slice(1)) {
    const start = sql.length;
    sql += quote(column);
    names.push({ kind: "column", path: [column], start, end: sql.length });
    sql += piece;
  }
  return { sql, names, literal: undefined };
}
