/**
 * Extensions whose ALTER EXTENSION … UPDATE changes nothing but objects of their own, of which the model keeps none: what comes with PostgreSQL (its
 * contrib folder, 13 to 18), and what is widely installed besides. Of others an update may do anything.
 */
export const knownExtensions: ReadonlySet<string> = new Set(
  `plpgsql plperl plperlu plpython3u pltcl pltclu
  adminpack amcheck autoinc bloom bool_plperl bool_plperlu btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw fuzzystrmatch hstore hstore_plperl hstore_plperlu
  hstore_plpython3u insert_username intagg intarray isn jsonb_plperl jsonb_plperlu jsonb_plpython3u lo ltree ltree_plpython3u moddatetime old_snapshot pageinspect pg_buffercache pg_freespacemap
  pg_logicalinspect pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows
  tsm_system_time unaccent uuid-ossp xml2
  address_standardizer address_standardizer_data_us h3 hll http hypopg ip4r pg_cron pg_graphql pg_hint_plan pg_jsonschema pg_net pg_repack pg_uuidv7 pgaudit pgjwt pgroonga pgrouting pgtap
  postgis postgis_raster postgis_sfcgal postgis_topology rum unit vector`.split(/\s+/),
);
