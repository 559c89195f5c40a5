import type { Column, Database, NotNullConstraint, ObjectId, Table } from "../model/database.js";
import type { NotNullDefinition } from "../model/operation.js";
import { firstFree, replaceTable, type ChangeContext } from "./apply/change.js";
import { children, parents } from "./inheritance.js";
import { constraintNameTaken, findColumn, tableById } from "./names/lookup.js";

/** Before PostgreSQL 18 NOT NULL is no constraint: it has no name. */
const isConstraint = ({ serverVersion }: ChangeContext): boolean => serverVersion === undefined || serverVersion >= 18;

/** What a column is given by NOT NULL. */
export function notNullOf(table: Table, column: string, definition: NotNullDefinition | undefined, database: Database, context: ChangeContext): Pick<Column, "notNull" | "notNullConstraint"> {
  if (!isConstraint(context)) return { notNull: true };
  const name = definition?.name ? context.naming.truncate(definition.name.name) : automaticName(table, column, database, context);
  const validated = definition?.notValid !== true;
  return { notNull: validated, notNullConstraint: { id: context.newId(), name, validated, noInherit: definition?.noInherit === true, inherited: false } };
}

function automaticName(table: Table, column: string, database: Database, context: ChangeContext): string {
  const own = new Set(table.columns.map(({ notNullConstraint }) => notNullConstraint?.name));
  return firstFree((suffix) => context.naming.automaticName(table.name, [column], `not_null${suffix}`), (name) => own.has(name) || constraintNameTaken(database, table.schema, name));
}

/** Makes a column NOT NULL, and those of partitions and heirs, whose constraints have the same name. */
export function withNotNull(database: Database, id: ObjectId, column: string, definition: NotNullDefinition | undefined, only: boolean, context: ChangeContext): Database {
  const table = tableById(database, id);
  const old = table && findColumn(table, column);
  if (!table || !old) return database;
  if (old.notNull || old.notNullConstraint) {
    const validated = old.notNullConstraint?.validated === true || definition?.notValid !== true;
    const constraint = old.notNullConstraint && { ...old.notNullConstraint, inherited: false, validated };
    const next = replaceTable(database, withColumnAs(table, column, { notNull: validated, notNullConstraint: constraint }));
    return constraint === undefined || validated === old.notNullConstraint?.validated ? next : validatedBelow(next, id, column);
  }
  const made = notNullOf(table, column, definition, database, context);
  const next = replaceTable(database, withColumnAs(table, column, made));
  return only || made.notNullConstraint?.noInherit === true ? next : spread(next, id, column, made, context);
}

/** Gives the NOT NULL of a column to partitions and heirs. */
function spread(database: Database, id: ObjectId, column: string, made: Pick<Column, "notNull" | "notNullConstraint">, context: ChangeContext): Database {
  let next = database;
  for (const child of children(database, id)) {
    const own = findColumn(child, column);
    if (!own || own.notNull || own.notNullConstraint) continue;
    const constraint = made.notNullConstraint && { ...made.notNullConstraint, id: context.newId(), inherited: true };
    next = replaceTable(next, withColumnAs(child, column, { notNull: made.notNull, notNullConstraint: constraint }));
    next = spread(next, child.id, column, made, context);
  }
  return next;
}

/** Without the NOT NULL of a column and of those that have it from there; with `only` they keep it as their own. */
export function withoutNotNull(database: Database, id: ObjectId, column: string, only: boolean): Database {
  const table = tableById(database, id);
  const constraint = table && findColumn(table, column)?.notNullConstraint;
  if (!table) return database;
  let next = replaceTable(database, withColumnAs(table, column, { notNull: false, notNullConstraint: undefined }));
  if (constraint?.noInherit === true) return next;
  for (const child of children(next, id)) {
    const own = findColumn(child, column);
    if (!own?.notNull && !own?.notNullConstraint) continue;
    const mine = own.notNullConstraint;
    if (hasNotNullFromParents(next, child, column) || mine?.inherited === false) continue;
    if (!only) next = withoutNotNull(next, child.id, column, false);
    else if (mine) next = replaceTable(next, withColumnAs(child, column, { notNullConstraint: { ...mine, inherited: false } }));
  }
  return next;
}

export const hasNotNullFromParents = (database: Database, table: Table, column: string): boolean =>
  parents(database, table).some((parent) => {
    const found = findColumn(parent, column);
    return found !== undefined && (found.notNull || found.notNullConstraint !== undefined) && found.notNullConstraint?.noInherit !== true;
  });

/** VALIDATE CONSTRAINT. */
export function validatedBelow(database: Database, id: ObjectId, column: string): Database {
  return changedBelow(database, id, column, { validated: true });
}

/** The same change to the NOT NULL of a column and to those of partitions and heirs that have it from there. */
export function changedBelow(database: Database, id: ObjectId, column: string, change: Partial<NotNullConstraint>): Database {
  const table = tableById(database, id);
  const old = table && findColumn(table, column);
  const constraint = old?.notNullConstraint;
  if (!table || !constraint) return database;
  const changed = { ...constraint, ...change };
  let next = replaceTable(database, withColumnAs(table, column, { notNull: changed.validated, notNullConstraint: changed }));
  if (changed.noInherit) return next;
  for (const child of children(next, id)) next = changedBelow(next, child.id, column, change);
  return next;
}

/** The column whose NOT NULL has this name. */
export const columnOfNotNull = (table: Table, name: string): Column | undefined => table.columns.find(({ notNullConstraint }) => notNullConstraint?.name === name);

const withColumnAs = (table: Table, name: string, part: Partial<Column>): Table => ({ ...table, columns: table.columns.map((column) => (column.name === name ? { ...column, ...part } : column)) });

/** NO INHERIT of it, or INHERIT, which gives it to partitions and heirs. */
export function withInheritability(database: Database, id: ObjectId, column: string, noInherit: boolean, context: ChangeContext): Database {
  const table = tableById(database, id);
  const constraint = table && findColumn(table, column)?.notNullConstraint;
  if (!table || !constraint || constraint.noInherit === noInherit) return database;
  const changed = { notNull: constraint.validated, notNullConstraint: { ...constraint, noInherit } };
  const next = replaceTable(database, withColumnAs(table, column, changed));
  if (!noInherit) return spread(next, id, column, changed, context);
  let kept = next;
  for (const child of children(next, id)) {
    const mine = findColumn(child, column)?.notNullConstraint;
    if (mine && !hasNotNullFromParents(next, child, column)) kept = replaceTable(kept, withColumnAs(child, column, { notNullConstraint: { ...mine, inherited: false } }));
  }
  return kept;
}
