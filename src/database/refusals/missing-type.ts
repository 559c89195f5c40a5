import type { Database, Refusal } from "../../model/database.js";
import type { Name, TypeName } from "../../model/name.js";
import type { ChangeContext } from "../apply/change.js";
import { isCertain, isOpen } from "../uncertain.js";
import { relationNamed } from "../names/find-object.js";
import { findType, isShell } from "../names/user-types.js";

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

/** Only functions can be made with a type that is a name and no more. */
export function onlyShell(written: TypeName, database: Database): Refusal | undefined {
  const type = findType(database, written);
  const said = `"${written.schema === undefined ? "" : `${written.schema}.`}${written.name}`;
  return type && isShell(type) ? { code: "42704", message: written.dimensions > 0 ? `type ${said}[]" does not exist` : `type ${said}" is only a shell` } : undefined;
}
