import type { Analyze, Cluster, RefreshMaterializedView, Reindex, Vacuum, VacuumedRelation } from "../../../model/operation-maintenance.js";
import { quoteIdentifier } from "../naming.js";
import { columnList, qualifiedName, words } from "./names.js";

export const reindex = ({ object, name, concurrently, options }: Reindex): string =>
  words("REINDEX", inParentheses(options), object.toUpperCase(), concurrently && "CONCURRENTLY", name && qualifiedName(name));

export const refreshMaterializedView = ({ name, concurrently, withData }: RefreshMaterializedView): string =>
  words("REFRESH MATERIALIZED VIEW", concurrently && "CONCURRENTLY", qualifiedName(name), !withData && "WITH NO DATA");

export const cluster = ({ relation, index, options }: Cluster): string =>
  words("CLUSTER", inParentheses(options), relation && qualifiedName(relation), index && `USING ${quoteIdentifier(index.name)}`);

export const vacuum = ({ relations, full, options }: Vacuum): string => words("VACUUM", inParentheses(full ? ["FULL", ...options] : options), list(relations));

export const analyze = ({ relations, options }: Analyze): string => words("ANALYZE", inParentheses(options), list(relations));

const inParentheses = (options: readonly string[]): string => (options.length === 0 ? "" : `(${options.join(", ")})`);

const list = (relations: readonly VacuumedRelation[]): string =>
  relations.map(({ name, columns }) => words(qualifiedName(name), columns.length > 0 && `(${columnList(columns)})`)).join(", ");
