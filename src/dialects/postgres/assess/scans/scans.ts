import type { Database, Table } from "../../../../model/database.js";
import type { Environment } from "../../../../model/environment.js";
import type { Name } from "../../../../model/name.js";
import type { AddColumn, AddConstraint, AlterColumnType, AlterConstraint, ChangeData, CreateIndex, Operation, ValidateConstraint } from "../../../../model/operation.js";
import { refersTo } from "../../../../database/names/bind.js";
import { columnOfNotNull } from "../../../../database/not-null.js";
import { foreignKeysOf, foreignKeysTo } from "../../../../database/dependents.js";
import { findColumn, findConstraint, findTable, tableById } from "../../../../database/names/lookup.js";
import { family, findRelation, isLive, nameOf, storing, withPartitions, type Relation } from "../relations.js";
import { distinct } from "../locks/modes.js";
import { maintenanceScans } from "../locks/maintenance.js";
import { checkedByDomain } from "../locks/objects.js";
import { partitionScans } from "./partitions.js";
import { isProvenNotNull } from "../proofs/not-null.js";
import { fillsAnew, movedAnew, persistedAnew, storedAnew, typeChanges } from "../rewrites/rewrites.js";

/**
 * Relations that are certainly read whole: to write their rows anew, to check them, to build an index. A foreign key's check is counted for the
 * referencing table alone: how the parent is looked up is up to the planner, as is what queries read.
 */
export function scans(operation: Operation, before: Database, after: Database, environment: Environment): readonly Name[] {
  return distinct(scanned(operation, before, after, environment).filter(isLive).map(nameOf));
}

function scanned(operation: Operation, before: Database, after: Database, environment: Environment): readonly Relation[] {
  switch (operation.kind) {
    case "addColumn": return addColumn(operation, before, after);
    case "alterColumnType": return alterColumnType(operation, before, environment);
    case "setNotNull": {
      if (operation.constraint?.notValid === true) return [];
      const table = findTable(before, operation.table);
      return table ? notNullChecks(family(before, table), operation.column.name) : [];
    }
    case "addConstraint": return addConstraint(operation, before, after);
    case "validateConstraint": return validateConstraint(operation, before);
    // Only a foreign key can be made to hold.
    case "alterConstraint": return operation.enforced === true && before !== after ? validateConstraint(operation, before) : [];
    case "createIndex": return createIndex(operation, before, after);
    case "alterDomain": return storing(checkedByDomain(operation, before));
    case "createTable":
    case "attachPartition":
    case "detachPartition": return partitionScans(operation, before, after);
    // SET TABLESPACE copies the file as it is.
    case "alterTableSetting": return operation.setting === "accessMethod" ? movedAnew(operation, before) : [];
    case "setGenerated": return storedAnew(operation, before);
    case "setPersistence": return persistedAnew(operation, before);
    case "reindex":
    case "refreshMaterializedView":
    case "cluster":
    case "vacuum":
    case "analyze": return maintenanceScans(operation, before);
    case "changeData": return changeData(operation, before);
    default: return [];
  }
}

function addColumn({ table: name, column }: AddColumn, before: Database, after: Database): readonly Relation[] {
  const table = findTable(before, name);
  if (!table || before === after) return [];
  // NOT NULL without a value for the rows that are there: the scan ends at the first of them.
  const checksNull = column.notNull && (!column.default || column.default.literal === null);
  return fillsAnew(column, before) || checksNull ? storing(family(before, table)) : [];
}

function notNullChecks(tables: readonly Table[], column: string): readonly Table[] {
  return storing(tables).filter((table) => {
    const found = findColumn(table, column);
    return found && !found.notNull && !isProvenNotNull(table, found.id);
  });
}

