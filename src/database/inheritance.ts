import type { BoundExpression, Check, Column, Database, ObjectId, Table } from "../model/database.js";
import { replaceTable, type ChangeContext } from "./apply/change.js";
import { columnById, findColumn, findConstraint, tableById } from "./names/lookup.js";

/** Partitions and heirs of a table, the next level only. */
export const children = (database: Database, table: ObjectId): Table[] => database.tables.filter((candidate) => candidate.partitionOf?.parent === table || candidate.inherits.includes(table));

export const partitions = (database: Database, table: ObjectId): Table[] => database.tables.filter((candidate) => candidate.partitionOf?.parent === table);

/** The DEFAULT partition of a partitioned table. */
export const defaultPartition = (database: Database, parent: ObjectId): Table | undefined => partitions(database, parent).find(({ partitionOf }) => /^default$/i.test(partitionOf?.bounds.trim() ?? ""));

export function parents(database: Database, { partitionOf, inherits }: Table): Table[] {
  return [...(partitionOf ? [partitionOf.parent] : []), ...inherits].flatMap((id) => tableById(database, id) ?? []);
}

/** The expression as one of another table, whose columns have the same names. */
export function translated(expression: BoundExpression, from: Table, to: Table): BoundExpression {
  const references = expression.references.map((reference) => {
    if (reference.target === from.id) return { ...reference, target: to.id };
    return { ...reference, target: translatedColumn(reference.target, from, to) ?? reference.target };
  });
  return { ...expression, references };
}

/** The column of the same name in another table. */
export function translatedColumn(id: ObjectId, from: Table, to: Table): ObjectId | undefined {
  const column = columnById(from, id);
  return column && findColumn(to, column.name)?.id;
}

/** Identity is not inherited, only NOT NULL with it; a partition has its parent's. */
export function inheritedColumn(column: Column, isPartition: boolean, context: ChangeContext): Column {
  const constraint = column.notNullConstraint;
  const id = context.newId();
  const notNull = constraint?.noInherit !== true && column.notNull;
  const copy = constraint && !constraint.noInherit ? { ...constraint, id: context.newId(), inherited: true } : undefined;
  return { ...column, id, notNull, notNullConstraint: copy, identity: isPartition ? column.identity : undefined, inherited: true };
}

const notNullFrom = (column: Column, context: ChangeContext): Pick<Column, "notNull" | "notNullConstraint"> => {
  const { notNull, notNullConstraint } = inheritedColumn(column, false, context);
  return { notNull, notNullConstraint };
};

/** Gives a new column of a table to its partitions and heirs; one that has a column of this name keeps it as its own. */
export function spreadColumn(database: Database, owner: ObjectId, name: string, context: ChangeContext): Database {
  let next = database;
  for (const child of children(database, owner)) {
    const parent = tableById(next, owner);
    const column = parent && findColumn(parent, name);
    if (!parent || !column) return next;
    const own = findColumn(child, name);
    if (own) {
      const merged = own.notNull || own.notNullConstraint ? own : { ...own, ...notNullFrom(column, context) };
      next = replaceTable(next, { ...child, columns: child.columns.map((candidate) => (candidate === own ? merged : candidate)) });
      continue;
    }
    const copy = inheritedColumn(column, child.partitionOf !== undefined, context);
    const scope = { ...child, columns: [...child.columns, copy] };
    const generated = copy.generated && { ...copy.generated, expression: translated(copy.generated.expression, parent, scope) };
    next = replaceTable(next, { ...child, columns: [...child.columns, { ...copy, generated }] });
    next = spreadColumn(next, child.id, name, context);
  }
  return next;
}

/** Gives a check to all partitions and heirs; where one of its name is already, the two are one. */
export function spreadCheck(database: Database, owner: ObjectId, check: Check, context: ChangeContext): Database {
  let next = database;
  const parent = tableById(database, owner);
  if (!parent || check.noInherit) return database;
  for (const child of children(database, owner)) {
    if (findConstraint(child, check.name)) continue;
    const copy: Check = { ...check, id: context.newId(), expression: translated(check.expression, parent, child), inherited: true };
    next = spreadCheck(replaceTable(next, { ...child, constraints: [...child.constraints, copy] }), child.id, copy, context);
  }
  return next;
}

/** Checks that a new table has of its parents. */
export function inheritedChecks(table: Table, from: readonly Table[], context: ChangeContext): Check[] {
  const checks: Check[] = [];
  for (const parent of from) {
    for (const constraint of parent.constraints) {
      if (constraint.kind !== "check" || constraint.noInherit || checks.some(({ name }) => name === constraint.name)) continue;
      checks.push({ ...constraint, id: context.newId(), expression: translated(constraint.expression, parent, table), inherited: true });
    }
  }
  return checks;
}
