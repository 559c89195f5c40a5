import { columnById, columnNames, findConstraint, findTable, indexById, tableById } from "../../../../database/names/lookup.js";
import { isEmpty } from "../../../../database/questions.js";
import { keyColumns } from "../../../../database/keys.js";
import type { Check, Column, Constraint, ForeignKey, Index, ObjectId, Table } from "../../../../model/database.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { AddConstraint, AlterConstraint, CreateIndex, ValidateConstraint } from "../../../../model/operation.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { conflicts } from "./exclusions.js";
import { nameOf } from "../relations.js";
import { holdsNoRows, liveCondition, liveRows, newValue, type Meeting } from "./live-rows.js";
import { isProvenNotNull } from "../proofs/not-null.js";

export function failingIndex(operation: CreateIndex, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  const after = findTable(meeting.after, operation.table);
  // ON ONLY a partitioned table: an index without entries.
  if (!operation.unique || !table || !after || (operation.only && table.partitionBy !== undefined)) return [];
  const index = after.indexes.find(({ id }) => !indexById(table, id));
  return index && !holdsNoRows(table, meeting) ? duplicates(table, index, meeting) : [];
}

export function failingConstraint(operation: AddConstraint | ValidateConstraint | AlterConstraint, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  const after = findTable(meeting.after, operation.table);
  // A table that its own statement makes holds no rows.
  if (!table || !after || (operation.kind === "addConstraint" && operation.inline === "createTable") || holdsNoRows(table, meeting)) return [];
  const known = (id: ObjectId): Constraint | undefined => table.constraints.find((constraint) => constraint.id === id);
  const made = operation.kind === "addConstraint" ? after.constraints.find(({ id }) => !known(id)) : findConstraint(after, operation.name.name);
  if (!made?.validated || known(made.id)?.validated === true) return [];
  return failuresOf(made, table, after, meeting);
}

function failuresOf(made: Constraint, table: Table, after: Table, meeting: Meeting): PossibleFailure[] {
  switch (made.kind) {
    case "primaryKey":
    case "unique": {
      const index = indexById(after, made.index);
      if (!index) return [];
      // Its last column is a range, which excludes as EXCLUDE does.
      if (made.withoutOverlaps === true) return [...(made.kind === "primaryKey" ? nullsInKey(table, index, meeting) : []), { code: "23P01", why: "rows overlap each other", relation: nameOf(table), columns: columnNames(table, keyColumns(index)), checkQuery: undefined }];
      const nulls = made.kind === "primaryKey" ? nullsInKey(table, index, meeting) : [];
      // USING INDEX: the index was checked when it was built.
      return indexById(table, index.id) ? nulls : [...nulls, ...duplicates(table, index, meeting)];
    }
    // PERIOD asks for as many rows as cover the range.
    case "foreignKey": return made.notEnforced === true ? [] : orphans(made, table, meeting).map((failure) => (made.period === true ? { ...failure, checkQuery: undefined } : failure));
    case "check": return made.notEnforced === true ? [] : violations(made, table, meeting);
    case "exclusion": return conflicts(made, table, meeting);
  }
}

/** PRIMARY KEY sets its columns NOT NULL, and refuses rows that lack one of them. */
function nullsInKey(table: Table, index: Index, meeting: Meeting): PossibleFailure[] {
  const columns = columnsOf(table, keyColumns(index)).filter((column) => !column.notNull && !isProvenNotNull(table, column.id) && typeof newValue(table, column, meeting) !== "string");
  if (columns.length === 0) return [];
  const rows = liveRows(table, columns, meeting);
  const condition = columns.map(({ name }) => `${quote(name)} IS NULL`).join(" OR ");
  return [{ code: "23502", why: "rows hold NULL in it", relation: nameOf(table), columns: columns.map(({ name }) => name), checkQuery: rows && `SELECT 1 FROM ${rows} WHERE ${condition} LIMIT 1` }];
}

