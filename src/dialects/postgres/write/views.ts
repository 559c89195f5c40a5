import type { CreateView, DropView, RenameView, SetIndexStatistics, SetRelationParameter } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, qualifiedName, words } from "./names.js";

export function createView(operation: CreateView): string {
  const columns = operation.columns.length > 0 ? ` (${operation.columns.map(quoteIdentifier).join(", ")})` : "";
  const head = words("CREATE", operation.replace && "OR REPLACE", view(operation), ifNotExists(operation), qualifiedName(operation.name));
  const parameters = operation.parameters ? ` WITH (${operation.parameters.map(({ name, value }) => `${name} = ${value}`).join(", ")})` : "";
  return `${head}${columns}${parameters} AS\n${operation.query.sql}${operation.withNoData === true ? "\nWITH NO DATA" : ""}`;
}

export const dropView = (operation: DropView): string => words("DROP", view(operation), ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameView = (operation: RenameView): string =>
  words("ALTER", view(operation), ifExists(operation), qualifiedName(operation.name), "RENAME TO", quoteIdentifier(operation.to.name));

export function setRelationParameter(operation: SetRelationParameter): string {
  const { on, name, parameter, value } = operation;
  return words(`ALTER ${on.toUpperCase()}`, ifExists(operation), qualifiedName(name), value === undefined ? `RESET (${parameter})` : `SET (${parameter} = ${value})`);
}

export const setIndexStatistics = (operation: SetIndexStatistics): string =>
  words("ALTER INDEX", ifExists(operation), qualifiedName(operation.name), `ALTER COLUMN ${operation.column} SET STATISTICS ${operation.value ?? "-1"}`);

const view = ({ materialized }: { readonly materialized: boolean }): string => (materialized ? "MATERIALIZED VIEW" : "VIEW");
