import { bindType } from "../../../../database/names/bind.js";
import { findColumn, findTable } from "../../../../database/names/lookup.js";
import { currentType } from "../../../../database/render.js";
import type { Column, Database } from "../../../../model/database.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { TypeName } from "../../../../model/name.js";
import type { AlterColumnType } from "../../../../model/operation.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { sqlType } from "../../types.js";
import { parseCasts } from "../casts/chain.js";
import { castRisks, type CastRisk } from "../casts/risks.js";
import { nameOf } from "../relations.js";
import { holdsNoRows, liveRows, type Meeting } from "./live-rows.js";

/** ALTER COLUMN TYPE whose casts refuse some values, where USING casts the column itself or is not there. */
export function failingCasts(operation: AlterColumnType, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  const column = table && findColumn(table, operation.column.name);
  if (!table || !column || meeting.before === meeting.after || holdsNoRows(table, meeting)) return [];
  const steps = castSteps(operation, column, meeting.before);
  const risky = steps?.flatMap((step) => castRisks(step, meeting).map((risk) => ({ step, risk }))) ?? [];
  const rows = liveRows(table, [column], meeting);
  // A second cast cannot be tried on what the first one refuses.
  const single = new Set(risky.map(({ step }) => step)).size === 1;
  return risky.map(({ step, risk }) => ({
    code: risk.code, why: risk.why, relation: nameOf(table), columns: [column.name],
    checkQuery: single && rows !== undefined ? query(rows, step, risk) : undefined,
  }));
}

/** One cast of a value. */
export interface CastStep {
  readonly from: TypeName;
  readonly to: TypeName;
  /** Written by the user: strings are then cut to their length, which an assignment refuses to do. */
  readonly explicit: boolean;
  /** SQL of the value that it casts. */
  readonly value: string;
  /** All that it can be, where it is the text of an enum. */
  readonly labels: readonly string[] | undefined;
}

/** undefined: USING is more than casts of the column. */
export function castSteps(operation: AlterColumnType, column: Column, before: Database): CastStep[] | undefined {
  const now = (type: TypeName): TypeName => currentType(bindType(type, before), before);
  const casts = operation.using === undefined ? [] : parseCasts(operation.using.sql, column.name);
  if (casts === undefined) return undefined;
  const steps: CastStep[] = [];
  let from = currentType(column.type, before);
  let value = quote(column.name);
  const labels = before.enums.find(({ id }) => id === column.type.userType)?.values.map(({ label }) => label);
  for (const [at, written] of casts.entries()) {
    const target = now(written);
    // A list as text, read as another list, is what its elements are as text: `("roles"::text::"Role_new"[])`.
    const isListText = from.dimensions > 0 && target.name === "text" && (casts[at + 1] ?? operation.type).dimensions > 0;
    const to = isListText ? { ...target, dimensions: 1 } : target;
    steps.push({ from, to, explicit: true, value, labels });
    value = `(${value})::${sqlType(to)}`;
    from = to;
  }
  return [...steps, { from, to: now(operation.type), explicit: false, value, labels }];
}

/** Of arrays each element is cast. */
function query(rows: string, { from, value }: CastStep, { condition }: CastRisk): string | undefined {
  if (condition === undefined) return undefined;
  const elements = from.dimensions > 0 ? `, unnest(${value}) AS element` : "";
  const tested = condition(from.dimensions > 0 ? "element" : value);
  return `SELECT 1 FROM ${rows}${elements} WHERE ${tested} LIMIT 1`;
}
