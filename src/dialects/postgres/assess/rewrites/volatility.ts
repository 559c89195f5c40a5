import type { Database } from "../../../../model/database.js";
import type { Expression } from "../../../../model/name.js";
import { extensionFunctions } from "../../catalog/extension-functions.js";
import { notVolatile } from "./known-functions.js";

/**
 * Whether two calls may give two values, so that one cannot serve all rows. Of a function that the history made, its statements say; CREATE FUNCTION makes
 * it volatile by default; of common extensions their catalogs say it. One that is not known is taken for volatile.
 */
export function mayBeVolatile(expression: Expression, before: Database): boolean {
  return expression.names.some(({ kind, path }) => {
    if (kind !== "function") return false;
    const name = path.at(-1) ?? "";
    const schema = path.at(-2);
    if ((schema === undefined || schema === "pg_catalog") && notVolatile.has(name)) return false;
    const owner = before.extensions.map((extension) => extensionFunctions.get(extension.name)).find((own) => own?.notVolatile.has(name) === true || own?.volatile.has(name) === true);
    const made = before.objects.filter((object) => object.kind === "function" && object.name === name && (schema === undefined || object.schema === schema));
    if (made.length === 0) return owner?.notVolatile.has(name) !== true || owner.volatile.has(name);
    return made.some(({ definitions }) => isVolatile(definitions.map(({ sql }) => sql)));
  });
}

/** The last word counts: ALTER FUNCTION may change it. */
function isVolatile(definitions: readonly string[]): boolean {
  const words = definitions.flatMap((sql) => sql.replace(/\$(\w*)\$[^]*?\$\1\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*/g, " ").match(/\b(?:immutable|stable|volatile)\b/gi) ?? []);
  return (words.at(-1)?.toLowerCase() ?? "volatile") === "volatile";
}
