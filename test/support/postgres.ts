import { loadDialect } from "../../src/dialects/index.js";
import type { Dialect } from "../../src/model/dialect.js";

/** PostgreSQL's dialect, with its parser loaded. */
export async function postgres(): Promise<Dialect> {
  const loaded = await loadDialect("postgresql");
  if (!loaded) throw new Error("no dialect for postgresql");
  return loaded;
}
