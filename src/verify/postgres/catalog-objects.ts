const ownSchema = `n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;
const notOfExtension = (catalog: string, oid: string): string => `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
const relation = `n.nspname || '.' || c.relname`;
const permanent = `c.relpersistence <> 't'`;

/** What a schema has beside tables and what they consist of: `key` and `value` of each, as in catalog.ts; asked of a server of this major version. */
export const objectQuestions = (version: number): readonly string[] => [...everywhere, publications(version)];

const everywhere: readonly string[] = [
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
       (SELECT string_agg(concat_ws(' ', a.attname, nullif(a.attstorage, t.typstorage)::text, nullif(to_jsonb(a) ->> 'attcompression', ''), nullif(coalesce(a.attstattarget, -1), -1), array_to_string(a.attoptions, ', ')), '; ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attstorage <> t.typstorage OR to_jsonb(a) ->> 'attcompression' <> '' OR coalesce(a.attstattarget, -1) <> -1 OR a.attoptions IS NOT NULL))) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm') AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}) settings WHERE value <> ''`,

  `SELECT 'parameters of ' || ${relation} AS key, (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o) AS value
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm', 'i') AND c.reloptions IS NOT NULL AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,

  `SELECT 'statistics of index ' || ${relation} || ' ' || a.attnum AS key, a.attstattarget::text AS value
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'i' AND a.attstattarget >= 0 AND ${permanent} AND ${ownSchema}`,

  `SELECT 'range ' || t.oid::regtype AS key, concat_ws(' ', r.rngsubtype::regtype, (to_jsonb(r) ->> 'rngmultitypid')::oid::regtype, (SELECT opcname FROM pg_opclass c WHERE c.oid = r.rngsubopc), nullif(r.rngcollation, 0)::regcollation, nullif(r.rngcanonical::oid, 0)::regproc, nullif(r.rngsubdiff::oid, 0)::regproc) AS value
   FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_type", "t.oid")}`,

  `SELECT 'base type ' || t.oid::regtype AS key,
     CASE WHEN t.typisdefined THEN concat_ws(' ', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred, t.typdelim, nullif(t.typelem, 0)::regtype, t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
       to_jsonb(t) ->> 'typsubscript', t.typdefault, nullif(t.typcollation, 0)::regcollation) ELSE 'shell' END AS value
   FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE (t.typtype = 'b' OR NOT t.typisdefined) AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) AND ${ownSchema} AND ${notOfExtension("pg_type", "t.oid")}`,

  `SELECT 'aggregate ' || p.oid::regprocedure AS key,
     concat_ws(' ', a.aggkind, a.aggtransfn, nullif(a.aggfinalfn::oid, 0)::regproc, nullif(a.aggcombinefn::oid, 0)::regproc, a.aggtranstype::regtype, a.agginitval, p.proparallel, nullif(a.aggsortop, 0)::regoperator) AS value
   FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ownSchema} AND ${notOfExtension("pg_proc", "p.oid")}`,

  `SELECT 'operator ' || o.oid::regoperator AS key,
     concat_ws(' ', o.oprcode, nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator, nullif(o.oprrest::oid, 0)::regproc, nullif(o.oprjoin::oid, 0)::regproc, o.oprcanmerge, o.oprcanhash) AS value
   FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_operator", "o.oid")}`,

  `SELECT 'operator class ' || n.nspname || '.' || c.opcname || ' of ' || m.amname AS key, concat_ws(' ', c.opcintype::regtype, c.opcdefault, f.opfname, nullif(c.opckeytype, 0)::regtype) AS value
   FROM pg_opclass c JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace n ON n.oid = c.opcnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_opclass", "c.oid")}`,

  `SELECT 'operator family ' || n.nspname || '.' || f.opfname || ' of ' || m.amname AS key,
     concat_ws(' ', (SELECT string_agg(o.amopstrategy || ' ' || o.amopopr::regoperator, ', ' ORDER BY o.amopopr::regoperator::text) FROM pg_amop o WHERE o.amopfamily = f.oid),
       (SELECT string_agg(p.amprocnum || ' ' || p.amproc::oid::regprocedure, ', ' ORDER BY p.amproc::oid::regprocedure::text) FROM pg_amproc p WHERE p.amprocfamily = f.oid)) AS value
   FROM pg_opfamily f JOIN pg_am m ON m.oid = f.opfmethod JOIN pg_namespace n ON n.oid = f.opfnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_opfamily", "f.oid")}`,

  `SELECT 'cast ' || c.castsource::regtype || ' as ' || c.casttarget::regtype AS key, concat_ws(' ', nullif(c.castfunc, 0)::regprocedure, c.castcontext, c.castmethod) AS value
   FROM pg_cast c WHERE c.oid >= 16384 AND ${notOfExtension("pg_cast", "c.oid")}`,

  `SELECT 'transform ' || t.trftype::regtype || ' ' || l.lanname AS key, concat_ws(' ', nullif(t.trffromsql::oid, 0)::regprocedure, nullif(t.trftosql::oid, 0)::regprocedure) AS value
   FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE ${notOfExtension("pg_transform", "t.oid")}`,

  `SELECT 'conversion ' || n.nspname || '.' || c.conname AS key, concat_ws(' ', c.conforencoding, c.contoencoding, c.conproc, c.condefault) AS value
   FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE ${ownSchema}`,

  `SELECT 'event trigger ' || v.evtname AS key, concat_ws(' ', v.evtevent, v.evtfoid::regprocedure, v.evtenabled, v.evttags::text) AS value FROM pg_event_trigger v WHERE ${notOfExtension("pg_event_trigger", "v.oid")}`,

  `SELECT 'language ' || l.lanname AS key, concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::regprocedure) AS value FROM pg_language l WHERE l.oid >= 16384 AND ${notOfExtension("pg_language", "l.oid")}`,

  `SELECT 'access method ' || m.amname AS key, concat_ws(' ', m.amtype, m.amhandler) AS value FROM pg_am m WHERE m.oid >= 16384 AND ${notOfExtension("pg_am", "m.oid")}`,

  `SELECT 'foreign data wrapper ' || w.fdwname AS key, coalesce(w.fdwoptions::text, '') AS value FROM pg_foreign_data_wrapper w WHERE ${notOfExtension("pg_foreign_data_wrapper", "w.oid")}`,

  `SELECT 'server ' || s.srvname AS key, concat_ws(' ', w.fdwname, s.srvtype, s.srvversion, s.srvoptions::text) AS value FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw`,

  `SELECT 'user mapping ' || u.usename || ' ' || u.srvname AS key, coalesce(u.umoptions::text, '') AS value FROM pg_user_mappings u`,

  `SELECT 'text search configuration ' || n.nspname || '.' || c.cfgname AS key,
     concat_ws(' ', c.cfgparser::oid::int8, (SELECT string_agg(m.maptokentype || ' ' || m.mapdict::regdictionary, ', ' ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid)) AS value
   FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_ts_config", "c.oid")}`,

  `SELECT 'text search dictionary ' || n.nspname || '.' || d.dictname AS key, concat_ws(' ', t.tmplname, d.dictinitoption) AS value
   FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace n ON n.oid = d.dictnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_ts_dict", "d.oid")}`,

  `SELECT 'text search template ' || n.nspname || '.' || t.tmplname AS key, concat_ws(' ', t.tmplinit, t.tmpllexize) AS value FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace WHERE ${ownSchema} AND ${notOfExtension("pg_ts_template", "t.oid")}`,

  `SELECT 'text search parser ' || n.nspname || '.' || p.prsname AS key, concat_ws(' ', p.prsstart, p.prstoken, p.prsend) AS value FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace WHERE ${ownSchema}`,

  // What an object without rights of its own has is the same as having been given just that.
  ...[
    `SELECT 'relation ' || c.oid::regclass AS key, coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl, c.relowner AS owner
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,
    `SELECT 'column ' || c.oid::regclass || '.' || a.attname, a.attacl, c.relowner FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attacl <> '{}' AND NOT a.attisdropped AND ${permanent} AND ${ownSchema} AND ${notOfExtension("pg_class", "c.oid")}`,
    `SELECT 'schema ' || n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner)), n.nspowner FROM pg_namespace n WHERE ${ownSchema} AND n.nspname <> 'public'`,
    `SELECT 'function ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ownSchema} AND ${notOfExtension("pg_proc", "p.oid")}
       AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')`,
    `SELECT 'type ' || t.oid::regtype, coalesce(t.typacl, acldefault('T', t.typowner)), t.typowner FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE ${ownSchema} AND (t.typtype IN ('e', 'd', 'c', 'r') OR (t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))) AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c') AND ${notOfExtension("pg_type", "t.oid")}`,
    `SELECT 'defaults ' || d.defaclobjtype::text || ' ' || coalesce(n.nspname, 'anywhere'), d.defaclacl, d.defaclrole FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace`,
  ].map((entries) => `SELECT 'rights on ' || o.key AS key,
       concat_ws('; ', CASE WHEN r.rolname <> current_user THEN 'of ' || r.rolname END,
         (SELECT string_agg(concat_ws(' ', coalesce(g.rolname, 'public'), x.privilege_type, CASE WHEN x.is_grantable THEN 'further' END), ', ' ORDER BY g.rolname, x.privilege_type) FROM aclexplode(o.acl) x LEFT JOIN pg_roles g ON g.oid = x.grantee)) AS value
     FROM (${entries}) AS o (key, acl, owner) JOIN pg_roles r ON r.oid = o.owner`),

  `SELECT 'comment on ' || i.type || ' ' || i.identity AS key, d.description AS value
   FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
   WHERE d.objoid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
     AND NOT EXISTS (SELECT FROM pg_class c WHERE d.classoid = 'pg_class'::regclass AND c.oid = d.objoid AND c.relpersistence = 't') AND d.classoid <> 'pg_extension'::regclass`,
];

const partOfTable = "(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)), pg_get_expr(r.prqual, r.prrelid)";

/** Columns, conditions and schemas came with 15. */
const publications = (version: number): string =>
  `SELECT 'publication ' || p.pubname AS key,
     concat_ws(' ', CASE WHEN p.pubowner <> 10 THEN 'of ' || pg_get_userbyid(p.pubowner) END, CASE WHEN p.puballtables THEN 'all tables' END, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot, to_jsonb(p) ->> 'pubgencols',
       (SELECT string_agg(concat_ws(' ', r.prrelid::regclass${version < 15 ? "" : `, ${partOfTable}`}), '; ' ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel r WHERE r.prpubid = p.oid)
       ${version < 15 ? "" : `, (SELECT 'schemas ' || string_agg(n.nspname, ', ' ORDER BY n.nspname) FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)`}) AS value
   FROM pg_publication p`;
