import { findColumn, findTable } from "../database/questions.js";
import type { Column, Database, ObjectId, Table } from "../model/database.js";
import type { ChangeData } from "../model/operation.js";
import type { Lost } from "../model/rollback.js";
import type { ReplayedMigration, Step } from "../model/step.js";
import type { SourceText } from "../text/source-text.js";

/** What is not as before, and whether it can be said that the schema is. */
export interface Loss extends Lost {
  /** Not values that are gone with their column or table, but rows that are otherwise, or something not known. */
  readonly isChange: boolean;
  /** What held the values before the migration; undefined where it is not known, or is there still. */
  readonly of?: LostValues;
}

export interface LostValues {
  readonly table: ObjectId;
  /** undefined: rows are gone, all or some. */
  readonly columns: readonly ObjectId[] | undefined;
  /** Not only rows that are gone: any value in the others may be another one. */
  readonly isAnyColumn?: true;
  /** USING made other values of them, which no cast takes back. */
  readonly isComputed?: true;
}

/** What the migration did to the rows that were there before it, as far as no statement can take that back. */
export function lostValues({ migration, before, after, steps }: ReplayedMigration): readonly Loss[] {
  const lost: Loss[] = [];
  const add: Add = (step, what, why, isChange, of) => {
    if (!lost.some((other) => other.what === what && other.why === why)) lost.push({ what, why, statement: step.statement.index, isChange, ...(of && { of }) });
  };
  for (const step of steps) {
    const { operation } = step;
    if (operation.kind === "opaque") unknown(step, add);
    if (setsSequence(step, migration.script.source)) add(step, "the position of a sequence", "the statement sets it", false);
    if (step.problems.length > 0) continue;
    if (operation.kind === "changeData") changed(operation, step, before, after, add);
    else if (operation.kind === "administer") beside(step, add);
    else if (operation.kind === "invalid") add(step, "what the statement does", "it is not SQL that can be read", true);
    else {
      if (operation.kind === "alterComposite" && (operation.change.kind === "dropAttribute" || operation.change.kind === "alterAttributeType")) add(step, `values of ${quoted(operation.change.kind === "dropAttribute" ? operation.change.attribute.name : operation.change.attribute.name.name)} in those of type ${quoted(operation.name.name)}`, "the attribute is dropped or gets another type", false);
      gone(step, before, add);
    }
  }
  return lost;
}

type Add = (step: Step, what: string, why: string, isChange: boolean, of?: LostValues) => void;

const quoted = (name: string): string => `"${name}"`;

/** Dropped with their column or table, or cut by another type. */
function gone(step: Step, before: Database, add: Add): void {
  for (const { relation, column, part } of step.effect.losesData) {
    const table = findTable(step.before, relation);
    const old = table && before.tables.find(({ id }) => id === table.id);
    if (!table || !old) continue;
    if (column === undefined) add(step, `rows of ${quoted(old.name)}`, "the table is dropped", false, { table: old.id, columns: undefined });
    else {
      const id = findColumn(table, column)?.id;
      const oldColumn = old.columns.find((candidate) => candidate.id === id);
      if (!oldColumn || oldColumn.generated) continue;
      const what = `column ${quoted(oldColumn.name)} of ${quoted(old.name)}`;
      const of = { table: old.id, columns: [oldColumn.id] };
      if (part === undefined) add(step, what, step.operation.kind === "alterColumnType" || (step.operation.kind === "alterComposite" && step.operation.change.kind === "alterAttributeType") ? "its values are written anew" : "the column is dropped", false, of);
      else add(step, `${part} in ${what}`, "its new type cannot hold it", false, of);
    }
  }
  const { operation } = step;
  if (operation.kind !== "alterColumnType" || !operation.using || step.before === step.after) return;
  const table = findTable(step.before, operation.table);
  const column = table && findColumn(table, operation.column.name);
  const old = table && before.tables.find(({ id }) => id === table.id);
  const oldColumn = old?.columns.find(({ id }) => id === column?.id);
  if (!old || !oldColumn || isCast(operation.using.sql, operation.column.name)) return;
  add(step, `column ${quoted(oldColumn.name)} of ${quoted(old.name)}`, "its values are computed by USING", false, { table: old.id, columns: [oldColumn.id], isComputed: true });
}

