import type { Constraint, Database, ForeignKey, ObjectId, Table } from "../../model/database.js";
import type { AlterConstraint, DropConstraint, RenameConstraint, ValidateConstraint } from "../../model/operation.js";
import { dropNotNull } from "./columns.js";
import { changed, exists, invalid, mapTables, missing, part, refused, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { describe, foreignKeysTo } from "../dependents.js";
import { withoutForeignKeys } from "./drop.js";
import { children, parents } from "../inheritance.js";
import { findConstraint, findTable, indexById } from "../names/lookup.js";
import { changedBelow, columnOfNotNull, hasNotNullFromParents, validatedBelow, withInheritability } from "../not-null.js";
import { withParts } from "./partition-indexes.js";

export function dropConstraint(operation: DropConstraint, database: Database): Changed {
  const table = findTable(database, operation.table);
  if (!table) return operation.ifExists ? changed(database) : missing(database, "table", operation.table);
  const constraint = findConstraint(table, operation.name.name);
  const column = columnOfNotNull(table, operation.name.name);
  if (!constraint && column) return dropNotNull(database, table, column, operation.only === true);
  if (!constraint) return operation.ifExists ? changed(database) : missing(database, "constraint", part(operation.name.name), table);
  if (constraint.inherited === true) return invalid(database, { code: "42P16", message: `cannot drop inherited constraint ${said(constraint.name)} of relation ${said(table.name)}` }, "constraint", part(constraint.name), table);
  switch (constraint.kind) {
    case "check": return changed(withoutCheck(database, table, constraint.name, operation.only === true));
    case "foreignKey": return changed(withoutForeignKeyParts(database, constraint.id));
    case "primaryKey":
    case "unique":
    case "exclusion": break;
  }
  const gone = withParts(database, constraint.index);
  const owners = database.tables.filter((candidate) => candidate.indexes.some((index) => gone.has(index.id)));
  const leaning = owners.flatMap((owner) => foreignKeysTo(database, owner.id)).filter(({ foreignKey }) => gone.has(foreignKey.references.index));
  if (leaning.length > 0 && !operation.cascade) {
    return refused(database, { kind: "dependents", what: "constraint", name: part(constraint.name), table, dependents: leaning.map(describe.foreignKey) });
  }
  let next = database;
  for (const owner of owners) {
    const constraints = owner.constraints.filter((candidate) => !("index" in candidate && gone.has(candidate.index)));
    next = replaceTable(next, { ...owner, constraints, indexes: owner.indexes.filter((index) => !gone.has(index.id)) });
  }
  for (const owner of owners) for (const index of gone) next = withoutForeignKeys(next, owner.id, index);
  return changed(next);
}

/** Those of partitions and heirs go along unless they are their own or another parent's; with ONLY they become their own. */
function withoutCheck(database: Database, table: Table, name: string, only: boolean): Database {
  let next = replaceTable(database, { ...table, constraints: table.constraints.filter((constraint) => constraint.name !== name) });
  for (const child of children(database, table.id)) {
    const check = findConstraint(child, name);
    if (check?.kind !== "check" || check.inherited !== true || parents(next, child).some((parent) => findConstraint(parent, name))) continue;
    if (only) next = replaceTable(next, { ...child, constraints: child.constraints.map((constraint) => (constraint === check ? { ...check, inherited: false } : constraint)) });
    else next = withoutCheck(next, child, name, false);
  }
  return next;
}

function withoutForeignKeyParts(database: Database, id: ObjectId): Database {
  const gone = new Set([id]);
  for (const key of gone) {
    for (const table of database.tables) for (const constraint of table.constraints) if (constraint.kind === "foreignKey" && constraint.parent === key) gone.add(constraint.id);
  }
  const held = (table: Table): boolean => table.constraints.some((constraint) => gone.has(constraint.id));
  return { ...database, tables: mapTables(database, (table) => (held(table) ? { ...table, constraints: table.constraints.filter((constraint) => !gone.has(constraint.id)) } : table)) };
}

export function renameConstraint(operation: RenameConstraint, database: Database): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const constraint = findConstraint(table, operation.name.name);
  const name = operation.to.name;
  const column = columnOfNotNull(table, operation.name.name);
  if (!constraint && column) {
    if (hasNotNullFromParents(database, table, column.name)) return invalid(database, { code: "42P16", message: `cannot rename inherited constraint ${said(operation.name.name)}` }, "constraint", part(operation.name.name), table);
    return changed(changedBelow(database, table.id, column.name, { name }));
  }
  if (!constraint) return missing(database, "constraint", part(operation.name.name), table);
  if (findConstraint(table, name)) return exists(database, "constraint", part(name), table);
  if (constraint.kind === "check" && constraint.inherited === true) return invalid(database, { code: "42P16", message: `cannot rename inherited constraint ${said(constraint.name)}` }, "constraint", part(constraint.name), table);
  return changed(renamed(database, table, constraint, name));
}

