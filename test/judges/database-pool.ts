import { PGlite, type Extensions } from "@electric-sql/pglite";

/** What the judges need of a PostgreSQL. PGlite is one; of an installed server see installed-server.ts. */
export interface JudgedDatabase {
  query(sql: string, parameters?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  /** One message, which may hold several statements. */
  exec(sql: string): Promise<unknown>;
}

/** Where the judges take empty databases from. */
export interface Pool {
  /** PostgreSQL's major version. */
  readonly version: number;
  /** Extensions are those that must be there to be created. */
  with<T>(extensions: readonly string[], use: (database: JudgedDatabase) => Promise<T>): Promise<T>;
}

/** Extensions that the pool can offer, by the name that CREATE EXTENSION knows; PGlite 0.5 ships no pgvector. */
const loaders: ReadonlyMap<string, () => Promise<Extensions>> = new Map<string, () => Promise<Extensions>>([
  ["btree_gin", async () => ({ btree_gin: (await import("@electric-sql/pglite/contrib/btree_gin")).btree_gin })],
  ["btree_gist", async () => ({ btree_gist: (await import("@electric-sql/pglite/contrib/btree_gist")).btree_gist })],
  ["citext", async () => ({ citext: (await import("@electric-sql/pglite/contrib/citext")).citext })],
  ["fuzzystrmatch", async () => ({ fuzzystrmatch: (await import("@electric-sql/pglite/contrib/fuzzystrmatch")).fuzzystrmatch })],
  ["hstore", async () => ({ hstore: (await import("@electric-sql/pglite/contrib/hstore")).hstore })],
  ["ltree", async () => ({ ltree: (await import("@electric-sql/pglite/contrib/ltree")).ltree })],
  ["pg_trgm", async () => ({ pg_trgm: (await import("@electric-sql/pglite/contrib/pg_trgm")).pg_trgm })],
  ["pgcrypto", async () => ({ pgcrypto: (await import("@electric-sql/pglite/contrib/pgcrypto")).pgcrypto })],
  ["unaccent", async () => ({ unaccent: (await import("@electric-sql/pglite/contrib/unaccent")).unaccent })],
  ["uuid-ossp", async () => ({ uuid_ossp: (await import("@electric-sql/pglite/contrib/uuid_ossp")).uuid_ossp })],
]);

/** Extensions of the pool that these SQL texts create. */
export function extensionsIn(texts: readonly string[]): string[] {
  const all = texts.join("\n");
  return [...loaders.keys()].filter((name) => new RegExp(`CREATE\\s+EXTENSION\\s[^;]*?\\b${name}\\b`, "i").test(all));
}

/**
 * Empty databases, quickly and often: starting PGlite takes one to two seconds, emptying one some milliseconds. Use one pool a test file, and `close`
 * it at the end.
 */
export class DatabasePool implements Pool {
  readonly version = 18;
  readonly #idle: PGlite[] = [];
  readonly #all: PGlite[] = [];
  readonly #offers = new WeakMap<PGlite, readonly string[]>();

  /** An empty database in which these extensions can be created. It is the taker's until `release`. Throws for an extension that PGlite lacks. */
  async take(extensions: readonly string[] = []): Promise<PGlite> {
    const fit = this.#idle.findIndex((database) => extensions.every((name) => this.#offers.get(database)?.includes(name)));
    const [idle] = fit === -1 ? [] : this.#idle.splice(fit, 1);
    if (idle) return idle;
    const loaded: Extensions = {};
    for (const name of extensions) {
      const load = loaders.get(name);
      if (!load) throw new Error(`the pool has no extension ${name}`);
      Object.assign(loaded, await load());
    }
    const database = await PGlite.create({ extensions: loaded });
    this.#all.push(database);
    this.#offers.set(database, extensions);
    return database;
  }

  /** Empties it for the next taker. */
  async release(database: PGlite): Promise<void> {
    await emptyDatabase(database);
    this.#idle.push(database);
  }

  async with<T>(extensions: readonly string[], use: (database: PGlite) => Promise<T>): Promise<T> {
    const database = await this.take(extensions);
    try {
      return await use(database);
    } finally {
      await this.release(database);
    }
  }

  async close(): Promise<void> {
    for (const database of this.#all.splice(0)) await database.close();
  }
}

/** Makes it as a new one: only an empty schema `public`, no settings, no open transaction. */
export async function emptyDatabase(database: JudgedDatabase): Promise<void> {
  await database.exec("ROLLBACK");
  await database.exec("DISCARD ALL");
  await database.exec(`
    DO $$ DECLARE it record; BEGIN
      FOR it IN SELECT subname FROM pg_subscription LOOP EXECUTE format('DROP SUBSCRIPTION %I', it.subname); END LOOP;
      FOR it IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', it.pubname); END LOOP;
      FOR it IN SELECT evtname FROM pg_event_trigger LOOP EXECUTE format('DROP EVENT TRIGGER %I', it.evtname); END LOOP;
      FOR it IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', it.extname); END LOOP;
      FOR it IN SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', it.nspname);
      END LOOP;
      FOR it IN SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' AND rolname <> current_user LOOP
        EXECUTE format('DROP OWNED BY %I CASCADE', it.rolname);
        -- Another database of the server may still need it, and drops it when it is emptied.
        BEGIN EXECUTE format('DROP ROLE %I', it.rolname); EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END;
      END LOOP;
      FOR it IN SELECT fdwname FROM pg_foreign_data_wrapper LOOP EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', it.fdwname); END LOOP;
      FOR it IN SELECT castsource::regtype AS source, casttarget::regtype AS target FROM pg_cast WHERE oid >= 16384 LOOP EXECUTE format('DROP CAST (%s AS %s)', it.source, it.target); END LOOP;
      FOR it IN SELECT trftype::regtype AS of, lanname FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang LOOP EXECUTE format('DROP TRANSFORM FOR %s LANGUAGE %I', it.of, it.lanname); END LOOP;
      FOR it IN SELECT lanname FROM pg_language WHERE oid >= 16384 LOOP EXECUTE format('DROP LANGUAGE IF EXISTS %I CASCADE', it.lanname); END LOOP;
      FOR it IN SELECT amname FROM pg_am WHERE oid >= 16384 LOOP EXECUTE format('DROP ACCESS METHOD %I CASCADE', it.amname); END LOOP;
    END $$;
    SET allow_system_table_mods = on;
    DELETE FROM pg_default_acl;
    RESET allow_system_table_mods;
    CREATE SCHEMA public;
    DO $$ BEGIN
      IF current_setting('server_version_num')::int < 150000 THEN
        GRANT ALL ON SCHEMA public TO PUBLIC;
      ELSE
        ALTER SCHEMA public OWNER TO pg_database_owner;
        GRANT USAGE ON SCHEMA public TO PUBLIC;
      END IF;
    END $$;
  `);
  await dropTablespaces(database);
}

/** They belong to the server; what another of its databases keeps in one drops it later. */
async function dropTablespaces(database: JudgedDatabase): Promise<void> {
  const { rows } = await database.query("SELECT format('DROP TABLESPACE %I', spcname) AS sql FROM pg_tablespace WHERE spcname !~ '^pg_'");
  for (const row of rows) {
    if (typeof row !== "object" || row === null || !("sql" in row) || typeof row.sql !== "string") continue;
    try {
      await database.exec(row.sql);
    } catch (error) {
      if (!(error instanceof Error && error.message.endsWith("is not empty"))) throw error;
    }
  }
}
