import type { Database, Index } from "../../model/database.js";
import type { TableSetting } from "../../model/database-objects.js";
import type { Name } from "../../model/name.js";
import type { MaintenanceOperation } from "../../model/operation-maintenance.js";
import { changed, invalid, missing, part, replaceTable, replaceView, said, type Changed } from "./change.js";
import { unrefreshable } from "../refusals/concurrently.js";
import { relationKind } from "../names/relation-kind.js";
import { findIndex, findTable, findView, hasSchema } from "../names/lookup.js";

/** Changes no definition, but CLUSTER keeps in mind by which index; what it names must be there. */
export function maintain(operation: MaintenanceOperation, database: Database): Changed {
  switch (operation.kind) {
    case "reindex": {
      const { object, name } = operation;
      if (!name) return changed(database);
      if (object === "index") return isKnown(name, findIndex(database, name)) ? changed(database) : missing(database, "index", name);
      if (object === "schema") return isKnown(name, hasSchema(database, name.name)) ? changed(database) : missing(database, "schema", name);
      return object === "table" ? onRelations([name], database) : changed(database);
    }
    case "refreshMaterializedView": {
      const view = findView(database, operation.name);
      const kind = relationKind(operation.name, database);
      if (kind === "table") return invalid(database, { code: "0A000", message: `${said(operation.name.name)} is not a materialized view` }, "view", operation.name);
      if (kind !== undefined && kind !== "materialized view") return invalid(database, { code: "42809", message: `${said(operation.name.name)} is not a table or materialized view` }, "view", operation.name);
      if (!view) return missing(database, "view", operation.name);
      const refusal = unrefreshable(operation, view);
      if (refusal) return invalid(database, refusal, "view", view);
      return changed(operation.withData === (view.unpopulated !== true) ? database : replaceView(database, { ...view, unpopulated: !operation.withData }));
    }
    case "cluster": {
      const { relation, index } = operation;
      if (!relation) return changed(database);
      const owner = findTable(database, relation) ?? findView(database, relation);
      if (!owner) return onRelations([relation], database);
      const found = index && owner.indexes.find((candidate) => candidate.name === index.name);
      if (index && !found) return missing(database, "index", part(index.name), relation);
      if (!found) return changed(database);
      if ("query" in owner) return changed(replaceView(database, { ...owner, settings: clusteredOn(owner.settings, found) }));
      return changed(owner.partitionBy === undefined ? replaceTable(database, { ...owner, settings: clusteredOn(owner.settings, found) }) : database);
    }
    case "vacuum":
    case "analyze": return onRelations(operation.relations.map(({ name }) => name), database);
  }
}

/** The next CLUSTER without an index takes the same one. */
const clusteredOn = (settings: readonly TableSetting[] = [], { id }: Index): readonly TableSetting[] =>
  [...settings.filter(({ setting }) => setting !== "clusterOn"), { setting: "clusterOn", name: undefined, column: undefined, index: id, value: "CLUSTER ON" }];

function onRelations(names: readonly Name[], database: Database): Changed {
  const gone = names.find((name) => !isKnown(name, findTable(database, name) ?? findView(database, name)));
  return gone ? missing(database, "table", gone) : changed(database);
}

/** PostgreSQL's own tables and schemas are not in the model. */
const isKnown = ({ schema, name }: Name, found: unknown): boolean => Boolean(found) || /^pg_|^information_schema$/.test(schema ?? name);
