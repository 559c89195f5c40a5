import { columnsOfType } from "../../../../database/dependents.js";
import { findDomain } from "../../../../database/names/user-types.js";
import type { DomainCheck } from "../../../../model/database-objects.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { AlterDomain } from "../../../../model/operation-objects.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { nameOf } from "../relations.js";
import { holdsNoRows, liveCondition, liveRows, type Meeting } from "./live-rows.js";

/** ALTER DOMAIN … ADD CHECK, VALIDATE CONSTRAINT, SET NOT NULL: every column of it is checked; those of its arrays are refused anyhow. */
export function failingDomain({ name, change }: AlterDomain, meeting: Meeting): PossibleFailure[] {
  const old = findDomain(meeting.before, name);
  const now = findDomain(meeting.after, name);
  if (!old || !now) return [];
  const check = now.checks.find(({ id, validated }) => validated && old.checks.find((known) => known.id === id)?.validated !== true);
  if (change.kind === "setNotNull" ? old.notNull : !check) return [];
  return columnsOfType(meeting.before, old.id).flatMap(({ table, column }) => {
    // A partition's rows are its parent's.
    if (column.type.array || column.inherited === true || holdsNoRows(table, meeting)) return [];
    const rows = liveRows(table, [column], meeting);
    const base = { relation: nameOf(table), columns: [column.name] };
    if (!check) return [{ ...base, code: "23502", why: `rows hold NULL in a column of ${now.name}`, checkQuery: rows && `SELECT 1 FROM ${rows} WHERE ${quote(column.name)} IS NULL LIMIT 1` }];
    const condition = domainCondition(check, meeting);
    const checkQuery = rows && condition && `SELECT 1 FROM (SELECT ${quote(column.name)} AS value FROM ${rows}) AS checked WHERE NOT (${condition}) LIMIT 1`;
    return [{ ...base, code: "23514", why: `rows violate it in a column of ${now.name}`, checkQuery }];
  });
}

/** VALUE stands for a column of that name as well. */
export const domainCondition = (check: DomainCheck, meeting: Meeting): string | undefined => liveCondition(check.expression, meeting);
