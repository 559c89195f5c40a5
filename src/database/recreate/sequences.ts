import type { Database, Sequence } from "../../model/database.js";
import type { Operation, SequenceOptions } from "../../model/operation.js";
import { nameAt, NOWHERE } from "./nowhere.js";

export function createSequence(sequence: Sequence): Operation {
  return { kind: "createSequence", span: NOWHERE, name: nameAt(sequence), ifNotExists: false, ...(sequence.unlogged === true && { unlogged: true }), options: sequenceOptions(sequence) };
}

export function sequenceOptions({ dataType, start, increment, minimum, maximum, cache, cycle }: Sequence): SequenceOptions {
  return {
    dataType: dataType === "int8" ? undefined : dataType,
    start,
    increment,
    minimum,
    maximum,
    cache,
    cycle: cycle || undefined,
    ownedBy: undefined,
    name: undefined,
  };
}

/** Only now: the table that owns a sequence needs it in a default. */
export function ownSequence(sequence: Sequence, database: Database): Operation[] {
  const table = database.tables.find((candidate) => candidate.id === sequence.ownedBy?.table);
  const column = table?.columns.find((candidate) => candidate.id === sequence.ownedBy?.column);
  if (!table || !column) return [];
  const options: SequenceOptions = { ...noOptions, ownedBy: { table: nameAt(table), column: column.name } };
  return [{ kind: "alterSequence", span: NOWHERE, name: nameAt(sequence), ifExists: false, options }];
}

export const noOptions: SequenceOptions = {
  dataType: undefined,
  start: undefined,
  increment: undefined,
  minimum: undefined,
  maximum: undefined,
  cache: undefined,
  cycle: undefined,
  ownedBy: undefined,
  name: undefined,
};
