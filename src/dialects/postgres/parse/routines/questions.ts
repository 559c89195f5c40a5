import type { RoutineStatement } from "../../../../model/routine.js";
import type { Known } from "../../catalog/value.js";

/** Whether an error of EXCEPTION WHEN comes of the schema alone, never of rows. */
export const aboutSchema = (condition: string): boolean => /^(duplicate_(?!json)|undefined_|42|invalid_schema)/.test(condition);

/** Whether each round of a loop may do something else. */
export const differs = (body: readonly RoutineStatement[]): boolean =>
  anywhere(body, (statement) => DIFFERING.has(statement.kind) || (statement.kind === "run" && statement.operations.some(({ calls }) => calls !== undefined)));

const DIFFERING: ReadonlySet<RoutineStatement["kind"]> = new Set(["execute", "choose", "assign", "leave"]);

/** RETURN somewhere in it. */
export const returns = (body: readonly RoutineStatement[]): boolean => anywhere(body, ({ kind }) => kind === "return");

/** The values of `FOR i IN lower..upper BY step`, no more than one over `most`; undefined where they are not known. */
export function integers(lower: Known, upper: Known, step: Known, reverse: boolean, most: number): number[] | undefined {
  if (typeof lower !== "number" || typeof upper !== "number" || typeof step !== "number" || step < 1) return undefined;
  const rounds: number[] = [];
  for (let at = lower; (reverse ? at >= upper : at <= upper) && rounds.length <= most; at += reverse ? -step : step) rounds.push(at);
  return rounds;
}

/** Variables that it gives values. */
export function assigned(body: readonly RoutineStatement[]): string[] {
  const names: string[] = [];
  anywhere(body, (statement) => {
    if (statement.kind === "assign") names.push(statement.variable);
    if (statement.kind === "run" || statement.kind === "execute") names.push(...statement.into, "found");
    if (statement.kind === "forget" || statement.kind === "loop") names.push(...statement.variables);
    return false;
  });
  return names;
}

function anywhere(body: readonly RoutineStatement[], is: (statement: RoutineStatement) => boolean): boolean {
  return body.some((statement) => is(statement) || within(statement).some((inner) => anywhere(inner, is)));
}

function within(statement: RoutineStatement): readonly (readonly RoutineStatement[])[] {
  switch (statement.kind) {
    case "choose": return statement.branches.map((branch) => branch.body);
    case "loop": return [statement.body];
    case "block": return [statement.body, ...(statement.handlers ?? []).map((handler) => handler.body)];
    default: return [];
  }
}

/** Whether a condition looks into the catalogs, by itself or by what its variables were made of: then what it guards is there after it, either way. */
export function asksCatalog(condition: string, sources: ReadonlyMap<string, string>): boolean {
  const words = new Set(condition.toLowerCase().match(/\w+/g) ?? []);
  const used = [...sources].flatMap(([name, source]) => (words.has(name) ? [source] : []));
  return [condition, ...used].some((sql) => /\bpg_|\binformation_schema\b|\bto_reg/i.test(sql));
}
