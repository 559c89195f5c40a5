import type { Dialect } from "../model/dialect.js";
import type { Provider } from "../model/environment.js";

/** The dialect of a provider, ready for use; undefined for one that is not supported yet. */
export async function loadDialect(provider: Provider): Promise<Dialect | undefined> {
  if (provider !== "postgresql") return undefined;
  const { loadPostgres } = await import("./postgres/index.js");
  return loadPostgres();
}
