import type { Name } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";

/** Of what an operation makes, changes or drops, should it run; undefined where that may be anything: what hangs on it too, a whole schema, what it calls. */
export function touchedNames(operation: Operation): readonly Name[] | undefined {
  if ((operation.calls ?? []).length > 0 || ("cascade" in operation && operation.cascade && operation.kind !== "changeData")) return undefined;
  switch (operation.kind) {
    case "createSchema":
    case "dropSchema":
    case "renameSchema":
    case "createExtension":
    case "alterExtension":
    case "dropExtension":
    case "dropOwned":
    case "discard":
    case "setParameter":
    case "resetParameter":
    case "invalid": return undefined;
    case "opaque": return operation.mayChangeSchema ? undefined : [];
    case "changeData": return [];
    default: return namesIn(operation);
  }
}

/** All that it is about, parts of tables too, and what it is called afterwards. */
function namesIn(operation: Operation): Name[] {
  const found: Name[] = [];
  const add = (value: unknown): void => {
    if (typeof value === "object" && value !== null && "name" in value && typeof value.name === "string") found.push({ schema: "schema" in value && typeof value.schema === "string" ? value.schema : undefined, name: value.name });
  };
  for (const value of Object.values<unknown>({ ...operation })) {
    add(value);
    if (Array.isArray(value)) for (const item of value) add(item);
  }
  return found;
}

export const joined = (names: readonly Name[] | undefined, more: readonly Name[] | undefined): readonly Name[] | undefined => names && more && [...names, ...more];
