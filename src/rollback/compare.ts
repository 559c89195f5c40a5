import { heirs } from "../database/dependents.js";
import { findTable } from "../database/questions.js";
import { effectiveDefaults, effectivePrivileges } from "../database/effective-rights.js";
import { recreate } from "../database/recreate/recreate.js";
import type { Database, Index, Sequence } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Name } from "../model/name.js";
import type { PrivilegeAction, RoleName } from "../model/operation-access.js";
import type { Operation } from "../model/operation.js";
import type { FinishedDraft } from "./draft.js";

/** Statements that make only one of the two, of each side; the order of columns, and how an expression is written, do not count. */
export function onlyInOne(reached: Database, goal: Database, dialect: Dialect, serverVersion: number | undefined): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const [have, want] = [texts(reached, dialect, serverVersion), texts(goal, dialect, serverVersion)];
  const only = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] => [...some].flatMap(([key, sql]) => (others.has(key) ? [] : [sql]));
  return { missing: only(want, have), surplus: only(have, want) };
}

/** The statements that make a database, by what they say. */
export const texts = (database: Database, { naming, writer }: Dialect, serverVersion: number | undefined): ReadonlyMap<string, string> =>
  new Map(writer.statements(recreate(ordered(database, serverVersion), naming.quote).filter((operation) => !isOfServer(operation))).map((sql) => [meaning(sql), sql]));

/** Roles that others name, and the owner that everything has without being told. */
const isOfServer = (operation: Operation): boolean => operation.kind === "createRole" || (operation.kind === "setOwner" && operation.to === "session_user");

/** Without quotes and parentheses that change nothing, and without the schema of a collation. */
export function meaning(sql: string): string {
  const bare = sql.replace(/^(\s*create\s+)or\s+replace\s+/i, "$1").replaceAll(/COLLATE "(?:[^"]|"")*"\.(?=")/g, "COLLATE ").replaceAll(/"([a-z_][a-z0-9_]*)"/g, "$1");
  return withoutDoubled(bare);
}

/** `(x)` for `((x))`; in literals nothing changes. */
function withoutDoubled(sql: string): string {
  const open: number[] = [];
  const ends = new Map<number, number>();
  for (const { 0: token, index } of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (token === "(") open.push(index);
    else if (token === ")") ends.set(open.pop() ?? -1, index);
  }
  const doubled = new Set([...ends].flatMap(([start, end]) => (ends.get(start + 1) === end - 1 ? [start, end] : [])));
  return doubled.size === 0 ? sql : sql.split("").filter((_, at) => !doubled.has(at)).join("");
}

const ordered = (database: Database, serverVersion: number | undefined): Database => ({
  ...database,
  privileges: effectivePrivileges(database, serverVersion).filter(isKnown),
  defaultPrivileges: effectiveDefaults(database, serverVersion).filter(isKnown),
  sequences: database.sequences.map(withoutDefaults),
  domains: database.domains.map((domain) => ({ ...domain, checks: domain.checks.toSorted(byName) })),
  composites: database.composites.map((type) => ({ ...type, attributes: type.attributes.toSorted(byName) })),
  tables: database.tables.map((table) => ({ ...table, columns: table.columns.toSorted(byName), indexes: table.indexes.map(withSortedParameters), constraints: table.constraints.toSorted(byName) })),
});

/** Whether a role had what a REVOKE takes, no migration says; that of PUBLIC is known. */
const isKnown = ({ action, role }: { readonly action: PrivilegeAction; readonly role: RoleName }): boolean => action !== "revoke" || role === "public";

const withSortedParameters = (index: Index): Index => (index.parameters === undefined ? index : { ...index, parameters: index.parameters.split(/,\s*/).sort().join(", ") });

/** What is said by ALTER SEQUENCE and is the case without. */
function withoutDefaults(sequence: Sequence): Sequence {
  const { increment, start, minimum, cache } = sequence;
  const first = minimum ?? "1";
  return { ...sequence, increment: increment === "1" ? undefined : increment, start: start === first && !(increment ?? "1").startsWith("-") ? undefined : start, cache: cache === "1" ? undefined : cache };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Sentences on columns and attributes that were added again and do not stand where they did: others that stayed came after them. */
export function moved({ statements }: Pick<FinishedDraft, "statements">, goal: Database): readonly string[] {
  const added = new Set(statements.flatMap(({ operations }) => operations.flatMap(({ operation }) => {
    if (operation.kind === "addColumn") return withHeirs(operation.table, goal).map((table) => key(table, operation.column.name.name));
    return operation.kind === "alterComposite" && operation.change.kind === "addAttribute" ? [key(operation.name, operation.change.attribute.name.name)] : [];
  })));
  return [
    ...goal.tables.flatMap((table) => notAtTheEnd(table.columns, ({ name }) => added.has(key(table, name))).map(({ name }) => `"${name}" is one of the last columns of "${table.name}"`)),
    ...goal.composites.flatMap((type) => notAtTheEnd(type.attributes, ({ name }) => added.has(key(type, name))).map(({ name }) => `"${name}" is one of the last attributes of "${type.name}"`)),
  ];
}

const withHeirs = (name: Name, goal: Database): readonly Name[] => {
  const table = findTable(goal, name);
  return table ? [table, ...heirs(goal, table)] : [name];
};

/** Those that came back and have others after them. */
function notAtTheEnd<T>(all: readonly T[], isBack: (one: T) => boolean): T[] {
  const last = all.findLastIndex((one) => !isBack(one));
  return all.filter((one, at) => at < last && isBack(one));
}

const key = ({ schema, name }: Name, column: string): string => JSON.stringify([schema, name, column]);
