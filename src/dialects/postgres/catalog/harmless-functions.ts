import { extensionFunctions } from "./extension-functions.js";
import { isBuiltInFunction } from "./functions.js";

/** Whether PostgreSQL or one of the extensions that come with it has a function of this name that changes no table and locks none but to read it. */
export function isHarmless(schema: string | undefined, name: string): boolean {
  if ([...extensionFunctions.values()].some((own) => own.volatile.has(name) || own.notVolatile.has(name))) return true;
  if ((schema !== undefined && schema !== "pg_catalog") || LOCKING.test(name)) return false;
  return isBuiltInFunction(name);
}

/** Of indexes' pages, and of the planner's statistics (since 18). */
const LOCKING = /^(?:brin_(?:de)?summarize_|gin_clean_pending_list$|pg_(?:restore|clear)_(?:relation|attribute)_stats$|pg_truncate_visibility_map$)/;