function alterColumnType(operation: AlterColumnType, before: Database, environment: Environment): readonly Relation[] {
  const found: Table[] = [];
  for (const { table, column, heap, indexes, comparesAnew } of typeChanges(operation, before, environment)) {
    const checked = table.constraints.some((constraint) => constraint.kind === "check" && constraint.validated && refersTo(constraint.expression, column.id));
    if (heap || indexes.length > 0 || checked) found.push(table);
    // Foreign keys over it are made anew, and checked unless the comparison is the same as before.
    if (!heap && !comparesAnew) continue;
    if (foreignKeysOf(table).some((key) => key.validated && key.columns.includes(column.id))) found.push(table);
    for (const { table: child, foreignKey } of foreignKeysTo(before, table.id)) {
      if (foreignKey.validated && foreignKey.references.columns.includes(column.id)) found.push(...storing(withPartitions(before, child)));
    }
  }
  return found;
}

function addConstraint({ table: name, constraint, inline }: AddConstraint, before: Database, after: Database): readonly Relation[] {
  const table = findTable(before, name);
  if (!table || inline === "createTable" || before === after) return [];
  switch (constraint.kind) {
    case "foreignKey": {
      if (constraint.notValid) return [];
      // A new column without a default is null everywhere: nothing to check (source: transformAlterTableStmt).
      const [first] = constraint.columns;
      const column = first && findColumn(table, first.name);
      if (inline === "addColumn" && column && !column.default && !column.generated) return [];
      return storing(withPartitions(before, table)).filter((each) => each === table || getsForeignKey(each, after));
    }
    case "check": return constraint.notValid ? [] : storing(constraint.noInherit ? [table] : family(before, table));
    case "primaryKey": {
      if (!constraint.usingIndex) return storing(withPartitions(before, table));
      const index = table.indexes.find((candidate) => candidate.name === constraint.usingIndex?.name);
      return (index?.keys ?? []).flatMap((key) => {
        const column = table.columns.find((candidate) => candidate.id === key.column);
        return column ? notNullChecks([table], column.name) : [];
      });
    }
    case "unique": return constraint.usingIndex ? [] : storing(withPartitions(before, table));
    case "exclusion": return storing(withPartitions(before, table));
  }
}

/** A partition that has the key already, and it holds, is not read: the new one takes it over. */
const getsForeignKey = (partition: Table, after: Database): boolean => {
  const known = foreignKeysOf(partition).filter(({ validated, notEnforced }) => validated && notEnforced !== true);
  return foreignKeysOf(tableById(after, partition.id) ?? partition).some(({ id, inherited }) => inherited === true && !foreignKeysOf(partition).some((key) => key.id === id && (key.inherited === true || known.includes(key))));
};

function validateConstraint({ table: name, name: { name: constraintName } }: ValidateConstraint | AlterConstraint, before: Database): readonly Relation[] {
  const table = findTable(before, name);
  const column = table && columnOfNotNull(table, constraintName);
  if (table && column) return column.notNull ? [] : notNullChecks(family(before, table), column.name);
  const constraint = table && findConstraint(table, constraintName);
  if (!table || !constraint || constraint.validated) return [];
  return storing(constraint.kind === "check" && !constraint.noInherit ? family(before, table) : withPartitions(before, table));
}

function createIndex({ table: name, only }: CreateIndex, before: Database, after: Database): readonly Relation[] {
  // IF NOT EXISTS, and it does.
  if (before === after) return [];
  const table = findTable(before, name);
  if (!table) return [findRelation(before, name)].filter((view) => view !== undefined);
  return storing(only ? [table] : withPartitions(before, table));
}

/** An UPDATE or DELETE without WHERE, or with one that no index could serve. */
function changeData({ command, table: name, where, reads }: ChangeData, before: Database): readonly Relation[] {
  const table = findTable(before, name);
  if (!table || (command !== "update" && command !== "delete") || (reads.length > 0 && where)) return [];
  return storing(family(before, table)).filter((each) => {
    const named = (where?.names ?? []).flatMap(({ kind, path }) => (kind === "column" ? [path.at(-1) ?? ""] : []));
    const columns = new Set([table, each].flatMap((owner) => named.map((column) => findColumn(owner, column)?.id)));
    const leading = [...table.indexes, ...each.indexes].flatMap((index) => [index.keys[0]?.column, ...(index.keys[0]?.expression?.references.map(({ target }) => target) ?? [])]);
    if (where && columns.size === 0) return false;
    return !leading.some((id) => id !== undefined && columns.has(id));
  });
}
