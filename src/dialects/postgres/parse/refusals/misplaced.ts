import type { FuncCall, Node } from "libpg-query";
import type { StandingRefusal } from "../../../../model/need.js";
import { givesRows, isAggregate, isMutable, isWindowFunction } from "../../catalog/functions.js";
import { argumentsGiven, strings, walk } from "../tree.js";

/** Where an expression stands, as messages name it, and whether a query may stand in it. */
export interface Place {
  /** Of one: `check constraint`. */
  readonly one: string;
  /** Of several: `check constraints`. */
  readonly several: string;
  readonly queries?: boolean;
  /** Functions that give rows may stand there. */
  readonly rows?: boolean;
  /** What the server says of functions that are not immutable, where only such may stand. */
  readonly mutable?: string;
}

export const PLACES = {
  default: { one: "DEFAULT expression", several: "DEFAULT expressions" },
  check: { one: "check constraint", several: "check constraints" },
  generated: { one: "column generation expression", several: "column generation expressions", mutable: "generation expression is not immutable" },
  index: { one: "index expression", several: "index expressions", mutable: "functions in index expression must be marked IMMUTABLE" },
  predicate: { one: "index predicate", several: "index predicates", mutable: "functions in index predicate must be marked IMMUTABLE" },
  transform: { one: "transform expression", several: "transform expressions" },
  partition: { one: "partition key expression", several: "partition key expressions", mutable: "functions in partition key expression must be marked IMMUTABLE" },
  trigger: { one: "trigger WHEN condition", several: "trigger WHEN conditions" },
  policy: { one: "policy expression", several: "policy expressions", queries: true },
  where: { one: "WHERE", several: "WHERE", queries: true },
  update: { one: "UPDATE", several: "UPDATE", queries: true },
  values: { one: "VALUES", several: "VALUES", queries: true, rows: true },
  groupBy: { one: "GROUP BY", several: "GROUP BY", queries: true, rows: true },
} as const satisfies Readonly<Record<string, Place>>;

/** A query, aggregate, window function or function that gives rows where none may stand (source: transformSubLink, check_agglevels_and_constraints, transformWindowFuncCall, check_srf_call_placement). */
export function misplacedIn(expression: unknown, place: Place): StandingRefusal | undefined {
  let found: StandingRefusal | undefined;
  walk(expression, (node) => {
    if (found) return false;
    if ("SubLink" in node) {
      if (place.queries !== true) found = { code: "0A000", message: `cannot use subquery in ${place.one}`, functions: [] };
      return false;
    }
    if ("SelectStmt" in node) return false;
    if ("FuncCall" in node) found = ofCall(node.FuncCall, place);
    return found === undefined;
  });
  return found ?? (place.mutable === undefined ? undefined : mutableIn(expression, place.mutable));
}

/** The call of a function that is immutable for no arguments; it is looked for last, as the server does. */
function mutableIn(expression: unknown, message: string): StandingRefusal | undefined {
  let found: StandingRefusal | undefined;
  walk(expression, (node) => {
    const call = "FuncCall" in node ? node.FuncCall : undefined;
    const name = call && builtIn(call);
    if ("SQLValueFunction" in node) found ??= { code: "42P17", message, functions: [] };
    else if (call && name !== undefined && isMutable(name, argumentsGiven(call))) found ??= { code: "42P17", message, functions: [name] };
    return found === undefined;
  });
  return found;
}

function ofCall(call: FuncCall, { several, rows }: Place): StandingRefusal | undefined {
  const name = builtIn(call);
  if (name === undefined) return undefined;
  const functions = [name];
  const given = argumentsGiven(call);
  if (call.over !== undefined) return isWindowFunction(name, given) || isAggregate(name, given) ? { code: "42P20", message: `window functions are not allowed in ${several}`, functions } : undefined;
  if (isAggregate(name, given)) return { code: "42803", message: `aggregate functions are not allowed in ${several}`, functions };
  return givesRows(name, given) && rows !== true ? { code: "0A000", message: `set-returning functions are not allowed in ${several}`, functions } : undefined;
}

/** A window function without its window, in a query but not in those in it (source: ParseFuncOrColumn). */
export function withoutWindow(expression: unknown): StandingRefusal | undefined {
  let found: StandingRefusal | undefined;
  walk(expression, (node) => {
    if (found || "SubLink" in node || "SelectStmt" in node) return false;
    const call = "FuncCall" in node && node.FuncCall.over === undefined ? node.FuncCall : undefined;
    const name = call && builtIn(call);
    if (call && name !== undefined && isWindowFunction(name, argumentsGiven(call))) found = { code: "42809", message: `window function ${name} requires an OVER clause`, functions: [name] };
    return true;
  });
  return found;
}

/** undefined for what another schema may have. */
function builtIn({ funcname }: FuncCall): string | undefined {
  const [schema, name, ...others] = strings(funcname).length === 1 ? ["pg_catalog", ...strings(funcname)] : strings(funcname);
  return schema === "pg_catalog" && others.length === 0 ? name : undefined;
}

/** The first that is there. */
export function first(given: readonly (readonly [expression: Node | readonly Node[] | undefined, place: Place])[]): StandingRefusal | undefined {
  for (const [expression, place] of given) {
    const found = expression === undefined ? undefined : misplacedIn(expression, place);
    if (found) return found;
  }
  return undefined;
}
