import type { Column, Database, Table } from "../../../../model/database.js";
import type { Environment } from "../../../../model/environment.js";
import type { Name } from "../../../../model/name.js";
import type { AlterColumnType, ColumnDefinition, Operation } from "../../../../model/operation.js";
import type { AlterTableSetting } from "../../../../model/operation-objects.js";
import type { SetGenerated, SetPersistence } from "../../../../model/operation-tables.js";
import { bindType } from "../../../../database/names/bind.js";
import { isCertain } from "../../../../database/uncertain.js";
import { indexesInTablespace, inTablespace } from "../../../../database/tablespaces.js";
import { findColumn, findIndex, findTable, findView } from "../../../../database/names/lookup.js";
import { truncated } from "../locks/data.js";
import { family, nameOf, storing, type Relation } from "../relations.js";
import { behindDomain } from "../casts/domain-types.js";
import { maintenanceRewrites } from "../locks/maintenance.js";
import { isBuiltIn, typeChange, type TypeChange } from "../casts/type-changes.js";
import { mayBeVolatile } from "./volatility.js";

/** Tables of which the rows, or an index that was there before, get a new file. Partitions stand for the partitioned table, which has none. */
export function rewrites(operation: Operation, before: Database, after: Database, environment: Environment): readonly Name[] {
  switch (operation.kind) {
    case "addColumn": {
      const table = findTable(before, operation.table);
      return table && before !== after && fillsAnew(operation.column, before) ? storing(family(before, table)).map(nameOf) : [];
    }
    case "alterColumnType": return typeChanges(operation, before, environment).flatMap(({ table, heap, indexes }) => (heap || indexes.length > 0 ? [nameOf(table)] : []));
    case "changeData": return operation.command === "truncate" ? storing(truncated(operation, before)).map(nameOf) : [];
    case "alterTableSetting": return movedAnew(operation, before).map(nameOf);
    case "moveTablespace": return [...inTablespace(operation, before), ...indexesInTablespace(operation, before).map(({ table, view }) => table ?? view)].filter((relation) => !("partitionBy" in relation) || relation.partitionBy === undefined).map(nameOf);
    case "setGenerated": return storedAnew(operation, before).map(nameOf);
    case "setPersistence": return persistedAnew(operation, before).map(nameOf);
    case "reindex":
    case "refreshMaterializedView":
    case "cluster":
    case "vacuum":
    case "analyze": return maintenanceRewrites(operation, before).map(nameOf);
    default: return [];
  }
}

/** SET EXPRESSION computes stored values again; of a virtual column there are none. */
export function storedAnew({ table: name, column }: SetGenerated, before: Database): readonly Table[] {
  const table = findTable(before, name);
  return table && findColumn(table, column.name)?.generated?.storage === "stored" ? storing(family(before, table)) : [];
}

/** SET TABLESPACE and SET ACCESS METHOD, where they change something. A table of which the history says nothing has the usual ones. */
export function movedAnew({ table: name, setting, value }: AlterTableSetting, before: Database): readonly Relation[] {
  if (setting !== "tablespace" && setting !== "accessMethod") return [];
  const place = setting === "tablespace" ? findIndex(before, name) : undefined;
  // That of a partitioned table has no file.
  if (place) return place.index.tablespace === value || place.table?.partitionBy !== undefined ? [] : [place.table ?? place.view];
  const view = findView(before, name);
  if (view?.materialized === true) return (view.settings ?? []).find((old) => old.setting === setting)?.value !== value ? [view] : [];
  const table = findTable(before, name);
  return table && table.settings.find((old) => old.setting === setting)?.value !== value ? storing([table]) : [];
}

/** SET LOGGED and UNLOGGED, where they change something. */
export function persistedAnew({ table: name, persistence }: SetPersistence, before: Database): readonly Table[] {
  const table = findTable(before, name);
  return table && table.persistence !== persistence ? storing([table]) : [];
}

/** ADD COLUMN computes a value for each row, unless one value serves all: a constant, or what is stable (source: ATExecAddColumn). */
export function fillsAnew(column: ColumnDefinition, before: Database): boolean {
  if (column.generated) return column.generated.storage === "stored";
  if (column.serial || column.identity !== undefined) return true;
  if (column.default && mayBeVolatile(column.default, before)) return true;
  return mayBeConstrainedDomain(column, before);
}

export interface TableTypeChange extends TypeChange {
  readonly table: Table;
  readonly column: Column;
}

/** What ALTER COLUMN TYPE makes of the table and of those that inherit the column. */
export function typeChanges(operation: AlterColumnType, before: Database, environment: Environment): readonly TableTypeChange[] {
  const parent = findTable(before, operation.table);
  if (!parent) return [];
  const changes = family(before, parent).flatMap((table) => {
    const column = findColumn(table, operation.column.name);
    return column ? [{ table, column, ...typeChange(operation, table, column, before, environment) }] : [];
  });
  // A partition has its part of every index of the tables above it.
  const above = changes.flatMap(({ table, indexes }) => (table.partitionBy === undefined ? [] : indexes));
  return changes.filter(({ table }) => storing([table]).length > 0).map((change) => (change.table.partitionOf ? { ...change, indexes: [...change.indexes, ...above] } : change));
}

/** A domain's constraints are checked row by row. One that an unknown statement made may have some. */
function mayBeConstrainedDomain({ type: written }: ColumnDefinition, before: Database): boolean {
  const bound = bindType(written, before);
  const behind = behindDomain(bound, before);
  if (behind) return behind.constrained;
  const { userType, ...type } = bound;
  if (userType !== undefined || isBuiltIn({ ...type, dimensions: 0 })) return false;
  return before.unknown.some(({ node }) => node === "CreateDomainStmt" || node === "DoStmt") && !isCertain(before, bound);
}
