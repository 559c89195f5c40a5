import type { Column, Database, ObjectId, Table } from "../../model/database.js";
import type { NameAt } from "../../model/name.js";
import type { AddColumn, ColumnDefinition, Operation, SequenceOptions } from "../../model/operation.js";
import { columnDefinition, notNullDefinition } from "./columns.js";
import { constraints } from "./table-constraints.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { noOptions, sequenceOptions } from "./sequences.js";

export function createTable(table: Table, database: Database, quote: (name: string) => string): Operation[] {
  const columns = table.columns.map((column) => definitionOf(column, table, database, quote));
  const create: Operation = {
    kind: "createTable",
    span: NOWHERE,
    ifNotExists: false,
    name: nameAt(table),
    // Partitions and heirs are made apart, as pg_dump does: their columns may stand in another order than those of the parent.
    columns,
    persistence: table.persistence,
    partitionBy: table.partitionBy,
    partitionOf: undefined,
    inherits: [],
    asQuery: undefined,
  };
  return [create, ...constraints(table, database, quote, { late: false, isWanted: () => true }), ...retypedIdentities(table, database)];
}

export function addColumn(column: Column, table: Table, database: Database, quote: (name: string) => string): AddColumn {
  return { kind: "addColumn", span: NOWHERE, table: nameAt(table), ifNotExists: false, column: definitionOf(column, table, database, quote) };
}

function definitionOf(column: Column, table: Table, database: Database, quote: (name: string) => string): ColumnDefinition {
  // A partition has the identity of its parent.
  return columnDefinition(table.partitionOf ? { ...column, identity: undefined } : column, table, identityOptions(column, database), database, quote);
}

/** Of its sequence, name and all. */
export function identityOptions(column: Column, database: Database): SequenceOptions | undefined {
  const sequence = database.sequences.find((candidate) => candidate.identity && candidate.ownedBy?.column === column.id);
  return sequence && { ...sequenceOptions(sequence), dataType: undefined, name: { schema: sequence.schema, name: sequence.name } };
}

/** LIKE makes sequences of another type than that of their identity column. */
function retypedIdentities(table: Table, database: Database): Operation[] {
  return table.columns.flatMap((column): Operation[] => {
    const sequence = database.sequences.find(({ identity, ownedBy }) => identity && ownedBy?.column === column.id);
    if (!sequence || sequence.dataType === column.type.name || table.partitionOf) return [];
    const { dataType, minimum, maximum } = sequence;
    return [{ kind: "alterSequence", span: NOWHERE, name: nameAt(sequence), ifExists: false, options: { ...noOptions, dataType, minimum, maximum } }];
  });
}

export function belonging(table: Table, database: Database): Operation[] {
  const named = (id: ObjectId): NameAt[] => database.tables.flatMap((candidate) => (candidate.id === id ? [nameAt(candidate)] : []));
  const { partitionOf } = table;
  if (partitionOf) return named(partitionOf.parent).map((parent) => ({ kind: "attachPartition", span: NOWHERE, table: parent, partition: nameAt(table), bounds: partitionOf.bounds }));
  return table.inherits.flatMap(named).map((parent) => ({ kind: "setInheritance", span: NOWHERE, table: nameAt(table), parent, inherit: true }));
}

/** Made with its columns and then given its type, as one that had it taken away may have them in another order. */
export function typed(table: Table, { composites }: Database): Operation[] {
  const type = composites.find(({ id }) => id === table.ofType);
  return type ? [{ kind: "setTableType", span: NOWHERE, table: nameAt(table), type: nameAt(type) }] : [];
}

export function attachedIndexes(table: Table, database: Database, isWanted: (id: ObjectId) => boolean): Operation[] {
  const parent = database.tables.find((candidate) => candidate.id === table.partitionOf?.parent);
  if (!parent) return [];
  return table.indexes.filter(({ id }) => isWanted(id)).flatMap((index): Operation[] => {
    const whole = parent.indexes.find((candidate) => candidate.id === index.parent);
    return whole ? [{ kind: "attachIndex", span: NOWHERE, name: nameAt({ schema: parent.schema, name: whole.name }), partition: nameAt({ schema: table.schema, name: index.name }) }] : [];
  });
}

/** Those that old rows may not fit. */
export function lateNotNulls(table: Table): Operation[] {
  return table.columns.flatMap(({ name, notNull, notNullConstraint }): Operation[] =>
    notNull || !notNullConstraint || notNullConstraint.inherited ? [] : [{ kind: "setNotNull", span: NOWHERE, table: nameAt(table), column: identifier(name), constraint: notNullDefinition(notNullConstraint) }]);
}
