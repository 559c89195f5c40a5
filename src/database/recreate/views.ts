import type { Database, Table, View } from "../../model/database.js";
import type { CreateView } from "../../model/operation.js";
import { nameAt, NOWHERE } from "./nowhere.js";
import { toExpression } from "../render.js";

export function createView(view: View, database: Database, quote: (name: string) => string): CreateView {
  return {
    kind: "createView",
    span: NOWHERE,
    ifNotExists: false,
    name: nameAt(view),
    materialized: view.materialized,
    replace: false,
    columns: view.columns,
    query: toExpression(view.query, database, quote),
    outputs: [],
    ...(view.parameters && { parameters: view.parameters }),
    ...(view.unpopulated === true && { withNoData: true }),
  };
}

export const isTemporary = (table: Table): boolean => table.persistence === "temporary";

/** A view on a temporary table is temporary itself, whatever its statement says. */
export function isTemporaryView(view: View, database: Database): boolean {
  if (view.schema === "pg_temp") return true;
  if (database.tables.some((table) => isTemporary(table) && view.dependsOn.includes(table.id))) return true;
  return database.views.some((other) => other.id !== view.id && view.dependsOn.includes(other.id) && isTemporaryView(other, database));
}
