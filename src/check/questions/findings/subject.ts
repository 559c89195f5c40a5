import type { Problem } from "../../../model/database.js";
import type { Subject } from "../../../model/finding.js";

/** What a refusal of the server is about. */
export function problemSubject({ what, name, table }: Problem): Partial<Subject> {
  const on = { schema: table?.schema ?? name.schema ?? null, table: table?.name ?? null };
  switch (what) {
    case "table":
    case "view":
    case "sequence": return { ...on, table: name.name };
    case "column": return { ...on, column: name.name };
    case "index": return { ...on, index: name.name };
    case "type": return { ...on, type: name.name };
    case "enum value": return { schema: on.schema, table: null, type: table?.name ?? null, value: name.name };
    default: return { ...on, constraint: name.name };
  }
}
