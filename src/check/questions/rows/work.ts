import { findTable } from "../../../database/names/lookup.js";
import { isUnshared } from "../../../database/questions.js";
import { isSmall } from "../../../database/known-rows.js";
import { keyColumns } from "../../../database/keys.js";
import type { Table } from "../../../model/database.js";
import type { Config } from "../../../model/config.js";
import type { ChangeData, CreateTable } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { mayHoldManyRows } from "./held-rows.js";

/** A statement that takes time in proportion to rows and that no other rule about waiting is for: data changes, and building something on a new table that is filled. */
export function workOf(step: Step, config: Pick<Config, "tables" | "smallTableRows">): string | undefined {
  const { operation, before, deployed, effect } = step;
  if (operation.kind === "changeData") return changesMany(operation, step, config) ? operation.command.toUpperCase() : undefined;
  if (operation.kind === "createTable") return readsMany(operation, step, config) ? "CREATE TABLE AS" : undefined;
  const name = NAMES[operation.kind];
  if (name === undefined) return undefined;
  const tables = [...effect.scans, ...effect.rewrites].flatMap((relation) => findTable(before, relation) ?? []);
  return tables.some((table) => isUnshared(table, deployed) && mayHoldManyRows(table, step)) ? name : undefined;
}

const NAMES: Readonly<Record<string, string>> = { createIndex: "CREATE INDEX", addConstraint: "ADD CONSTRAINT", setNotNull: "SET NOT NULL", alterColumnType: "ALTER COLUMN TYPE", addColumn: "ADD COLUMN" };

const isLarge = (table: Table | undefined, step: Step, config: Pick<Config, "tables" | "smallTableRows">): boolean => table !== undefined && mayHoldManyRows(table, step) && !isSmall(table, config);

function changesMany(operation: ChangeData, step: Step, config: Pick<Config, "tables" | "smallTableRows">): boolean {
  if (operation.literalRows || operation.command === "truncate") return false;
  const table = findTable(step.before, operation.table);
  const reads = operation.reads.map((name) => findTable(step.before, name));
  if (operation.command === "insert") return reads.some((each) => isLarge(each, step, config));
  if (operation.command === "copy") return true;
  if (table && isByLiteralKey(operation, table)) return false;
  return [table, ...reads].some((each) => isLarge(each, step, config));
}

function readsMany({ asQuery, withNoData }: CreateTable, step: Step, config: Pick<Config, "tables" | "smallTableRows">): boolean {
  if (!asQuery || withNoData === true) return false;
  return asQuery.names.some(({ kind, path }) => kind === "relation" && isLarge(findTable(step.before, { schema: path.at(-2), name: path.at(-1) ?? "" }), step, config));
}

const LITERAL = "(?:'(?:[^']|'')*'|-?\\d+(?:\\.\\d+)?)(?:::[\\w\" ]+(?:\\(\\d+\\))?)?";

/** Its WHERE asks for values of a unique key that are spelled out, and perhaps for more: it touches as many rows at most. */
export function isByLiteralKey({ where }: ChangeData, table: Table): boolean {
  if (!where || /\bOR\b|\bNOT\b/i.test(where.sql.replace(/\bIS\s+NOT\s+NULL\b/gi, ""))) return false;
  const parts = where.sql.split(/\bAND\b/i).map((part) => part.replace(/^[\s(]+/, ""));
  const fixed = parts.flatMap((part) => {
    const found = new RegExp(`^(?:(?:"[^"]+"|\\w+)\\.)*(?:"([^"]+)"|(\\w+))\\s*\\)?\\s*(?:=\\s*${LITERAL}|IN\\s*\\(\\s*${LITERAL}(?:\\s*,\\s*${LITERAL})*\\s*\\))[\\s)]*$`, "i").exec(part);
    return found ? [found[1] ?? found[2]?.toLowerCase()] : [];
  });
  const ids = table.columns.filter(({ name }) => fixed.includes(name)).map(({ id }) => id);
  return table.indexes.some((index) => index.unique && !index.predicate && keyColumns(index).length === index.keys.length && keyColumns(index).every((column) => ids.includes(column)));
}
