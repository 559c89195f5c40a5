import type { Database } from "../../model/database.js";
import type { Name, TypeName } from "../../model/name.js";
import type { ChangeContext } from "./change.js";
import { isCertain, isOpen } from "../uncertain.js";
import { relationNamed } from "../names/find-object.js";
import { findType } from "../names/user-types.js";

/** The first of these types that is certainly not there: nothing unknown, no extension whose types are not known, and no other schema can have it. */
export function missingType(types: readonly TypeName[], database: Database, { naming }: ChangeContext): Name | undefined {
  if (isOpen(database) || !database.extensions.every(({ name }) => naming.knowsFunctionsOf(name))) return undefined;
  return types.find((type) => {
    if (type.name === "" || !isCertain(database, type) || (type.schema !== undefined && !database.schemas.some(({ name }) => name === type.schema))) return false;
    // An extension puts its types into the schema that it is in.
    if ((type.schema === undefined || database.extensions.some(({ schema = type.schema }) => schema === type.schema)) && naming.mayHaveType(type.name)) return false;
    return !findType(database, type) && !relationNamed(database, type) && !database.objects.some(({ name }) => name === type.name);
  });
}
