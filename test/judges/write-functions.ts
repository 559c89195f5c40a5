/**
 * `npx tsx test/judges/write-functions.ts`: writes src/dialects/postgres/assess/rewrites/known-functions.ts from the catalogs of PostgreSQL 16, 17 and 18:
 * the names of functions that no version has as volatile, without those that only operators, types and index methods call.
 */
import { writeFileSync } from "node:fs";
import { servers } from "./lock-judge.js";

const ALL = `
  SELECT proname AS name, bool_or(provolatile = 'v') AS volatile,
    bool_or(prokind = 'f' AND prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'event_trigger'::regtype) AND NOT 'internal'::regtype = ANY (proargtypes)
      AND proname !~ '^(binary_upgrade|pg_stat|pg_get_repl|pg_ls|has_|ts_debug|gin_|gist_|RI_|currtid|bt|hash|int[248]_|float[48]_|database_to|schema_to|fmgr_|dsnowball)' AND proname !~ '(cmp|_larger|_smaller|larger|smaller|_hash|_hash_extended|_statefunc|_transfn|_subdiff|_canonical|_avg_accum|_accum|_combine)$'
      AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
      AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout))) AS callable
  FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname`;

const callable = new Set<string>();
const volatile = new Set<string>();
for (const { open } of servers) {
  const server = await open();
  for (const row of (await server.query(ALL)).rows) {
    if (typeof row !== "object" || row === null || !("name" in row) || typeof row.name !== "string") throw new Error(JSON.stringify(row));
    if ("volatile" in row && row.volatile === true) volatile.add(row.name);
    else if ("callable" in row && row.callable === true) callable.add(row.name);
  }
  await server.close();
}
const lines: string[] = [];
for (const name of [...callable].filter((each) => !volatile.has(each)).sort()) {
  const line = lines.at(-1);
  if (line === undefined || line.length + name.length > 150) lines.push(name);
  else lines[lines.length - 1] = `${line} ${name}`;
}
writeFileSync(
  "src/dialects/postgres/assess/rewrites/known-functions.ts",
  `/** Functions of pg_catalog that are stable or immutable in PostgreSQL 16, 17 and 18; none of them is volatile in 15.18. Written by \`npx tsx test/judges/write-functions.ts\`. */
export const notVolatile: ReadonlySet<string> = new Set(
  \`${lines.join("\n  ")}\`.split(/\\s+/),
);
`,
);
