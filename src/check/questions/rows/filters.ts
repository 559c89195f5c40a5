import { findColumn, tableById } from "../../../database/names/lookup.js";
import { isDeployedColumn } from "../../../database/questions.js";
import type { Column, Table } from "../../../model/database.js";
import type { ChangeData } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

const NAME = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const COLUMN = String.raw`(?:${NAME}\.){0,2}${NAME}`;
const ALWAYS = /^(?:true|1\s*=\s*1)$/i;
const JOIN = new RegExp(`^(?!true\\b|false\\b|null\\b|current_)${COLUMN}\\s*=\\s*(?!true\\b|false\\b|null\\b|current_)${COLUMN}$`, "iu");
const IS_NULL = new RegExp(`^(?:${NAME}\\.){0,2}(${NAME})\\s+is\\s+null$`, "iu");
const IS_NOT_NULL = new RegExp(`^(?:${NAME}\\.){0,2}(${NAME})\\s+is\\s+not\\s+null$`, "iu");

/** The UPDATE or DELETE reaches every row of the table: no condition, one that is always true, only that a column which these migrations add is null or one that is required is not, or only a join. */
export function reachesEveryRow({ operation, deployed, migration, statement }: Step<ChangeData>, table: Table): boolean {
  const { where, joins } = operation;
  if (!where) return joins !== true;
  // What it joins may be a query with a condition of its own.
  if (joins === true && (migration.source.slice(statement.span).match(/\bwhere\b/gi) ?? []).length > 1) return false;
  const live = tableById(deployed, table.id);
  const named = (name: string): Column | undefined => findColumn(table, name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase());
  const isNew = (name: string): boolean => {
    const column = named(name);
    return column !== undefined && live !== undefined && !isDeployedColumn(table, column, deployed);
  };
  return conjuncts(where.sql).every((part) => ALWAYS.test(part) || (joins === true && JOIN.test(part)) || isNew(IS_NULL.exec(part)?.[1] ?? "") || (joins !== true && named(IS_NOT_NULL.exec(part)?.[1] ?? "")?.notNull === true));
}

/** Parts that AND holds together, outermost parentheses taken off; anything nested stays whole. */
function conjuncts(sql: string): string[] {
  const text = sql.trim();
  const inner = /^\(([^()]*)\)$/s.exec(text)?.[1];
  if (inner !== undefined) return conjuncts(inner);
  if (/[()']|\bor\b|\bbetween\b/i.test(text)) return [text];
  return text.split(/\s+and\s+/i).map((part) => part.trim());
}
