import { keyColumns, primaryKeyIndex } from "../../../../database/keys.js";
import { columnsByName, findColumn, findEnum, findTable, findView } from "../../../../database/names/lookup.js";
import { hasServerDefault } from "../../../../database/questions.js";
import { currentType } from "../../../../database/render.js";
import type { Column, Database, EnumType, Table } from "../../../../model/database.js";
import type { Break } from "../../../../model/effect.js";
import type { Name, TypeName } from "../../../../model/name.js";
import type { RenameRole } from "../../../../model/operation-access.js";
import type { Operation } from "../../../../model/operation.js";
import { canAssign } from "../../catalog/assignments.js";
import { canCompare } from "./comparable.js";
import { policyBreaks } from "./policies.js";
import { isRequired, possibleBreaks } from "./possible.js";
import { roleBreaks } from "./roles.js";

/** The database that the client knows, the one that it meets, and the server's major version. */
export interface ClientStates {
  readonly before: Database;
  readonly after: Database;
  readonly version: number | undefined;
}

/** What an operation breaks for code that was deployed before it. ROLLBACK only takes back what was not deployed. */
export function breaks(operation: Operation, states: ClientStates, deployed: Database): readonly Break[] {
  if (operation.kind === "rollback" || deployed.tables.length + deployed.views.length === 0) return [];
  const found = clientBreaks(states).filter((broken) => isKnown(broken, deployed));
  return operation.kind === "renameRole" ? found.map((broken) => (broken.role === operation.name.name ? ofRenamed(broken, operation) : broken)) : found;
}

/** Who is connected goes on. */
const ofRenamed = (broken: Break, { name, to }: RenameRole): Break => ({ ...broken, code: "28000", why: `${name.name} is called ${to.name}: the server refuses new connections of the old name` });

/** The running code names what the live database has. */
function isKnown({ relation, column, code }: Break, deployed: Database): boolean {
  const table = findTable(deployed, relation);
  if (!table) return findView(deployed, relation) !== undefined;
  return column === undefined || code.startsWith("23") || findColumn(table, column) !== undefined;
}

/**
 * Statements that Prisma Client sent to `before` and that fail on `after`, whatever lies between: the client knows names, so a column that was dropped
 * and made again is the same to it. It selects and returns all columns of a model by name, finds rows by the primary key, casts enums to text when it
 * reads them and from text to the enum by its name when it sends them (quaint's visitor for PostgreSQL, Prisma 5 to 7). A break with a column is one
 * of the statements that read it (42703, 0A000, 42846), send it (42804, 42704, 22P02, 428C9, on 13 also 42601), find rows by it (42883), or leave it out (23502);
 * `prepared statements` are only those prepared before.
 *
 * What `depends` on values or rows: NOT NULL where the code sends NULL, new CHECKs, unique and foreign keys, shorter or narrower types, new values of
 * enums. On roles: rights that are taken away, sequences and functions that a default needs, policies. Not claimed, because the replay does not know it: what
 * triggers fill in or refuse, what a view of the old table's name lets through.
 */
export function clientBreaks(states: ClientStates): readonly Break[] {
  const { before, after } = states;
  const found: Break[] = [...roleBreaks(before, after), ...policyBreaks(before, after)];
  if (before.tables === after.tables && before.views === after.views && before.enums === after.enums) return found;
  for (const [at, table] of before.tables.entries()) {
    if (table.persistence === "temporary") continue;
    // Most tables are as they were: the same object, nearly always at the same place.
    const now = after.tables[at] === table ? table : findTable(after, place(table));
    if (now === table && before.enums === after.enums) continue;
    if (now) found.push(...ofTable(table, now, states), ...possibleBreaks(table, now, before, after));
    else if (!findView(after, place(table))) found.push(...relationGone(place(table), ["reads", "inserts", "updates", "deletes"]));
  }
  if (before.views !== after.views) found.push(...ofViews(before, after));
  return found;
}

type Who = Break["who"];

const EVERYBODY: readonly Who[] = ["reads", "inserts", "updates", "deletes"];

const relationGone = (relation: Name, who: readonly Who[]): Break[] => who.map((one) => ({ code: "42P01", who: one, why: "the running code names it, and it is not there any more", relation, column: undefined }));

const columnGone = (relation: Name, column: string, who: readonly Who[]): Break[] => who.map((one) => ({ code: "42703", who: one, why: "the running code names it, and it is not there any more", relation, column }));

function ofViews(before: Database, after: Database): Break[] {
  return before.views.flatMap((view, at) => {
    const now = after.views[at] === view ? view : findView(after, place(view));
    if (now === view) return [];
    if (!now) return findTable(after, place(view)) ? [] : relationGone(place(view), ["reads"]);
    return view.columns.filter((name) => !now.columns.includes(name)).flatMap((name) => columnGone(place(view), name, ["reads"]));
  });
}

