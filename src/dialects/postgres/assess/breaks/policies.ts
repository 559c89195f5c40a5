import { findTable } from "../../../../database/names/lookup.js";
import type { Database, Table } from "../../../../model/database.js";
import type { DatabaseObject, TableSetting } from "../../../../model/database-objects.js";
import type { Break } from "../../../../model/effect.js";
import type { RoleName } from "../../../../model/operation-access.js";
import type { PolicyRule } from "../../../../model/operation-objects.js";
import { nameOf } from "../relations.js";
import { groupsOf, may, ownerOf, PUBLIC, rolesIn } from "./rights.js";

/**
 * Rows that row level security refuses from now on (42501): those of roles for which no policy lets any in, and those that do not meet one. Superusers and
 * roles with BYPASSRLS are not held to policies, nor is a table's owner without FORCE. Rows that are only hidden make nothing fail.
 */
export function policyBreaks(before: Database, after: Database): Break[] {
  if (before.tables === after.tables && before.objects === after.objects) return [];
  return before.tables.flatMap((table) => {
    const now = table.persistence === "temporary" ? undefined : findTable(after, nameOf(table));
    if (!now || !isOn(now, "rowSecurity") || (now === table && before.objects === after.objects)) return [];
    return ofTable(table, now, before, after);
  });
}

function ofTable(table: Table, now: Table, before: Database, after: Database): Break[] {
  const relation = nameOf(table);
  const old = policiesOf(table, before);
  const policies = policiesOf(now, after);
  const refused = (role: RoleName): boolean => lets([role, ...groupsOf(role, before, "does not count")], table, old) && !lets([role, ...groupsOf(role, after, "counts")], now, policies);
  const break42501 = (why: string, role: RoleName | undefined): Break => ({ code: "42501", who: "inserts", why, relation, column: undefined, depends: "role", ...(role !== undefined && { role }) });
  const found: Break[] = [];
  if (refused(PUBLIC)) found.push(break42501("row level security lets no row in for want of a policy: only superusers and the table's owner insert any", undefined));
  else {
    const writers = rolesIn(before).filter((role) => role !== PUBLIC && may(role, { privilege: "INSERT", target: table.id }, before, "does not count") && ![role, ...groupsOf(role, before, "counts")].includes(ownerOf(table.id, before) ?? ""));
    for (const role of writers) if (refused(role)) found.push(break42501(`no policy lets rows of ${role} in any more`, role));
  }
  const owner = ownerOf(now.id, after);
  const isForced = isOn(now, "forceRowSecurity") && !(isOn(table, "rowSecurity") && isOn(table, "forceRowSecurity"));
  if (isForced && !lets(owner === undefined ? [PUBLIC] : [owner, ...groupsOf(owner, after, "counts")], now, policies)) found.push(break42501(`row level security is forced, and no policy lets rows of the table's owner${owner === undefined ? "" : ` ${owner}`} in, unless it is a superuser`, owner));
  const asked = isOn(table, "rowSecurity") ? asking(old) : [];
  const asks = asking(policies).filter((policy) => !asked.some(({ id, definitions }) => id === policy.id && definitions.length === policy.definitions.length));
  if (asks.length > 0) {
    const why = `they have to meet ${asks.map(({ name }) => `the policy ${name}`).join(", ")}`;
    for (const who of ["inserts", "updates"] as const) found.push({ code: "42501", who, why, relation, column: undefined, depends: "role" });
  }
  return found;
}

const policiesOf = (table: Table, { objects }: Database): readonly DatabaseObject[] => objects.filter(({ kind, on }) => kind === "policy" && on === table.id);

/** Whether some row of a role, given with those whose rights it has, may come in and be returned. One that these migrations do not give a rule for may be anything. */
function lets(names: readonly RoleName[], table: Table, policies: readonly DatabaseObject[]): boolean {
  if (!isOn(table, "rowSecurity")) return true;
  return (["insert", "select"] as const).every((command) => policies.some(({ policy, roles = [] }) => !policy || (!policy.restrictive && isFor(policy, command) && (roles.includes(PUBLIC) || names.some((name) => roles.includes(name))))));
}

/** Whose condition a row may fail: of permissive ones none, where another lets everything in. */
function asking(policies: readonly DatabaseObject[]): readonly DatabaseObject[] {
  const rules = policies.flatMap(({ policy, roles = [] }) => (policy && roles.includes(PUBLIC) ? [policy] : []));
  const isOpen = (["insert", "update", "select"] as const).every((command) => rules.some((rule) => !rule.restrictive && isFor(rule, command) && askedBy(rule) === "everything"));
  return policies.filter(({ policy }) => policy && policy.command !== "delete" && askedBy(policy) === "condition" && (policy.restrictive || !isOpen));
}

const askedBy = ({ using, check }: PolicyRule): PolicyRule["using"] => (using === "condition" ? using : (check ?? using));

const isFor = (rule: PolicyRule, command: "insert" | "update" | "select"): boolean => rule.command === "all" || rule.command === command;

const isOn = ({ settings }: Table, wanted: TableSetting["setting"]): boolean => settings.some(({ setting }) => setting === wanted);
