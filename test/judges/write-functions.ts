/**
 * `npx tsx test/judges/write-functions.ts`: writes, from the catalogs of PostgreSQL 16, 17 and 18 and of PGlite's extensions,
 * src/dialects/postgres/assess/rewrites/known-functions.ts: the names of functions that no version has as volatile, without those that only operators, types and
 * index methods call; src/dialects/postgres/catalog/other-functions.ts: all others of pg_catalog; and src/dialects/postgres/catalog/extension-functions.ts.
 */
import { writeFileSync } from "node:fs";
import { PGlite, type Extension } from "@electric-sql/pglite";
import { servers } from "./lock-judge.js";

const ALL = `
  SELECT proname AS name, bool_or(provolatile = 'v') AS volatile,
    bool_or(prokind = 'f' AND prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'event_trigger'::regtype) AND NOT 'internal'::regtype = ANY (proargtypes)
      AND proname !~ '^(binary_upgrade|pg_stat|pg_get_repl|pg_ls|has_|ts_debug|gin_|gist_|RI_|currtid|bt|hash|int[248]_|float[48]_|database_to|schema_to|fmgr_|dsnowball)' AND proname !~ '(cmp|_larger|_smaller|larger|smaller|_hash|_hash_extended|_statefunc|_transfn|_subdiff|_canonical|_avg_accum|_accum|_combine)$'
      AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
      AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout))) AS callable
  FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname`;

/** Of an extension; functions of its types, operators and index methods are volatile to nobody. */
const OF_EXTENSION = `
  SELECT p.proname AS name, bool_or(p.provolatile = 'v') AS volatile, true AS callable
  FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid
  WHERE e.extname = $1 GROUP BY p.proname`;

/** PGlite 0.5 ships no pgvector. */
const EXTENSIONS: readonly (readonly [string, string])[] = [
  "btree_gin", "btree_gist", "citext", "cube", "dict_int", "earthdistance", "fuzzystrmatch", "hstore", "intarray", "isn", "lo", "ltree", "moddatetime", "pg_trgm", "pgcrypto", "seg", "tablefunc", "tcn", "unaccent",
].map((name) => [name, name] as const).concat([["uuid-ossp", "uuid_ossp"]]);

interface Row { readonly name: string; readonly volatile: boolean; readonly callable: boolean }

const callable = new Set<string>();
const volatile = new Set<string>();
const all = new Set<string>();
for (const { open } of servers) {
  const server = await open();
  for (const row of rowsOf((await server.query(ALL)).rows)) {
    all.add(row.name);
    if (row.volatile) volatile.add(row.name);
    else if (row.callable) callable.add(row.name);
  }
  await server.close();
}
const notVolatile = [...callable].filter((each) => !volatile.has(each)).sort();
writeFileSync(
  "src/dialects/postgres/assess/rewrites/known-functions.ts",
  `/** Functions of pg_catalog that are stable or immutable in PostgreSQL 16, 17 and 18; none of them is volatile in 15.18. Written by \`npx tsx test/judges/write-functions.ts\`. */
export const notVolatile: ReadonlySet<string> = new Set(
  \`${wrapped(notVolatile)}\`.split(/\\s+/),
);
`,
);
writeFileSync(
  "src/dialects/postgres/catalog/other-functions.ts",
  `/** The functions of pg_catalog of PostgreSQL 16, 17 and 18 that are not in known-functions.ts, without those in \`pg_\`. Written by \`npx tsx test/judges/write-functions.ts\`. */
export const otherFunctions: ReadonlySet<string> = new Set(
  \`${wrapped([...all].filter((name) => !name.startsWith("pg_") && !notVolatile.includes(name)).sort())}\`.split(/\\s+/),
);
`,
);

const loaded: Record<string, Extension> = {};
for (const [, file] of EXTENSIONS) {
  const module: Readonly<Record<string, unknown>> = await import(`@electric-sql/pglite/contrib/${file}`);
  const extension = module[file];
  if (!isExtension(extension)) throw new Error(`no extension ${file}`);
  loaded[file] = extension;
}
const server = await PGlite.create({ extensions: loaded });
const entries: string[] = [];
for (const [name] of EXTENSIONS) {
  await server.exec(`CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`);
  const rows = rowsOf((await server.query(OF_EXTENSION, [name])).rows);
  const names = (isVolatile: boolean): string => wrapped(rows.filter((row) => row.volatile === isVolatile).map((row) => row.name).sort());
  entries.push(`  ["${name}", { volatile: words(\`${names(true)}\`), notVolatile: words(\`${names(false)}\`) }],`);
}
await server.close();
writeFileSync(
  "src/dialects/postgres/catalog/extension-functions.ts",
  `export interface ExtensionFunctions {
  readonly volatile: ReadonlySet<string>;
  /** Stable or immutable, whatever they are given. */
  readonly notVolatile: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\\s+/).filter((name) => name !== ""));

/** By extension, as PostgreSQL 18 has them. Written by \`npx tsx test/judges/write-functions.ts\`. */
export const extensionFunctions: ReadonlyMap<string, ExtensionFunctions> = new Map([
${entries.join("\n")}
]);
`,
);

function rowsOf(rows: readonly unknown[]): readonly Row[] {
  return rows.map((row) => {
    if (typeof row !== "object" || row === null || !("name" in row) || typeof row.name !== "string" || !("volatile" in row) || !("callable" in row)) throw new Error(JSON.stringify(row));
    return { name: row.name, volatile: row.volatile === true, callable: row.callable === true };
  });
}

function isExtension(value: unknown): value is Extension {
  return typeof value === "object" && value !== null && "setup" in value;
}

function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const line = lines.at(-1);
    if (line === undefined || line.length + name.length > 150) lines.push(name);
    else lines[lines.length - 1] = `${line} ${name}`;
  }
  return lines.join("\n  ");
}
