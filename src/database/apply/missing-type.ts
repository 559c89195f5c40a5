import type { Database } from "../../model/database.js";
import type { Name, TypeName } from "../../model/name.js";
import type { ChangeContext } from "./change.js";
import { relationNamed } from "../names/find-object.js";
import { findType } from "../names/user-types.js";

/** The first of these types that is certainly not there: nothing unknown, no extension and no other schema can have it. */
export function missingType(types: readonly TypeName[], database: Database, { naming }: ChangeContext): Name | undefined {
  if (database.unknown.length > 0 || database.extensions.length > 0) return undefined;
  return types.find((type) => {
    if (type.name === "" || (type.schema !== undefined && !database.schemas.some(({ name }) => name === type.schema))) return false;
    if (type.schema === undefined && naming.mayHaveType(type.name)) return false;
    return !findType(database, type) && !relationNamed(database, type) && !database.objects.some(({ name }) => name === type.name);
  });
}
