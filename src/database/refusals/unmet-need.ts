import type { Database, Problem } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { Need, ScopeItem } from "../../model/need.js";
import { columnsOf } from "../names/expand-stars.js";
import { isRoutine, relationNamed } from "../names/find-object.js";
import { findType, isShell } from "../names/user-types.js";
import { invalidity, type ChangeContext } from "../apply/change.js";
import { uneven } from "./uneven.js";
import { ungrouped } from "./ungrouped.js";
import { unfitValue } from "./unfit-value.js";
import { missingType } from "./missing-type.js";
import { missingRelation, SYSTEM_COLUMNS } from "./missing-relation.js";
import { isCertain } from "../uncertain.js";

/** The first name of a statement that is certainly not there. */
export function unmetNeed(needs: readonly Need[], database: Database, context: ChangeContext): Problem | undefined {
  const bodiesAreRead = database.settings.findLast(({ name }) => name === "check_function_bodies")?.values.every((value) => /^(?:off|false|0|no)$/i.test(value)) !== true;
  for (const need of needs) {
    const problem = need.ofBody === true && !bodiesAreRead ? undefined : unmet(need, database, context);
    if (problem) return problem;
  }
  return undefined;
}

function unmet(need: Need, database: Database, context: ChangeContext): Problem | undefined {
  if (need.kind === "value") return unfitValue(need.value, need.as, database, context);
  if (need.kind === "count") return uneven(need, database);
  if (need.kind === "grouped") return ungrouped(need, database);
  const name = nameOf(need.path);
  switch (need.kind) {
    case "relation":
    case "sequence": {
      const relation = missingRelation([name], database);
      return relation && problem(need.kind === "relation" ? "table" : "sequence", relation);
    }
    case "type": {
      const type = missingType([{ ...name, modifiers: [], dimensions: 0 }], database, context);
      if (type) return problem("type", name);
      if (!need.shell) return undefined;
      const known = findType(database, name);
      return known && isShell(known) ? invalidity(need.shell, "type", name) : undefined;
    }
    case "function": return isMissingFunction(need.path, need.arguments, database, context) ? { ...problem("function", name), ...(context.naming.mayHaveFunction(name.name, undefined, undefined) && { given: need.arguments }) } : undefined;
    case "column": return (need.seesAll === true ? ambiguousColumn(need, database) : undefined) ?? missingColumn(need, database);
  }
}

type NeededColumn = Extract<Need, { kind: "column" }>;

const problem = (what: string, name: Name, among: readonly Name[] = []): Problem => ({ kind: "missing", what, name, table: among.length === 1 ? among[0] : undefined, dependents: [], ...(among.length > 1 && { among }) });

const nameOf = (path: readonly string[]): Name => ({ schema: path.at(-2), name: path.at(-1) ?? "" });

/** A type of the name makes a call a cast, and a column of an only argument's type is read like a call. */
function isMissingFunction(path: readonly string[], given: number, database: Database, { naming, serverVersion }: ChangeContext): boolean {
  const { schema, name } = nameOf(path);
  const written = nameOf(path);
  if (path.length > 2 || naming.mayHaveFunction(name, given, serverVersion) || !isCertain(database, written)) return false;
  const places = new Set(database.schemas.map(({ name: known }) => known));
  if (schema === undefined ? !database.searchPath.every((place) => places.has(place)) : !places.has(schema)) return false;
  if (!database.extensions.every((extension) => naming.knowsFunctionsOf(extension.name))) return false;
  if (database.objects.some((object) => object.name === name && isRoutine(object.kind))) return false;
  if (findType(database, written) ?? relationNamed(database, written)) return false;
  return given !== 1 || !(database.tables.some(({ columns, columnsUnknown }) => columnsUnknown || columns.some((column) => column.name === name)) || database.views.some(({ columns }) => columns.length === 0 || columns.includes(name)));
}

