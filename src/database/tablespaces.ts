import type { Database, Index, ObjectId, Table, View } from "../model/database.js";
import type { IndexPlace } from "./names/lookup.js";
import type { MoveTablespace } from "../model/operation-tables.js";

/** Tables or materialised views that lie in the tablespace and belong to one of the owners. */
export function inTablespace({ on, from, to, owners }: MoveTablespace, database: Database): readonly (Table | View)[] {
  if (from === to || on === "index") return [];
  const relations: readonly (Table | View)[] = on === "table" ? database.tables.filter(({ persistence }) => persistence !== "temporary") : database.views.filter(({ materialized }) => materialized);
  return relations.filter(({ id, settings = [] }) => {
    const place = settings.find(({ setting }) => setting === "tablespace")?.value ?? "pg_default";
    return place === from && (owners.length === 0 || owners.some((owner) => isOwner(owner, database.owners.findLast(({ target }) => target === id)?.role)));
  });
}

/** Indexes belong to whom their table belongs to. */
export function indexesInTablespace({ on, from, to, owners }: MoveTablespace, database: Database): readonly IndexPlace[] {
  if (from === to || on !== "index") return [];
  const isOwned = (id: ObjectId): boolean => owners.length === 0 || owners.some((owner) => isOwner(owner, database.owners.findLast(({ target }) => target === id)?.role));
  const lies = ({ tablespace = "pg_default" }: Index): boolean => tablespace === from;
  return [
    ...database.tables.filter(({ id, persistence }) => persistence !== "temporary" && isOwned(id)).flatMap((table) => table.indexes.filter(lies).map((index) => ({ table, index }))),
    ...database.views.filter(({ id }) => isOwned(id)).flatMap((view) => view.indexes.filter(lies).map((index) => ({ view, index }))),
  ];
}

/** What nobody was given belongs to who runs the migrations. */
const isOwner = (owner: string, role: string | undefined): boolean => owner === role || (role === undefined && ["current_role", "current_user", "session_user"].includes(owner));
