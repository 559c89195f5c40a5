import type { Column, Constraint, Database, Sequence, Table } from "../../model/database.js";
import type { AttachIndex, AttachPartition, DetachPartition, SetInheritance, SetPersistence } from "../../model/operation-tables.js";
import { changed, invalid, missing, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { undetachable } from "../refusals/concurrently.js";
import { checkOfBounds } from "../detached-check.js";
import { partitions } from "../inheritance.js";
import { findColumn, findConstraint, findIndex, findSequence, findTable, tableById } from "../names/lookup.js";
import { persistenceOf } from "./sequences.js";
import { completePartition, validated } from "./partition-indexes.js";

export function attachPartition(operation: AttachPartition, database: Database, context: ChangeContext): Changed {
  const parent = findTable(database, operation.table);
  if (!parent) return missing(database, "table", operation.table);
  const child = findTable(database, operation.partition);
  if (!child) return missing(database, "table", operation.partition);
  const wrong = unfitPartition(parent, child, database) ?? unfitChild(parent, child);
  if (wrong) return unfit(database, child, wrong);
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
  if (parent.partitionBy === undefined) return unfit(database, child, ["42809", `ALTER action DETACH PARTITION cannot be performed on relation ${said(parent.name)}`]);
  if (child.partitionOf?.parent !== parent.id) return unfit(database, child, ["42P01", `relation ${said(child.name)} is not a partition of relation ${said(parent.name)}`]);
  const refusal = undetachable(operation, parent, database);
  if (refusal) return invalid(database, refusal, "table", child);
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
  const wrong = (code: string, message: string): Changed => invalid(database, { code, message }, "index", operation.partition);
  if (table?.partitionBy === undefined) return wrong("42809", `ALTER action ATTACH PARTITION cannot be performed on relation ${said(index.name)}`);
  const unattachable = `cannot attach index ${said(part.index.name)} as a partition of index ${said(index.name)}`;
  if (child?.partitionOf?.parent !== table.id) return wrong("55000", unattachable);
  if (part.index.parent === index.id) return changed(database);
  if (part.index.parent !== undefined || child.indexes.some((candidate) => candidate.parent === index.id)) return wrong("55000", unattachable);
  const indexes = child.indexes.map((candidate) => (candidate === part.index ? { ...candidate, parent: index.id } : candidate));
  const constraints = index.constraint === undefined ? child.constraints : child.constraints.map((constraint) => (constraint.id === part.index.constraint ? { ...constraint, inherited: true } : constraint));
  return changed(validated(replaceTable(database, { ...child, indexes, constraints }), table.id, index.id));
}

export function setInheritance(operation: SetInheritance, database: Database): Changed {
  const child = findTable(database, operation.table);
  if (!child) return missing(database, "table", operation.table);
  if (child.ofType !== undefined) return unfit(database, child, ["42809", "cannot change inheritance of typed table"]);
  const parent = findTable(database, operation.parent);
  if (!parent) return missing(database, "table", operation.parent);
  if (operation.inherit) {
    const wrong = unfitHeir(parent, child) ?? unfitChild(parent, child);
    if (wrong) return unfit(database, child, wrong);
    return changed(replaceTable(database, { ...child, inherits: [...child.inherits, parent.id] }));
  }
  if (!child.inherits.includes(parent.id)) return unfit(database, child, ["42P01", `relation ${said(parent.name)} is not a parent of relation ${said(child.name)}`]);
  const inherits = child.inherits.filter((id) => id !== parent.id);
  const left = inherits.flatMap((id) => tableById(database, id) ?? []);
  const columns = child.columns.map((column) => (left.some((other) => findColumn(other, column.name)) ? column : { ...column, inherited: false, ...notNullAs(column, false) }));
  const constraints = child.constraints.map((constraint) => (left.some((other) => findConstraint(other, constraint.name)) ? constraint : own(constraint)));
  return changed(replaceTable(database, { ...child, inherits, columns, constraints }));
}

export function setPersistence(operation: SetPersistence, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  const persistence = ({ unlogged: _, ...sequence }: Sequence, of: Pick<Table, "persistence">): Sequence => ({ ...sequence, ...persistenceOf(of, context) });
  if (!table) {
    const own = findSequence(database, operation.table);
    return own ? changed({ ...database, sequences: database.sequences.map((sequence) => (sequence === own ? persistence(own, operation) : sequence)) }) : missing(database, "table", operation.table);
  }
  if (table.persistence === "temporary") return unfit(database, table, ["42P16", `cannot change logged status of table ${said(table.name)} because it is temporary`]);
  const sequences = database.sequences.map((sequence) => (sequence.ownedBy?.table === table.id ? persistence(sequence, operation) : sequence));
  return changed(replaceTable({ ...database, sequences }, { ...table, persistence: operation.persistence }));
}

/** SQLSTATE and message. */
type Wrong = readonly [code: string, message: string];

const unfit = (database: Database, table: Table, [code, message]: Wrong): Changed => invalid(database, { code, message }, "table", table);

function unfitPartition(parent: Table, child: Table, database: Database): Wrong | undefined {
  if (parent.partitionBy === undefined) return ["42809", `ALTER action ATTACH PARTITION cannot be performed on relation ${said(parent.name)}`];
  if (child.partitionOf) return ["42809", `${said(child.name)} is already a partition`];
  if (child.ofType !== undefined) return ["42809", "cannot attach a typed table as partition"];
  if (child.inherits.length > 0) return ["42809", "cannot attach inheritance child as partition"];
  if (database.tables.some(({ inherits }) => inherits.includes(child.id))) return ["42809", "cannot attach inheritance parent as partition"];
  if (child.id === parent.id) return ["42P07", "circular inheritance not allowed"];
  const identity = child.columns.find((column) => column.identity);
  if (identity) return ["55000", `table ${said(child.name)} being attached contains an identity column ${said(identity.name)}`];
  const strange = child.columns.find((column) => !findColumn(parent, column.name));
  return strange && !parent.columnsUnknown ? ["42804", `table ${said(child.name)} contains column ${said(strange.name)} not found in parent ${said(parent.name)}`] : undefined;
}

function unfitHeir(parent: Table, child: Table): Wrong | undefined {
  if (child.partitionOf) return ["42809", "cannot change inheritance of a partition"];
  if (parent.partitionBy !== undefined) return ["42809", `cannot inherit from partitioned table ${said(parent.name)}`];
  if (child.id === parent.id) return ["42P07", "circular inheritance not allowed"];
  return child.inherits.includes(parent.id) ? ["42P07", `relation ${said(parent.name)} would be inherited from more than once`] : undefined;
}

/** A child must have the columns, NOT NULLs and checks of its parent already (source: MergeAttributesIntoExisting, MergeConstraintsIntoExisting). */
function unfitChild(parent: Table, child: Table): Wrong | undefined {
  if (parent.columnsUnknown || child.columnsUnknown) return undefined;
  for (const column of parent.columns) {
    const found = findColumn(child, column.name);
    if (!found) return ["42804", `child table is missing column ${said(column.name)}`];
    if (!found.notNull && column.notNull && column.notNullConstraint?.noInherit !== true) return ["42804", `column ${said(column.name)} in child table ${said(child.name)} must be marked NOT NULL`];
  }
  const check = parent.constraints.find((constraint) => constraint.kind === "check" && !constraint.noInherit && findConstraint(child, constraint.name)?.kind !== "check");
  return check && ["42804", `child table is missing constraint ${said(check.name)}`];
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

export const hasPartitions = (database: Database, table: Table): boolean => partitions(database, table.id).length > 0;
