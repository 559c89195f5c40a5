import type { Database, Refusal } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import { relationKind, type RelationKind } from "../names/relation-kind.js";
import { said } from "../apply/change.js";

const NOUNS: Readonly<Record<RelationKind, string>> = { table: "a table", view: "a view", "materialized view": "a materialized view", sequence: "a sequence", index: "an index", "foreign table": "a foreign table" };

/** The name is that of something else, which IF EXISTS does not excuse. */
export function otherKind(wanted: RelationKind, name: Name, database: Database): Refusal | undefined {
  const kind = relationKind(name, database);
  return kind === undefined || kind === wanted ? undefined : { code: "42809", message: `${said(name.name)} is not ${NOUNS[wanted]}` };
}

/** What INSERT, UPDATE, DELETE and TRUNCATE cannot write to. */
export function unwritable(name: Name, command: string, database: Database): Refusal | undefined {
  const kind = relationKind(name, database);
  if (kind === undefined || kind === "table" || kind === "foreign table") return undefined;
  if (command === "truncate") return { code: "42809", message: `${said(name.name)} is not a table` };
  return kind === "view" || kind === "index" || command === "copy" ? undefined : { code: "42809", message: `cannot change ${kind} ${said(name.name)}` };
}
