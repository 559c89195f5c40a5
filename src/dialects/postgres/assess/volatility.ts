import type { Expression } from "../../../model/name.js";
import { notVolatile } from "./known-functions.js";

/** Whether two calls may give two values, so that one cannot serve all rows. A function that is not PostgreSQL's own is taken for volatile, as CREATE FUNCTION makes it by default. */
export function mayBeVolatile(expression: Expression): boolean {
  return expression.names.some(({ kind, path }) => {
    if (kind !== "function") return false;
    const name = path.at(-1) ?? "";
    const schema = path.at(-2) ?? "pg_catalog";
    return schema !== "pg_catalog" || !notVolatile.has(name);
  });
}
