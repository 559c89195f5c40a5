import { keyColumns } from "../../../../database/keys.js";
import { columnById, columnsByName, findEnum, findTable, tableById } from "../../../../database/names/lookup.js";
import { hasServerDefault } from "../../../../database/questions.js";
import { currentType } from "../../../../database/render.js";
import type { Column, Constraint, Database, ObjectId, Table } from "../../../../model/database.js";
import type { Break } from "../../../../model/effect.js";
import { castRisks } from "../casts/risks.js";
import { nameOf } from "../relations.js";

type Who = Break["who"];
const WRITERS: readonly Who[] = ["inserts", "updates"];

/** What fails for the deployed client with some values that it sends or some rows: rules that a table has now and had not. */
export function possibleBreaks(table: Table, now: Table, before: Database, after: Database): Break[] {
  const columnsNow = columnsByName(now);
  const columns = table.columns.flatMap((column) => {
    const other = columnsNow.get(column.name);
    return other && other !== column ? ofColumn(table, column, other, before, after) : [];
  });
  const values = before.enums === after.enums ? [] : table.columns.flatMap((column) => newLabels(table, column, before, after));
  // A table that was made again has new rules all over, most of them as they were.
  if (now === table || now.id !== table.id) return [...columns, ...values];
  return [...columns, ...values, ...ofKeys(table, now, after), ...now.constraints.flatMap((made) => (table.constraints.some(({ id }) => id === made.id) ? [] : ofConstraint(made, table, now, before, after)))];
}

function ofColumn(table: Table, column: Column, now: Column, before: Database, after: Database): Break[] {
  const found: Break[] = [];
  const relation = nameOf(table);
  const add = (code: string, who: Who, why: string): void => void found.push({ code, who, why, relation, column: column.name, depends: "values" });
  if (isRequired(now) && !isRequired(column)) {
    add("23502", "updates", "the running code may send NULL");
    if (hasServerDefault(now, after)) add("23502", "inserts", "the running code may send NULL");
  }
  const [from, to] = [currentType(column.type, before), currentType(now.type, after)];
  const risks = from.name === to.name && from.modifiers.join() === to.modifiers.join() ? [] : castRisks({ from, to, explicit: false, value: "", labels: undefined }, { before, after, deployed: before, version: undefined });
  for (const code of new Set(risks.map((risk) => risk.code))) for (const who of WRITERS) add(code, who, "the running code may send values that the new type does not hold");
  return found;
}

/** Rows that hold a value which the running client does not know are not read. */
function newLabels(table: Table, column: Column, before: Database, after: Database): Break[] {
  const type = before.enums.find(({ id }) => id === column.type.userType);
  const now = type && findEnum(after, { schema: type.schema, name: type.name });
  if (!type || !now || now === type) return [];
  const made = now.values.filter(({ id, label }) => !type.values.some((value) => value.label === label || value.id === id)).map(({ label }) => `'${label}'`);
  if (made.length === 0) return [];
  return [{ code: "client", who: "reads", why: `the running code does not know ${made.join(", ")}, and fails on rows that hold it`, relation: nameOf(table), column: column.name, depends: "rows" }];
}

/** A column that the running code does not send is NULL where it has no default, and distinct where the server makes its values. */
const mayHoldAnything = (table: Table, now: Table, ids: readonly ObjectId[], after: Database): boolean => ids.every((id) => {
  const column = columnById(now, id);
  return columnById(table, id) !== undefined || (column !== undefined && hasServerDefault(column, after) && column.default?.literal !== undefined);
});

function ofKeys(table: Table, now: Table, after: Database): Break[] {
  if (now.indexes === table.indexes) return [];
  return now.indexes.flatMap((index): Break[] => {
    if (!index.unique || table.indexes.some(({ id }) => id === index.id)) return [];
    const columns = keyColumns(index);
    if (!(index.nullsNotDistinct || mayHoldAnything(table, now, columns, after))) return [];
    const overlaps = now.constraints.some((constraint) => constraint.kind !== "check" && constraint.kind !== "foreignKey" && constraint.kind !== "exclusion" && constraint.index === index.id && constraint.withoutOverlaps === true);
    return WRITERS.map((who) => ({ code: overlaps ? "23P01" : "23505", who, why: "the running code may send values that are there already", relation: nameOf(table), column: named(now, columns), depends: "rows" }));
  });
}

/** NOT VALID says nothing of new rows. */
export const isRequired = ({ notNull, notNullConstraint }: Column): boolean => notNull || notNullConstraint !== undefined;

function ofConstraint(made: Constraint, table: Table, now: Table, before: Database, after: Database): Break[] {
  if (made.notEnforced === true) return [];
  const relation = nameOf(table);
  const all = (code: string, why: string, columns: readonly ObjectId[]): Break[] => WRITERS.map((who) => ({ code, who, why, relation, column: named(now, columns), depends: code === "23514" ? "values" : "rows" }));
  switch (made.kind) {
    case "primaryKey":
    case "unique": return [];
    case "check": return all("23514", "the running code may send values that violate it", made.expression.references.map(({ target }) => target));
    case "exclusion": return all("23P01", "the running code may send values that conflict with rows", made.elements.references.map(({ target }) => target));
    case "foreignKey": {
      if (!mayHoldAnything(table, now, made.columns, after)) return [];
      const parent = tableById(after, made.references.table);
      const old = parent && findTable(before, nameOf(parent));
      const refuses = made.onDelete === "restrict" || made.onDelete === "no action";
      const deletes: Break[] = old && refuses ? [{ code: "23503", who: "deletes", why: `the running code may delete rows that ${table.name} points to`, relation: nameOf(old), column: undefined, depends: "rows" }] : [];
      return [...all("23503", "the running code may send values that no row has", made.columns), ...deletes];
    }
  }
}

/** The one column that it is about. */
function named(table: Table, ids: readonly ObjectId[]): string | undefined {
  const [only, ...others] = [...new Set(ids)];
  return only === undefined || others.length > 0 ? undefined : columnById(table, only)?.name;
}