function ofTable(table: Table, now: Table, { before, after, version }: ClientStates): Break[] {
  if (table.columnsUnknown || now.columnsUnknown) return [];
  const found: Break[] = [];
  const index = primaryKeyIndex(table);
  const keys = index ? keyColumns(index) : [];
  const columnsNow = columnsByName(now);
  for (const column of table.columns) {
    const other = columnsNow.get(column.name);
    if (!other) found.push(...columnGone(place(table), column.name, EVERYBODY));
    else for (const { code, who, why } of ofColumn({ column, before, isKey: keys.includes(column.id), version }, other, after)) found.push({ code, who, why, relation: place(table), column: column.name });
  }
  const columnsBefore = columnsByName(table);
  for (const column of now.columns) {
    const old = columnsBefore.get(column.name);
    if (mayBeLeftOut(column, after) || (old && !mayBeLeftOut(old, before))) continue;
    found.push({ code: "23502", who: "inserts", why: whyLeftOut(old, before), relation: place(table), column: column.name });
  }
  return found;
}

/** Why an insert that names all but the column fails; `old`: what the column was. */
function whyLeftOut(old: Column | undefined, before: Database): string {
  if (!old) return "the running code does not send it, and it has no default";
  if (hasServerDefault(old, before)) return "the running code may leave it out, and it has no default any more";
  return "the running code may leave it out, and it is NOT NULL now, without a default";
}

/** A domain can have a default, of which nothing is known here. */
function mayBeLeftOut(column: Column, database: Database): boolean {
  if (!isRequired(column) || hasServerDefault(column, database)) return true;
  return isUserType(column, database) && enumOf(column, database) === undefined;
}

type Part = Pick<Break, "code" | "who" | "why">;

interface Old {
  readonly column: Column;
  readonly before: Database;
  readonly isKey: boolean;
  readonly version: number | undefined;
}

function ofColumn(old: Old, now: Column, after: Database): Part[] {
  if (old.column === now && old.before.enums === after.enums) return [];
  const found: Part[] = [];
  // Of a generated column 13 says that it is a syntax error.
  const code = old.version === 13 && now.generated !== undefined ? "42601" : "428C9";
  if (refusesValues(now) && !refusesValues(old.column)) for (const who of ["inserts", "updates"] as const) found.push({ code, who, why: "the running code sends values, and the server takes none any more" });
  const type = enumOf(old.column, old.before);
  if (type) found.push(...ofEnum(type, old, now, after));
  else if (!sameType(old.column, old.before, now, after)) found.push(...ofType(old, now, after));
  return found;
}

function ofType({ column, before, isKey }: Old, now: Column, after: Database): Part[] {
  const found: Part[] = [{ code: "0A000", who: "prepared statements", why: "cached plan must not change result type: until they are prepared again, in a new connection" }];
  if (isUserType(column, before) || (isUserType(now, after) && !enumOf(now, after))) return found;
  const why = "their parameters have the old type";
  if (enumOf(now, after)) found.push({ code: "42804", who: "prepared statements", why });
  else if (!canAssign(column.type, now.type)) found.push({ code: "42804", who: "prepared statements", why });
  if (isKey && (enumOf(now, after) || !canCompare(column.type, now.type))) found.push({ code: "42883", who: "prepared statements", why });
  return found;
}

/** Sent as CAST($1::text AS "Role"), read as "role"::text: only the name and the labels count. */
function ofEnum(type: EnumType, { column, isKey }: Old, now: Column, after: Database): Part[] {
  const found: Part[] = [];
  const all = (code: string, why: string, who: readonly Who[] = EVERYBODY): void => void found.push(...who.map((one) => ({ code, who: one, why })));
  const named = findEnum(after, place(type));
  const target = enumOf(now, after);
  if (column.type.array && !now.type.array && (target || !canAssign({ name: "text", array: false }, now.type))) all("42846", "the running code reads a list");
  if (!named) all("42704", `the running code names the type ${type.name}, which is not there any more`);
  else if (target ? target !== named || column.type.array !== now.type.array : !isUserType(now, after) && !canAssign(column.type, now.type)) all("42804", `the running code sends ${type.name}`, ["inserts", "updates"]);
  if (named && isKey && target !== named) all("42883", `the running code looks for ${type.name}`, ["reads", "updates", "deletes"]);
  const gone = named ? type.values.filter(({ label }) => !named.values.some((value) => value.label === label)).map(({ label }) => label) : [];
  if (gone.length > 0) all("22P02", `the running code may send ${gone.map((label) => `'${label}'`).join(", ")}`);
  return found;
}

const refusesValues = (column: Column): boolean => column.generated !== undefined || column.identity === "always";

const isUserType = (column: Column, database: Database): boolean => ![undefined, "pg_catalog"].includes(currentType(column.type, database).schema);

function enumOf(column: Column, database: Database): EnumType | undefined {
  const type = currentType(column.type, database);
  return type.schema === undefined ? undefined : findEnum(database, type);
}

function sameType(a: Column, before: Database, b: Column, after: Database): boolean {
  if (a.type.array !== b.type.array || a.collation?.name !== b.collation?.name) return false;
  if (isUserType(a, before) && isUserType(b, after) && a.type === b.type) return true;
  const [old, now] = [currentType(a.type, before), currentType(b.type, after)];
  return old.name === now.name && isUserType(a, before) === isUserType(b, after) && modifiers(old) === modifiers(now);
}

/** `numeric(10)` is `numeric(10, 0)`. */
const modifiers = (type: TypeName): string => (type.name === "numeric" && type.modifiers.length === 1 ? [...type.modifiers, "0"] : type.modifiers).join(",");

const place = ({ schema, name }: { readonly schema: string; readonly name: string }): Name => ({ schema, name });
