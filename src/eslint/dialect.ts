import { loadDialect } from "../dialects/index.js";
import type { Dialect } from "../model/dialect.js";
import type { Script } from "../model/migration.js";

// Modules that import this one wait for PostgreSQL's parser, so that everything after it is synchronous, as ESLint wants it.
const loaded = await loadDialect("postgresql");
if (loaded === undefined) throw new Error("the dialect of postgresql is missing");

export const postgres: Dialect = loaded;

/** Parses a text of a file once, as long as it stays the same: of a history that is replayed again, usually one file has changed. */
export function remembering(dialect: Dialect): Dialect {
  const scripts = new Map<string, Script>();
  return {
    ...dialect,
    parse(source) {
      const known = scripts.get(source.file);
      if (known?.source.text === source.text) return known;
      const script = dialect.parse(source);
      scripts.set(source.file, script);
      return script;
    },
  };
}