/** Casts of the column and nothing else. */
function isCast(sql: string, column: string): boolean {
  const bare = sql.replaceAll(/::\s*(?:"(?:[^"]|"")*"|\w+)(?:\.(?:"(?:[^"]|"")*"|\w+))*(?:\s*\([\d\s,]*\))?(?:\[\])*/g, "").replaceAll(/[()\s"]/g, "");
  return bare.toLowerCase() === column.toLowerCase() || /^cast/i.test(bare);
}

function changed(operation: ChangeData, step: Step, before: Database, after: Database, add: Add): void {
  const table = findTable(step.before, operation.table);
  const old = table && before.tables.find(({ id }) => id === table.id);
  if (!table) { add(step, `rows of ${quoted(operation.table.name)}`, `${operation.command.toUpperCase()} changes a table that is not known`, true); return; }
  // Its own, or gone as a whole anyway.
  if (!old || !after.tables.some(({ id }) => id === table.id)) return;
  switch (operation.command) {
    case "update": {
      const columns = operation.columns.flatMap((name) => oldColumns(name, table, old, after));
      if (operation.columns.length > 0 && columns.length === 0) return;
      const isKnown = columns.length > 0;
      add(step, isKnown ? `values of ${columns.map(({ name }) => quoted(name)).join(", ")} in ${quoted(old.name)}` : `rows of ${quoted(old.name)}`, "UPDATE writes over them", true, isKnown ? { table: old.id, columns: columns.map(({ id }) => id) } : { table: old.id, columns: undefined, isAnyColumn: true });
      followers(operation.columns.flatMap((name) => findColumn(table, name)?.id ?? []), step, before, after, add); return;
    }
    case "delete":
    case "truncate": {
      add(step, `rows of ${quoted(old.name)}`, `${operation.command.toUpperCase()} removes them`, true, { table: old.id, columns: undefined });
      for (const { relation, column } of step.effect.losesData) {
        const other = findTable(step.before, relation);
        const known = before.tables.find(({ id }) => id === other?.id);
        if (!other || !known || (known === old && column === undefined)) continue;
        const columns = column === undefined ? undefined : oldColumns(column, other, known, after);
        if (columns?.length === 0) continue;
        const what = columns === undefined ? "rows of" : `values of ${columns.map(({ name }) => quoted(name)).join(", ")} in`;
        add(step, `${what} ${quoted(known.name)}`, `${operation.command.toUpperCase()} reaches them by foreign keys`, true, { table: known.id, columns: columns?.map(({ id }) => id) });
      }
      return;
    }
    case "merge": {
      add(step, `rows of ${quoted(old.name)}`, "MERGE writes over them or removes them", true, { table: old.id, columns: undefined, isAnyColumn: true });
      add(step, `rows of ${quoted(old.name)}`, "MERGE adds to them, and those stay", true); return;
    }
    case "insert":
    case "copy": { add(step, `rows of ${quoted(old.name)}`, `${operation.command.toUpperCase()} adds to them, and those stay`, true); return; }
  }
}

/** Values that ON UPDATE writes when those that they point to are written. */
function followers(columns: readonly ObjectId[], step: Step, before: Database, after: Database, add: Add): void {
  const reached = new Set(columns);
  for (const { constraints, id, columns: own } of [...step.before.tables, ...step.before.tables]) {
    const old = before.tables.find((table) => table.id === id);
    for (const key of constraints) {
      if (key.kind !== "foreignKey" || key.onUpdate === "no action" || key.onUpdate === "restrict" || !key.references.columns.some((column) => reached.has(column))) continue;
      for (const column of key.columns) reached.add(column);
      const names = own.filter((column) => key.columns.includes(column.id)).flatMap(({ name }) => (old ? oldColumns(name, { columns: own }, old, after) : []));
      if (old && names.length > 0) add(step, `values of ${names.map(({ name }) => quoted(name)).join(", ")} in ${quoted(old.name)}`, "UPDATE reaches them by foreign keys", true, { table: old.id, columns: names.map((column) => column.id) });
    }
  }
}

/** Of a column that was there and is there still. */
function oldColumns(name: string, table: Pick<Table, "columns">, old: Table, after: Database): Column[] {
  const id = table.columns.find((candidate) => candidate.name === name)?.id;
  const column = old.columns.find((candidate) => candidate.id === id);
  const isLeft = after.tables.some(({ columns }) => columns.some((candidate) => candidate.id === id));
  return column && isLeft ? [column] : [];
}

/** RESTART is no part of a sequence's definition, and neither is where setval puts it. */
function setsSequence({ operation, before, after }: Step, source: SourceText): boolean {
  if (operation.calls?.some((call) => call.setsSequence === true) === true) return true;
  if (operation.kind === "createTable" && operation.asQuery) return /\bnextval\s*\(/i.test(operation.asQuery.sql);
  if (operation.kind === "readData") return /\bnextval\s*\(/i.test(operation.written);
  return (operation.kind === "alterSequence" || operation.kind === "setIdentity") && before.sequences.length === after.sequences.length && /\brestart\b/i.test(source.slice(operation.span));
}

/** What of the statement is not among its steps: of a block, and of a CALL whose procedure is read, all of it is. */
function unknown(step: Step, add: Add): void {
  const { operation } = step;
  if (operation.kind !== "opaque") return;
  if (operation.mayChangeSchema) add(step, "what the statement does", "it is not known", true);
  else if (operation.mayFill === true) add(step, "rows that the statement may change", "which ones is not known", true);
  else if (operation.routine === undefined && operation.node !== "CallStmt") add(step, "what the statement does to rows or to objects of extensions", "it is not known", true);
}

/** Of the server, its roles or databases, and meant to last. */
function beside(step: Step, add: Add): void {
  const { operation } = step;
  if (operation.kind === "administer" && !PASSING.test(operation.node)) add(step, "what the statement does to the server, its roles or its databases", "that is not part of this database", true);
}

/** Of the session or the transaction. */
const PASSING = /^(?:CheckPoint|ClosePortal|ConstraintsSet|Deallocate|Discard|Execute|Explain|Fetch|Listen|Load|Notify|Transaction|Unlisten|VariableSet|VariableShow)Stmt$/;
