import { objectQuestions } from "./catalog-objects.js";

/** Runs one statement and gives its rows; PGlite's and node-postgres' `query` fit. */
export type Query = (sql: string) => Promise<{ readonly rows: readonly unknown[] }>;

/**
 * What a database's schema is, as PostgreSQL itself prints it: one line of text for each property of each object, under keys that tell the object
 * (`public.User.email`). Lists whose order counts (columns, enum values) hold names in that order.
 */
export type Catalog = ReadonlyMap<string, string>;

/**
 * All schemas but the system's, without temporary objects. Names in it are always schema-qualified. Runs on PostgreSQL 13 to 18 alike; leaves the
 * session's search path as it was. Throws what the server says, as inside a failed transaction. `keepPlan` leaves a prepared statement in the session,
 * which makes every later reading four times quicker: planning takes longer than answering.
 */
export async function readCatalog(query: Query, { keepPlan = false }: { readonly keepPlan?: boolean } = {}): Promise<Catalog> {
  const settings = await query(
    `SELECT current_setting(name) AS value FROM unnest(ARRAY['search_path', 'server_version_num']) AS name UNION ALL SELECT count(*)::text FROM pg_prepared_statements WHERE name = '${PREPARED}'`,
  );
  const [before, version, prepared] = settings.rows;
  if (!isSetting(before) || !isSetting(version) || !isSetting(prepared)) throw new Error("a server without a search path or a version");
  const all = [...objectQuestions(Math.floor(Number(version.value) / 10_000)), ...questions].map((sql) => `SELECT key, value FROM (${sql}) AS questions`).join(" UNION ALL ");
  await query(`SELECT set_config('search_path', '', false)`);
  try {
    if (keepPlan && prepared.value === "0") await query(`PREPARE ${PREPARED} AS ${all}`);
    const catalog = new Map<string, string>();
    for (const row of (await query(keepPlan ? `EXECUTE ${PREPARED}` : all)).rows) {
      if (!isEntry(row)) throw new Error(`not a catalog entry: ${JSON.stringify(row)}`);
      catalog.set(row.key, row.value);
    }
    return catalog;
  } finally {
    await query(`SELECT set_config('search_path', '${before.value.replaceAll("'", "''")}', false)`);
  }
}

const PREPARED = "prisma_migrate_lint_catalog";

/** One line for each thing that differs, sorted; empty when the two are the same. `a` is called expected, `b` actual. */
export function compareCatalogs(a: Catalog, b: Catalog): string[] {
  const differences: string[] = [];
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined) differences.push(`${key}: missing, expected ${value}`);
    else if (other !== value) differences.push(`${key}: expected ${value}, actual ${other}`);
  }
  for (const [key, value] of b) if (!a.has(key)) differences.push(`${key}: not expected: ${value}`);
  return differences.sort();
}

const isEntry = (row: unknown): row is { readonly key: string; readonly value: string } =>
  typeof row === "object" && row !== null && "key" in row && typeof row.key === "string" && "value" in row && typeof row.value === "string";

const isSetting = (row: unknown): row is { readonly value: string } => typeof row === "object" && row !== null && "value" in row && typeof row.value === "string";

const ownSchema = `n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;
/** Members of extensions belong to CREATE EXTENSION. */
const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
const relation = `n.nspname || '.' || c.relname`;

const questions = [
  `SELECT 'schema ' || n.nspname AS key, 'there' AS value FROM pg_namespace n WHERE ${ownSchema}`,

  `SELECT 'extension ' || extname AS key, 'there' AS value FROM pg_extension WHERE extname <> 'plpgsql'`,

  `SELECT 'enum ' || n.nspname || '.' || t.typname AS key,
     coalesce((SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder) FROM pg_enum v WHERE v.enumtypid = t.oid), '') AS value
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typtype = 'e' AND ${ownSchema} AND ${notOfExtension("pg_type", "t.oid")}`,

  `SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'table ' END || ${relation} AS key,
     concat_ws(' ',
       CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END,
       CASE c.relkind WHEN 'p' THEN 'partitioned by ' || pg_get_partkeydef(c.oid) WHEN 'f' THEN 'foreign' END,
       CASE WHEN c.reloftype <> 0 THEN 'of type ' || format_type(c.reloftype, NULL) END,
       (SELECT 'using ' || m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
       (SELECT 'in tablespace ' || s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
       CASE WHEN c.relispartition THEN 'partition ' || pg_get_expr(c.relpartbound, c.oid) END,
       (SELECT 'of ' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
       '(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) || ')',
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relpersistence <> 't' AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'column ' || ${relation} || '.' || a.attname AS key,
     concat_ws(' ',
       format_type(a.atttypid, a.atttypmod),
       (SELECT 'collate ' || l.collname FROM pg_collation l, pg_type t WHERE l.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation),
       CASE WHEN a.attnotnull THEN 'not null' END,
       CASE WHEN a.attgenerated = '' THEN 'default ' || pg_get_expr(d.adbin, d.adrelid) END,
       CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
       CASE a.attgenerated WHEN 's' THEN 'generated stored ' || pg_get_expr(d.adbin, d.adrelid)
                           WHEN 'v' THEN 'generated virtual ' || pg_get_expr(d.adbin, d.adrelid) END) AS value
   FROM pg_attribute a
   JOIN pg_class c ON c.oid = a.attrelid
   JOIN pg_namespace n ON n.oid = c.relnamespace
   LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped
     AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'constraint ' || ${relation} || '.' || k.conname AS key,
     concat_ws(' ',
       pg_get_constraintdef(k.oid),
       CASE WHEN NOT k.convalidated THEN 'not validated' END,
       CASE WHEN k.condeferrable THEN 'deferrable' END,
       CASE WHEN k.condeferred THEN 'deferred' END) AS value
   FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n')
     AND NOT EXISTS (SELECT FROM pg_constraint w WHERE w.oid = k.conparentid AND w.conrelid = k.conrelid) AND c.relpersistence <> 't' AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'index ' || n.nspname || '.' || i.relname AS key,
     concat_ws(' ', pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'invalid' END, CASE WHEN x.indisclustered THEN 'clustered' END) AS value
   FROM pg_index x
   JOIN pg_class i ON i.oid = x.indexrelid
   JOIN pg_class c ON c.oid = x.indrelid
   JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'sequence ' || ${relation} AS key,
     concat_ws(' ',
       'as', format_type(s.seqtypid, NULL), 'start', s.seqstart, 'increment', s.seqincrement, 'minimum', s.seqmin, 'maximum', s.seqmax, 'cache', s.seqcache,
       CASE WHEN s.seqcycle THEN 'cycle' END, CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
       (SELECT CASE o.deptype WHEN 'i' THEN 'identity of ' ELSE 'owned by ' END || o.refobjid::regclass::text || '.' || quote_ident(a.attname)
        FROM pg_depend o JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
        WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i'))) AS value
   FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relpersistence <> 't' AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,
];