/** In the innermost FROM clause; of items whose columns are not known, it does not matter what they have. */
function ambiguousColumn({ path, star, scopes: [scope = []] }: NeededColumn, database: Database): Problem | undefined {
  const [alias, column = ""] = path.length === 1 ? [undefined, ...path] : path;
  if (path.length > 2 || star === true) return undefined;
  const items = alias === undefined ? scope.filter(({ qualified, merged }) => qualified !== true && merged !== "natural" && merged?.includes(column) !== true) : scope.filter((item) => item.alias === alias);
  if (alias !== undefined && items.length !== 1) return undefined;
  const found = items.reduce((sum, item) => sum + timesIn(item, column, database), 0);
  return found < 2 ? undefined : { kind: "invalid", code: "42702", message: `column reference "${column}" is ambiguous`, what: "column", name: { schema: undefined, name: column }, table: undefined, dependents: [] };
}

/** How many of its columns surely have that name. */
function timesIn(item: ScopeItem, column: string, database: Database): number {
  if (!item.columns) return item.alias !== undefined && columnNames(item, database)?.has(column) === true ? 1 : 0;
  let times = 0;
  for (const own of item.columns) {
    if (typeof own === "string") times += own === column ? 1 : 0;
    else for (const inner of own) times += inner.merged === "natural" || inner.merged?.includes(column) === true ? 0 : timesIn(inner, column, database);
  }
  return times;
}

function missingColumn({ path, star, scopes }: NeededColumn, database: Database): Problem | undefined {
  const column = path.at(-1) ?? "";
  const [alias, schema] = [path.at(-2), path.at(-3)];
  const looked: ScopeItem[] = [];
  for (const scope of scopes) {
    const items = alias === undefined ? scope : scope.filter((item) => item.alias === undefined || (item.alias === alias && (schema === undefined || item.path === undefined || item.path.length === 1 || item.path[0] === schema)));
    for (const item of items) {
      const columns = item.alias === undefined ? undefined : columnNames(item, database);
      if (columns === undefined || star === true || columns.has(column) || (alias === undefined && item.alias === column)) return undefined;
      if (item.path !== undefined && SYSTEM_COLUMNS.has(column)) return undefined;
    }
    looked.push(...items);
    // The innermost of that name decides.
    if (alias !== undefined && items.length > 0) break;
  }
  if (alias !== undefined && looked.length === 0) return path.length === 2 && scopes.flat().every((item) => isKnown(item, database)) ? problem("FROM-clause entry", { schema: undefined, name: alias }) : undefined;
  // `u.f` is f(u) where there is a function.
  if (alias !== undefined && database.objects.some((object) => object.name === column && isRoutine(object.kind))) return undefined;
  const relations = looked.flatMap((item) => (item.path && tableOrView(item, database)) ?? []);
  return problem("column", { schema: undefined, name: column }, [...new Map(relations.map((relation) => [relation.id, { schema: relation.schema, name: relation.name }])).values()]);
}

const tableOrView = ({ path = [] }: ScopeItem, database: Database): ReturnType<typeof relationNamed> => relationNamed(database, nameOf(path));

const isKnown = (item: ScopeItem, database: Database): boolean => item.alias !== undefined && columnNames(item, database) !== undefined;

/** undefined where not all of them can be told. */
function columnNames(item: ScopeItem, database: Database): ReadonlySet<string> | undefined {
  if (item.columns) {
    const found = new Set<string>();
    for (const column of item.columns) {
      if (typeof column === "string") {
        found.add(column);
        continue;
      }
      for (const inner of column) {
        const names = columnNames(inner, database);
        if (names === undefined) return undefined;
        for (const name of names) found.add(name);
      }
    }
    return found;
  }
  if (item.path === undefined) return undefined;
  const relation = tableOrView(item, database);
  if (!relation || !isCertain(database, relation)) return undefined;
  const columns = columnsOf({ alias: "", path: item.path, depth: 0 }, database);
  return columns && new Set(columns.map(({ column }) => column));
}