/** Checks are renamed in partitions and heirs too, all else is not. */
function renamed(database: Database, table: Table, constraint: Constraint, name: string): Database {
  const index = "index" in constraint ? indexById(table, constraint.index) : undefined;
  let next = replaceTable(database, {
    ...table,
    constraints: table.constraints.map((candidate) => (candidate === constraint ? { ...constraint, name } : candidate)),
    indexes: table.indexes.map((candidate) => (candidate === index ? { ...index, name } : candidate)),
  });
  if (constraint.kind !== "check" || constraint.noInherit) return next;
  for (const child of children(database, table.id)) {
    const own = findConstraint(child, constraint.name);
    if (own?.kind === "check") next = renamed(next, child, own, name);
  }
  return next;
}

type Alteration = Partial<Pick<ForeignKey, "validated" | "deferrable" | "initiallyDeferred" | "notEnforced">>;

export function validateConstraint(operation: ValidateConstraint, database: Database): Changed {
  const table = findTable(database, operation.table);
  const column = table && columnOfNotNull(table, operation.name.name);
  if (table && column) return changed(validatedBelow(database, table.id, column.name));
  return alter(operation, database, { validated: true });
}

export function alterConstraint(operation: AlterConstraint, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  const column = table && columnOfNotNull(table, operation.name.name);
  const { deferrable, initiallyDeferred = false, enforced, noInherit } = operation;
  if (table && column) {
    if (noInherit === undefined) return invalid(database, { code: "42809", message: `constraint ${said(operation.name.name)} of relation ${said(table.name)} is not a foreign key constraint` }, "constraint", part(operation.name.name), table);
    return changed(withInheritability(database, table.id, column.name, noInherit, context));
  }
  return alter(operation, database, { ...(deferrable !== undefined && { deferrable, initiallyDeferred }), ...(enforced !== undefined && { notEnforced: !enforced, validated: enforced }) });
}

function alter(operation: ValidateConstraint | AlterConstraint, database: Database, alteration: Alteration): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  const constraint = findConstraint(table, operation.name.name);
  if (!constraint) return missing(database, "constraint", part(operation.name.name), table);
  if (alteration.notEnforced !== undefined && (constraint.notEnforced === true) === alteration.notEnforced) return changed(database);
  if (alteration.validated === true && alteration.notEnforced === undefined && constraint.notEnforced === true) return invalid(database, { code: "55000", message: "cannot validate NOT ENFORCED constraint" }, "constraint", part(constraint.name), table);
  return changed(altered(database, table, constraint, alteration));
}

function altered(database: Database, table: Table, constraint: Constraint, alteration: Alteration): Database {
  let next = replaceTable(database, { ...table, constraints: table.constraints.map((candidate) => (candidate === constraint ? { ...constraint, ...alteration } : candidate)) });
  for (const child of children(database, table.id)) {
    const part = child.constraints.find((candidate) => (constraint.kind === "check" ? candidate.kind === "check" && candidate.name === constraint.name : candidate.kind === "foreignKey" && candidate.parent === constraint.id));
    if (part) next = altered(next, child, part, alteration);
  }
  return next;
}