/** Rows that share a key of a unique index which is new. */
export function duplicates(table: Table, index: Index, meeting: Meeting): PossibleFailure[] {
  const columns = columnsOf(table, keyColumns(index));
  const isNull = (column: Column): boolean => newValue(table, column, meeting) === null;
  // Numbers and random keys, made row by row, are not the same twice.
  const isNew = (column: Column): boolean => tableById(meeting.deployed, table.id)?.columns.some(({ id }) => id === column.id) === false;
  const differs = (column: Column): boolean => isNew(column) && (column.identity !== undefined || /^\s*(?:nextval|gen_random_uuid|uuid_generate_v\w+|uuidv[47])\s*\(/i.test(column.default?.sql ?? ""));
  if (columns.some(differs) || (!index.nullsNotDistinct && columns.some(isNull)) || isUniqueAnyway(table, index, meeting)) return [];
  const query = duplicatesQuery(table, index, meeting);
  return [{ code: "23505", why: "rows share the same values", relation: nameOf(table), columns: columns.map(({ name }) => name), checkQuery: query }];
}

/** Another unique key, of a part of its columns or of the same, forbids what it forbids; that one may have been dropped since, as long as no row was written. */
function isUniqueAnyway(table: Table, index: Index, meeting: Meeting): boolean {
  const columns = keyColumns(index);
  const live = tableById(meeting.deployed, table.id);
  const old = live && liveRows(table, columnsOf(table, columns), meeting) !== undefined ? live.indexes : [];
  return [...table.indexes, ...old].some((other) => {
    if (!other.unique || other.predicate || other.invalid === true || !other.keys.every(({ column }) => column !== undefined && columns.includes(column))) return false;
    return !index.nullsNotDistinct || other.nullsNotDistinct || columnsOf(table, keyColumns(other)).every(({ notNull }) => notNull);
  });
}

function duplicatesQuery(table: Table, index: Index, meeting: Meeting): string | undefined {
  const keys: string[] = [];
  const needed = new Set(keyColumns(index));
  for (const { column, expression } of index.keys) {
    const key = column === undefined ? expression && liveCondition(expression, meeting) : columnNames(table, [column]).map(quote)[0];
    if (key === undefined) return undefined;
    keys.push(column === undefined ? `(${key})` : key);
    for (const { target } of expression?.references ?? []) needed.add(target);
  }
  const conditions = index.nullsNotDistinct ? [] : keys.map((key) => `${key} IS NOT NULL`);
  if (index.predicate) {
    const predicate = liveCondition(index.predicate, meeting);
    if (predicate === undefined) return undefined;
    conditions.push(`(${predicate})`);
    for (const { target } of index.predicate.references) needed.add(target);
  }
  // An index of a table has the rows of partitions, but not those of heirs.
  const rows = liveRows(table, columnsOf(table, [...needed]), meeting, { own: true });
  if (rows === undefined) return undefined;
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return `SELECT ${keys.join(", ")}, count(*) FROM ${rows}${where} GROUP BY ${keys.map((_, at) => at + 1).join(", ")} HAVING count(*) > 1 LIMIT 1`;
}

/** Rows of the child that point to no row of the parent. */
export function orphans(key: ForeignKey, table: Table, meeting: Meeting): PossibleFailure[] {
  const parent = tableById(meeting.after, key.references.table);
  if (!parent) return [];
  const columns = columnsOf(table, key.columns);
  const nulls = columns.filter((column) => newValue(table, column, meeting) === null);
  // A column that is NULL in every row: MATCH SIMPLE looks no further, MATCH FULL only where all are.
  if (nulls.length > 0 && (!key.matchFull || nulls.length === columns.length)) return [];
  return [{ code: "23503", why: `rows point to no row of ${parent.name}`, relation: nameOf(table), columns: columns.map(({ name }) => name), checkQuery: orphansQuery(key, table, parent, columns, meeting) }];
}

function orphansQuery(key: ForeignKey, table: Table, parent: Table, columns: readonly Column[], meeting: Meeting): string | undefined {
  const referenced = columnsOf(parent, key.references.columns);
  const rows = aliased(liveRows(table, columns, meeting, { own: true }), "c");
  const given = columns.map(({ name }) => `c.${quote(name)} IS NOT NULL`).join(key.matchFull ? " OR " : " AND ");
  if (rows === undefined || key.period === true) return undefined;
  if (isEmpty(parent, meeting.deployed)) return `SELECT 1 FROM ${rows} WHERE ${given} LIMIT 1`;
  const before = tableById(meeting.before, parent.id);
  const parents = before && aliased(liveRows(before, referenced, meeting, { own: true }), "p");
  const match = columns.map(({ name }, at) => `p.${quote(referenced[at]?.name ?? "")} = c.${quote(name)}`).join(" AND ");
  return parents && `SELECT 1 FROM ${rows} WHERE (${given}) AND NOT EXISTS (SELECT 1 FROM ${parents} WHERE ${match}) LIMIT 1`;
}

/** Under another name than its own. */
const aliased = (rows: string | undefined, alias: string): string | undefined => rows && (rows.startsWith("(") ? rows.replace(/ AS "(?:[^"]|"")*"$/, ` ${alias}`) : `${rows} ${alias}`);

function violations(check: Check, table: Table, meeting: Meeting): PossibleFailure[] {
  const targets = check.expression.references.flatMap(({ kind, target }) => (kind === "column" ? [target] : []));
  const columns = [...new Set(columnsOf(table, targets))];
  const condition = liveCondition(check.expression, meeting);
  const rows = liveRows(table, columns, meeting, { own: check.noInherit });
  const checkQuery = rows !== undefined && condition !== undefined ? `SELECT 1 FROM ${rows} WHERE NOT (${condition}) LIMIT 1` : undefined;
  return [{ code: "23514", why: "rows violate it", relation: nameOf(table), columns: columns.map(({ name }) => name), checkQuery }];
}

const columnsOf = (table: Table, ids: readonly ObjectId[]): Column[] => ids.flatMap((id) => columnById(table, id) ?? []);
