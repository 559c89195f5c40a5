import type { Column, Constraint, Database, Table } from "../../model/database.js";
import type { AttachIndex, AttachPartition, DetachPartition, SetInheritance, SetPersistence } from "../../model/operation-tables.js";
import { changed, missing, refused, replaceTable, type Changed, type ChangeContext } from "./change.js";
import { checkOfBounds } from "../detached-check.js";
import { partitions } from "../inheritance.js";
import { findColumn, findConstraint, findIndex, findTable, tableById } from "../names/lookup.js";
import { completePartition, validated } from "./partition-indexes.js";

export function attachPartition(operation: AttachPartition, database: Database, context: ChangeContext): Changed {
  const parent = findTable(database, operation.table);
  if (!parent) return missing(database, "table", operation.table);
  const child = findTable(database, operation.partition);
  if (!child) return missing(database, "table", operation.partition);
  const fits = parent.partitionBy !== undefined && child.id !== parent.id && !child.partitionOf && child.inherits.length === 0 && child.columns.every((column) => findColumn(parent, column.name) && !column.identity);
  if (!fits || !merges(parent, child)) return invalid(database, child);
  const attached: Table = {
    ...child,
    partitionOf: { parent: parent.id, bounds: operation.bounds },
    columns: child.columns.map((column) => ({ ...column, identity: findColumn(parent, column.name)?.identity, inherited: true, ...notNullAs(column, findColumn(parent, column.name)?.notNull === true) })),
    constraints: inheriting(parent, child),
  };
  return changed(completePartition(replaceTable(database, attached), parent.id, child.id, context));
}

export function detachPartition(operation: DetachPartition, database: Database, context: ChangeContext): Changed {
  const parent = findTable(database, operation.table);
  if (!parent) return missing(database, "table", operation.table);
  const child = findTable(database, operation.partition);
  if (!child) return missing(database, "table", operation.partition);
  if (child.partitionOf?.parent !== parent.id) return invalid(database, child);
  const detached: Table = {
    ...child,
    partitionOf: undefined,
    columns: child.columns.map((column) => ({ ...column, identity: undefined, inherited: false, ...notNullAs(column, false) })),
    constraints: child.constraints.map(own),
    indexes: child.indexes.map(({ parent: _, ...index }) => index),
  };
  if (!operation.concurrently) return changed(replaceTable(database, detached));
  const check = checkOfBounds(parent, child, database, context);
  if (check) return changed(replaceTable(database, { ...detached, constraints: [...detached.constraints, check] }));
  const unknown = { migration: context.migration, statement: context.statement, node: "AlterTableStmt.AT_DetachPartition" };
  return changed({ ...replaceTable(database, detached), unknown: [...database.unknown, unknown] });
}

export function attachIndex(operation: AttachIndex, database: Database): Changed {
  const place = findIndex(database, operation.name);
  if (!place) return missing(database, "index", operation.name);
  const part = findIndex(database, operation.partition);
  if (!part) return missing(database, "index", operation.partition);
  const { table, index } = place;
  const { table: child } = part;
  if (!table || child?.partitionOf?.parent !== table.id) return refused(database, { kind: "invalid", what: "index", name: operation.partition });
  if (part.index.parent === index.id) return changed(database);
  if (part.index.parent !== undefined || child.indexes.some((candidate) => candidate.parent === index.id)) return refused(database, { kind: "invalid", what: "index", name: operation.partition });
  const indexes = child.indexes.map((candidate) => (candidate === part.index ? { ...candidate, parent: index.id } : candidate));
  const constraints = index.constraint === undefined ? child.constraints : child.constraints.map((constraint) => (constraint.id === part.index.constraint ? { ...constraint, inherited: true } : constraint));
  return changed(validated(replaceTable(database, { ...child, indexes, constraints }), table.id, index.id));
}

export function setInheritance(operation: SetInheritance, database: Database): Changed {
  const child = findTable(database, operation.table);
  if (!child) return missing(database, "table", operation.table);
  const parent = findTable(database, operation.parent);
  if (!parent) return missing(database, "table", operation.parent);
  if (operation.inherit) {
    const wrong = child.partitionOf !== undefined || parent.partitionBy !== undefined || child.inherits.includes(parent.id) || child.id === parent.id || child.columnsUnknown !== parent.columnsUnknown;
    if (wrong || !merges(parent, child)) return invalid(database, child);
    return changed(replaceTable(database, { ...child, inherits: [...child.inherits, parent.id] }));
  }
  if (!child.inherits.includes(parent.id)) return invalid(database, child);
  const inherits = child.inherits.filter((id) => id !== parent.id);
  const left = inherits.flatMap((id) => tableById(database, id) ?? []);
  const columns = child.columns.map((column) => (left.some((other) => findColumn(other, column.name)) ? column : { ...column, inherited: false, ...notNullAs(column, false) }));
  const constraints = child.constraints.map((constraint) => (left.some((other) => findConstraint(other, constraint.name)) ? constraint : own(constraint)));
  return changed(replaceTable(database, { ...child, inherits, columns, constraints }));
}

export function setPersistence(operation: SetPersistence, database: Database): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  if (table.persistence === "temporary") return invalid(database, table);
  const sequences = database.sequences;
  return changed(replaceTable({ ...database, sequences }, { ...table, persistence: operation.persistence }));
}

/** A child must have the columns, NOT NULLs and checks of its parent already (source: MergeAttributesIntoExisting, MergeConstraintsIntoExisting). */
function merges(parent: Table, child: Table): boolean {
  const columns = parent.columns.every((column) => {
    const found = findColumn(child, column.name);
    return found !== undefined && (found.notNull || !column.notNull || column.notNullConstraint?.noInherit === true);
  });
  return columns && parent.constraints.every((constraint) => constraint.kind !== "check" || constraint.noInherit || findConstraint(child, constraint.name)?.kind === "check");
}

const notNullAs = ({ notNullConstraint }: Column, inherited: boolean): Pick<Column, "notNullConstraint"> => (notNullConstraint ? { notNullConstraint: { ...notNullConstraint, inherited } } : {});

/** A partition's checks are its parent's where they have its name; an heir's stay its own too. */
function inheriting(parent: Table, child: Table): Constraint[] {
  return child.constraints.map((constraint) => (constraint.kind === "check" && findConstraint(parent, constraint.name) ? { ...constraint, inherited: true } : constraint));
}

function own(constraint: Constraint): Constraint {
  const { inherited: _, ...rest } = constraint;
  if (rest.kind !== "foreignKey") return rest;
  const { parent: _parent, ...key } = rest;
  return key;
}

const invalid = (database: Database, { schema, name }: Table): Changed => refused(database, { kind: "invalid", what: "table", name: { schema, name } });

export const hasPartitions = (database: Database, table: Table): boolean => partitions(database, table.id).length > 0;
