import type { Dialect } from "../model/dialect.js";
import { keepSql } from "./keep-sql.js";
import { rollbackSql, type SentRollback } from "./rollback-sql.js";

/** One migration of `rollback --format json`. A relation is `schema.table`, unquoted; statements count from 0. */
export function rollbackJson(rollback: SentRollback, dialect: Dialect): unknown {
  const { migration, reversible, lost, losesNewData, mayFail, differs, failedAt, parts, sent } = rollback;
  return { name: migration.name, sql: rollbackSql(rollback, dialect), reversible, lost, losesNewData, mayFail: mayFail.map(({ why, checkQuery }) => ({ why, checkQuery: checkQuery ?? null })), differs, failedAt, parts, ...(sent !== undefined && { sent }), ...(rollback.keep !== undefined && { keep: keepSql(rollback, dialect) }) };
}
