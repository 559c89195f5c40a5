const ownSchema = `n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;
const notOfExtension = (catalog: string, oid: string): string => `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
const relation = `n.nspname || '.' || c.relname`;
const permanent = `c.relpersistence <> 't'`;

/** What a schema has beside tables and what they consist of: `key` and `value` of each, as in catalog.ts. */
export const objectQuestions: readonly string[] = [
  `SELECT 'domain ' || n.nspname || '.' || t.typname AS key,
     concat_ws(' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typcollation <> b.typcollation THEN 'collate ' || (SELECT collname FROM pg_collation l WHERE l.oid = t.typcollation) END,
       CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || pg_get_expr(t.typdefaultbin, 0),
       (SELECT string_agg(concat_ws(' ', k.conname, pg_get_constraintdef(k.oid), CASE WHEN NOT k.convalidated THEN 'not validated' END), ', ' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')) AS value
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd' AND ${ownSchema} AND ${notOfExtension("pg_type", "t.oid")}`,

  `SELECT 'composite ' || ${relation} AS key,
     coalesce((SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || (SELECT collname FROM pg_collation l WHERE l.oid = a.attcollation) END), ', ' ORDER BY a.attnum)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'c' AND ${ownSchema} AND ${notOfExtension("pg_type", "c.reltype")}`,

  `SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS key, pg_get_functiondef(p.oid) AS value
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind IN ('f', 'p', 'w') AND ${ownSchema} AND ${notOfExtension("pg_proc", "p.oid")}
     AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')`,

  `SELECT 'trigger ' || ${relation} || '.' || t.tgname AS key, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) AS value
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'policy ' || ${relation} || '.' || p.polname AS key,
     concat_ws(' ', p.polcmd, CASE WHEN NOT p.polpermissive THEN 'restrictive' END, (SELECT string_agg(coalesce(r.rolname, 'public'), ', ' ORDER BY r.rolname) FROM unnest(p.polroles) o LEFT JOIN pg_roles r ON r.oid = o),
       'using ' || pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_get_expr(p.polwithcheck, p.polrelid)) AS value
   FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${permanent} AND ${ownSchema}`,

  `SELECT 'rule ' || ${relation} || '.' || r.rulename AS key, concat_ws(' ', pg_get_ruledef(r.oid), r.ev_enabled) AS value
   FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'statistics ' || n.nspname || '.' || s.stxname AS key, concat_ws(' ', pg_get_statisticsobjdef(s.oid), nullif(to_jsonb(s) ->> 'stxstattarget', '-1')) AS value
   FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${ownSchema}`,

  `SELECT 'collation ' || n.nspname || '.' || l.collname AS key, concat_ws(' ', l.collprovider, l.collcollate, l.collctype, to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collisdeterministic) AS value
   FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_collation", "l.oid")}`,

  `SELECT * FROM (SELECT 'settings of ' || ${relation} AS key,
     concat_ws(' ', array_to_string((SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o), ', '), (SELECT 'toast ' || array_to_string(o.reloptions, ', ') FROM pg_class o WHERE o.oid = c.reltoastrelid),
       CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced' END, 'identity ' || nullif(c.relreplident, 'd')::text,
       (SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident),
       (SELECT string_agg(concat_ws(' ', a.attname, nullif(a.attstorage, t.typstorage)::text, nullif(a.attcompression, '')::text, nullif(coalesce(a.attstattarget, -1), -1), array_to_string(a.attoptions, ', ')), '; ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attstorage <> t.typstorage OR a.attcompression <> '' OR coalesce(a.attstattarget, -1) <> -1 OR a.attoptions IS NOT NULL))) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}) settings WHERE value <> ''`,

  `SELECT 'comment on ' || i.type || ' ' || i.identity AS key, d.description AS value
   FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
   WHERE d.objoid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
     AND NOT EXISTS (SELECT FROM pg_class c WHERE d.classoid = 'pg_class'::regclass AND c.oid = d.objoid AND c.relpersistence = 't') AND d.classoid <> 'pg_extension'::regclass`,
];
