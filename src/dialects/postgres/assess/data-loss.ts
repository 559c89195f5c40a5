import type { Database, Table } from "../../../model/database.js";
import type { Loss } from "../../../model/effect.js";
import type { AlterColumnType, ChangeData, DropExtension, Operation } from "../../../model/operation.js";
import { foreignKeysTo, heirs } from "../../../database/dependents.js";
import { columnById, columnNames, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import { columnChanges } from "../../../database/typed-tables.js";
import { lostByCast } from "./casts/losses.js";
import { castSteps } from "./failures/casts.js";
import { family, nameOf } from "./relations.js";

/** Values that are gone afterwards. What is refused (before = after) loses nothing. */
export function losesData(operation: Operation, before: Database, after: Database): readonly Loss[] {
  if (before === after) return [];
  switch (operation.kind) {
    case "dropColumn":
    case "dropTable":
    case "dropSchema":
    case "dropType":
    case "dropObject": return gone(before, after);
    case "alterComposite": return operation.change.kind === "alterAttributeType" ? columnChanges(operation, before).flatMap((change) => (change.kind === "alterColumnType" ? cut(change, before) : [])) : gone(before, after);
    case "dropExtension": return ofExtension(operation, before, after);
    case "alterColumnType": return cut(operation, before);
    case "changeData": return rowsGone(operation, before);
    default: return [];
  }
}

function rowsGone(operation: ChangeData, before: Database): readonly Loss[] {
  const table = findTable(before, operation.table);
  if (!table || (operation.command !== "delete" && operation.command !== "truncate")) return [];
  if (operation.command === "delete") return reachedByDelete(before, table);
  return (operation.cascade ? reachedByTruncate(before, table) : family(before, table)).map(rows);
}

/** Tables and columns that are not there any more: those that were named, and what went with them. */
function gone(before: Database, after: Database): Loss[] {
  const losses: Loss[] = [];
  for (const table of before.tables) {
    const left = tableById(after, table.id);
    if (left === table) continue;
    if (!left) losses.push(rows(table));
    else for (const column of table.columns) if (!columnById(left, column.id)) losses.push({ ...rows(table), column: column.name });
  }
  return losses;
}

/** The rows, those that ON DELETE CASCADE takes along, and what ON DELETE SET NULL and SET DEFAULT write over. */
function reachedByDelete(before: Database, first: Table): Loss[] {
  const reached = new Set<Table>(family(before, first));
  const columns: Loss[] = [];
  // A set gives what is added to it while it is walked, too.
  for (const table of reached) {
    for (const { table: child, foreignKey } of foreignKeysTo(before, table.id)) {
      if (foreignKey.onDelete === "cascade") for (const each of family(before, child)) reached.add(each);
      else if (foreignKey.onDelete.startsWith("set")) for (const column of columnNames(child, foreignKey.onDeleteColumns ?? foreignKey.columns)) columns.push({ relation: nameOf(child), column });
    }
  }
  return [...[...reached].map(rows), ...columns];
}

/** TRUNCATE … CASCADE follows foreign keys whatever they say of deletes. */
function reachedByTruncate(database: Database, first: Table): readonly Table[] {
  const reached = new Set<Table>(family(database, first));
  for (const table of reached) for (const key of foreignKeysTo(database, table.id)) for (const each of [key.table, ...heirs(database, key.table)]) reached.add(each);
  return [...reached];
}

/** Of the extensions that have types for columns; CASCADE drops those columns. */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ["citext", ["citext"]], ["hstore", ["hstore"]], ["ltree", ["ltree", "lquery", "ltxtquery"]], ["vector", ["vector", "halfvec", "sparsevec"]],
  ["postgis", ["geometry", "geography", "box2d", "box3d"]], ["cube", ["cube"]], ["isn", ["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"]],
]);

function ofExtension({ name, cascade }: DropExtension, before: Database, after: Database): Loss[] {
  const types = cascade ? (TYPES.get(name.name) ?? []) : [];
  const columns = before.tables.flatMap((table) => table.columns.filter(({ type }) => type.userType === undefined && types.includes(type.name)).map((column): Loss => ({ relation: nameOf(table), column: column.name })));
  const others = gone(before, after).filter((loss) => !columns.some(({ relation, column }) => column === loss.column && relation.name === loss.relation.name && relation.schema === loss.relation.schema));
  return [...columns, ...others];
}

/** Values that USING does not look at, and what casts leave out. */
function cut(operation: AlterColumnType, before: Database): Loss[] {
  const parent = findTable(before, operation.table);
  const using = operation.using;
  const looks = using?.names.some(({ kind, path, star }) => (kind === "column" && (path.at(-1) === operation.column.name || star === true)) || kind === "relation") ?? true;
  return (parent ? family(before, parent) : []).flatMap((table): Loss[] => {
    const column = findColumn(table, operation.column.name);
    if (!column) return [];
    const loss: Loss = { relation: nameOf(table), column: column.name };
    if (!looks) return [loss];
    const parts = (castSteps(operation, column, before) ?? []).flatMap((step) => lostByCast(step) ?? []);
    return parts.slice(0, 1).map((part) => ({ ...loss, part }));
  });
}

const rows = (table: Table): Loss => ({ relation: nameOf(table), column: undefined });
