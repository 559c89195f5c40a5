import type { Database } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import { findType } from "../names/user-types.js";
import { exists, type Changed } from "../apply/change.js";

/** A relation brings a type of its name: there can be no other. A composite type is a relation itself. */
export function typeTaken(database: Database, name: Name): Changed | undefined {
  const type = findType(database, name);
  return type && exists(database, "attributes" in type ? "table" : "type", name);
}
