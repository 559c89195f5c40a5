import type { Environment } from "../../src/model/environment.js";
import type { Traceable } from "../../src/verify/postgres/trace.js";

/** As much of PGlite as all its versions have alike. */
export interface Server extends Traceable {
  readonly close: () => Promise<void>;
}

/** PostgreSQL's major versions that run in process. */
export const servers: readonly { readonly version: number; readonly open: () => Promise<Server> }[] = [
  { version: 16, open: async () => serverOf(await (await import("pglite-16")).PGlite.create()) },
  { version: 17, open: async () => serverOf(await (await import("pglite-17")).PGlite.create()) },
  { version: 18, open: async () => serverOf(await (await import("@electric-sql/pglite")).PGlite.create()) },
];

type PGliteLike = { query(sql: string): Promise<{ rows: unknown[] }>; exec(sql: string): Promise<unknown>; close(): Promise<void> };

export const serverOf = (database: PGliteLike): Server => ({
  query: (sql) => database.query(sql),
  exec: (sql) => database.exec(sql),
  close: () => database.close(),
});

const source = "the judge";
export const environmentOf = (version: number): Environment => ({
  provider: "postgresql",
  serverVersion: { value: version, source },
  prismaVersion: { value: { major: 7, minor: 10, patch: 0 }, source },
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source },
  timeZone: { value: "UTC", source },
});
