import type { Column, Database, Sequence, Table } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { AlterSequence, CreateSequence, DropSequence, RenameSequence, SequenceOptions } from "../../model/operation.js";
import { appendSequence, changed, exists, firstFree, invalid, missing, part, refused, type Changed, type ChangeContext } from "./change.js";
import { missingRelation } from "../refusals/missing-relation.js";
import { otherKind } from "../refusals/other-kind.js";
import { impossibleSequence } from "../refusals/sequence-bounds.js";
import { describe, sequenceUsers } from "../dependents.js";
import { withoutSequences } from "./drop.js";
import { creationSchema, findColumn, findSequence, findTable, hasSchema, relationExists } from "../names/lookup.js";
import { findType, isShell } from "../names/user-types.js";
import { typeTaken } from "../refusals/type-taken.js";

export function createSequence(operation: CreateSequence, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  if (relationExists(database, schema, operation.name.name)) return operation.ifNotExists ? changed(database) : exists(database, "sequence", { schema, name: operation.name.name });
  // A sequence has no type, so that a shell may stay beside it.
  const type = findType(database, { schema, name: operation.name.name });
  const taken = type && isShell(type) ? undefined : typeTaken(database, { schema, name: operation.name.name });
  if (taken) return taken;
  const lost = ownerNotThere(operation.options, database);
  if (lost) return lost;
  const sequence = withOptions({ ...blankSequence, id: context.newId(), schema, name: operation.name.name, ...(operation.unlogged === true && { unlogged: true }) }, operation.options, database);
  const impossible = impossibleSequence(sequence, operation.options);
  return impossible ? invalid(database, impossible, "sequence", sequence) : changed(appendSequence(database, sequence));
}

export function alterSequence(operation: AlterSequence, database: Database): Changed {
  const sequence = findSequence(database, operation.name);
  const other = otherKind("sequence", operation.name, database);
  if (other) return invalid(database, other, "sequence", operation.name);
  if (!sequence) return operation.ifExists ? changed(database) : missing(database, "sequence", operation.name);
  const lost = ownerNotThere(operation.options, database);
  if (lost) return lost;
  const next = withOptions(sequence, operation.options, database);
  const impossible = impossibleSequence(next, operation.options, sequence);
  if (impossible) return invalid(database, impossible, "sequence", operation.name);
  return changed({ ...database, sequences: database.sequences.map((candidate) => (candidate === sequence ? next : candidate)) });
}

export function dropSequence(operation: DropSequence, database: Database): Changed {
  const sequence = findSequence(database, operation.name);
  const other = otherKind("sequence", operation.name, database);
  if (other) return invalid(database, other, "sequence", operation.name);
  if (!sequence) return operation.ifExists ? changed(database) : missing(database, "sequence", operation.name);
  const name: Name = { schema: sequence.schema, name: sequence.name };
  const users = sequenceUsers(database, sequence.id).map(describe.default);
  if (sequence.identity) return refused(database, { kind: "dependents", what: "sequence", name, dependents: ["the identity column that it belongs to"] });
  if (users.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "sequence", name, dependents: users });
  return changed(withoutSequences(database, [sequence]));
}

export function renameSequence(operation: RenameSequence, database: Database): Changed {
  const sequence = findSequence(database, operation.name);
  const other = otherKind("sequence", operation.name, database);
  if (other) return invalid(database, other, "sequence", operation.name);
  if (!sequence) return operation.ifExists ? changed(database) : missing(database, "sequence", operation.name);
  const name = operation.to.name;
  if (relationExists(database, sequence.schema, name)) return exists(database, "sequence", { schema: sequence.schema, name });
  return changed({ ...database, sequences: database.sequences.map((candidate) => (candidate === sequence ? { ...sequence, name } : candidate)) });
}

/** Since 15 a table's sequences are logged as the table is. */
export const persistenceOf = ({ persistence }: Pick<Table, "persistence">, { serverVersion = 15 }: ChangeContext): Pick<Sequence, "unlogged"> => (persistence === "unlogged" && serverVersion >= 15 ? { unlogged: true } : {});

export function serialSequence(table: Table, column: Column, dataType: string, database: Database, context: ChangeContext): Sequence {
  return { ...blankSequence, id: context.newId(), schema: table.schema, name: automaticName(table, column, database, context), dataType, ownedBy: { table: table.id, column: column.id }, ...persistenceOf(table, context) };
}

export function identitySequence(table: Table, column: Column, options: SequenceOptions | undefined, database: Database, context: ChangeContext): Sequence {
  const named = options?.name;
  const sequence: Sequence = {
    ...blankSequence,
    id: context.newId(),
    schema: named?.schema ?? table.schema,
    name: named?.name ?? automaticName(table, column, database, context),
    dataType: column.type.name,
    ownedBy: { table: table.id, column: column.id },
    identity: true,
    ...persistenceOf(table, context),
  };
  return options ? withOptions(sequence, options, database) : sequence;
}

/** `{table}_{column}_seq`, numbered when taken. */
function automaticName(table: Table, column: Column, database: Database, context: ChangeContext): string {
  return firstFree((suffix) => context.naming.automaticName(table.name, [column.name], `seq${suffix}`), (name) => relationExists(database, table.schema, name));
}

export const blankSequence: Omit<Sequence, "id" | "schema" | "name"> = {
  dataType: "int8",
  start: undefined,
  increment: undefined,
  minimum: undefined,
  maximum: undefined,
  cache: undefined,
  cycle: false,
  ownedBy: undefined,
  identity: false,
};

/** Options that the statement does not name stay as they were. */
export function withOptions(sequence: Sequence, options: SequenceOptions, database: Database): Sequence {
  return {
    ...sequence,
    dataType: options.dataType ?? sequence.dataType,
    start: options.start ?? sequence.start,
    increment: options.increment ?? sequence.increment,
    minimum: options.minimum === undefined ? sequence.minimum : (options.minimum ?? undefined),
    maximum: options.maximum === undefined ? sequence.maximum : (options.maximum ?? undefined),
    cache: options.cache ?? sequence.cache,
    cycle: options.cycle ?? sequence.cycle,
    ownedBy: options.ownedBy === undefined ? sequence.ownedBy : owner(options.ownedBy, database),
  };
}

function ownerNotThere({ ownedBy }: SequenceOptions, database: Database): Changed | undefined {
  if (!ownedBy) return undefined;
  const relation = missingRelation([ownedBy.table], database);
  if (relation) return missing(database, "table", relation);
  const table = findTable(database, ownedBy.table);
  return table && !table.columnsUnknown && !findColumn(table, ownedBy.column) ? missing(database, "column", part(ownedBy.column), table) : undefined;
}

function owner(ownedBy: SequenceOptions["ownedBy"], database: Database): Sequence["ownedBy"] {
  const table = ownedBy ? findTable(database, ownedBy.table) : undefined;
  const column = table && ownedBy ? findColumn(table, ownedBy.column) : undefined;
  return table && column ? { table: table.id, column: column.id } : undefined;
}
