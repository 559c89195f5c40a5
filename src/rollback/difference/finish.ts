import { owners, publications } from "../../database/recreate/access.js";
import { identifier, nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { comments, createObject, indexStatistics, members, ownerOf, placesOf, settings, viewDefaults } from "../../database/recreate/objects.js";
import type { Database } from "../../model/database.js";
import type { Operation } from "../../model/operation.js";
import type { Draft } from "../draft.js";
import { pairs } from "./move.js";
import { levelDefaults, levelRights } from "./rights.js";

/** What stands beside definitions: settings, firing, comments, owners and rights. All names are those of the goal by now. */
export function finish(draft: Draft, goal: Database): void {
  for (const list of SETTINGS) level(draft, goal, list);
  for (const [object, other] of pairs(draft.database.objects, goal.objects)) {
    const owner = other.on === undefined ? undefined : ownerOf(other.on, goal);
    if (object.firing !== other.firing && owner && (other.kind === "trigger" || other.kind === "rule")) draft.run({ kind: "setObjectFiring", span: NOWHERE, object: other.kind, table: nameAt(owner), name: identifier(other.name), firing: other.firing });
  }
  for (const [view, other] of pairs(draft.database.views, goal.views)) {
    if (view.unpopulated !== other.unpopulated) draft.run({ kind: "refreshMaterializedView", span: NOWHERE, name: nameAt(other), concurrently: false, keyword: NOWHERE, withData: other.unpopulated !== true });
  }
  draft.run(...goal.objects.filter(({ id, kind }) => kind === "event trigger" && !draft.database.objects.some((object) => object.id === id)).flatMap((object) => createObject(object, goal, draft.quote)));
  draft.settle(goal);
  for (const list of REMARKS) level(draft, goal, list);
  levelRights(draft, goal);
  levelDefaults(draft, goal);
}

type List = (database: Database, draft: Draft) => readonly Operation[];

function level(draft: Draft, goal: Database, list: List): void {
  const now = list(draft.database, draft);
  const wanted = list(goal, draft);
  const known = new Set(wanted.map(keyOf));
  const there = new Set(now.map(textOf));
  const same = new Set(wanted.map(textOf));
  // A publication is made anew as a whole.
  const goes = (operation: Operation): boolean => !known.has(keyOf(operation)) || (operation.kind === "createPublication" && !same.has(textOf(operation)));
  draft.run(...now.filter(goes).flatMap((operation) => withdrawn(operation)));
  draft.run(...wanted.filter((operation) => !there.has(textOf(operation))));
}

const SETTINGS: readonly List[] = [
  settings,
  (database, { quote }) => viewDefaults(database.views, database, quote),
  indexStatistics,
  parameters,
  (database, { quote }) => publications(database, quote),
];

/** Of anything, event triggers too. */
const REMARKS: readonly List[] = [
  (database) => comments(database, placesOf(database)),
  (database) => owners(database, (id) => placesOf(database).get(id)),
  (database) => members(database, placesOf(database)),
];

function parameters({ tables, views }: Database): Operation[] {
  return [...tables, ...views].flatMap(({ schema, indexes }) => indexes.flatMap(({ name, parameters: written }) =>
    (written ?? "").split(/,\s*/).flatMap((parameter): Operation[] => {
      const [, key, value] = /^\s*(\S+?)\s*=\s*(.*)$/s.exec(parameter) ?? [];
      return key === undefined || value === undefined ? [] : [{ kind: "setRelationParameter", span: NOWHERE, on: "index", name: nameAt({ schema, name }), parameter: key, value, ifExists: false }];
    })));
}

const textOf = (operation: Operation): string => JSON.stringify(operation);

/** What it is about, without what it says of it. */
function keyOf(operation: Operation): string {
  switch (operation.kind) {
    case "alterTableSetting": return JSON.stringify({ ...operation, value: "", index: "" });
    case "setDefault": return JSON.stringify({ ...operation, default: "" });
    case "setIndexStatistics":
    case "setRelationParameter": return JSON.stringify({ ...operation, value: "" });
    case "comment": return JSON.stringify({ ...operation, text: "" });
    case "setOwner": return JSON.stringify({ ...operation, to: "" });
    case "createPublication": return JSON.stringify([operation.name.name]);
    default: return textOf(operation);
  }
}

function withdrawn(operation: Operation): Operation[] {
  switch (operation.kind) {
    case "alterTableSetting": return [{ ...operation, value: undefined, index: operation.setting === "clusterOn" ? undefined : operation.index }];
    case "setIndexStatistics":
    case "setRelationParameter": return [{ ...operation, value: undefined }];
    case "setDefault": return [{ kind: "dropDefault", span: NOWHERE, table: operation.table, column: operation.column }];
    case "comment": return [{ ...operation, text: undefined }];
    case "setOwner": return [{ ...operation, to: "session_user" }];
    case "createPublication": return [{ kind: "dropPublication", span: NOWHERE, name: operation.name, ifExists: false }];
    default: return [];
  }
}
