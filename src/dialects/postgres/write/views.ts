import type { CreateView, DropView, RenameView } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, qualifiedName, words } from "./names.js";

export function createView(operation: CreateView): string {
  const columns = operation.columns.length > 0 ? ` (${operation.columns.map(quoteIdentifier).join(", ")})` : "";
  const head = words("CREATE", operation.replace && "OR REPLACE", view(operation), ifNotExists(operation), qualifiedName(operation.name));
  return `${head}${columns} AS\n${operation.query.sql}`;
}

export const dropView = (operation: DropView): string => words("DROP", view(operation), ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameView = (operation: RenameView): string =>
  words("ALTER", view(operation), ifExists(operation), qualifiedName(operation.name), "RENAME TO", quoteIdentifier(operation.to.name));

const view = ({ materialized }: { readonly materialized: boolean }): string => (materialized ? "MATERIALIZED VIEW" : "VIEW");
