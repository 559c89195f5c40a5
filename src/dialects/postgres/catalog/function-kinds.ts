// Written by `npx tsx test/judges/write-functions.ts`.
/** Of pg_catalog of PostgreSQL 13 to 18, each as `name/arguments`: `lag/1-3`, `concat/1+`. */
export const aggregates = `any_value/1 array_agg/1 avg/1 bit_and/1 bit_or/1 bit_xor/1 bool_and/1 bool_or/1 corr/2 count/0-1 covar_pop/2 covar_samp/2 cume_dist/1+ dense_rank/1+
  every/1 json_agg/1 json_agg_strict/1 json_object_agg/2 json_object_agg_strict/2 json_object_agg_unique/2 json_object_agg_unique_strict/2 jsonb_agg/1
  jsonb_agg_strict/1 jsonb_object_agg/2 jsonb_object_agg_strict/2 jsonb_object_agg_unique/2 jsonb_object_agg_unique_strict/2 max/1 min/1 mode/1
  percent_rank/1+ percentile_cont/2 percentile_disc/2 range_agg/1 range_intersect_agg/1 rank/1+ regr_avgx/2 regr_avgy/2 regr_count/2 regr_intercept/2
  regr_r2/2 regr_slope/2 regr_sxx/2 regr_sxy/2 regr_syy/2 stddev/1 stddev_pop/1 stddev_samp/1 string_agg/2 sum/1 var_pop/1 var_samp/1 variance/1 xmlagg/1`;

export const windowFunctions = `cume_dist/0 dense_rank/0 first_value/1 lag/1-3 last_value/1 lead/1-3 nth_value/2 ntile/1 percent_rank/0 rank/0 row_number/0`;

/** Functions that give rows. */
export const givingRows = `aclexplode/1 generate_series/2-4 generate_subscripts/2-3 json_array_elements/1 json_array_elements_text/1 json_each/1 json_each_text/1
  json_object_keys/1 json_populate_recordset/2-3 json_to_recordset/1 jsonb_array_elements/1 jsonb_array_elements_text/1 jsonb_each/1 jsonb_each_text/1
  jsonb_object_keys/1 jsonb_path_query/2-4 jsonb_path_query_tz/2-4 jsonb_populate_recordset/2 jsonb_to_recordset/1 regexp_matches/2-3
  regexp_split_to_table/2-3 string_to_table/2-3 ts_parse/2 ts_stat/1-2 ts_token_type/1 txid_snapshot_xip/1 unnest/1`;

/** Stable or volatile, whatever they are given. */
export const mutableFunctions = `aclexplode/1 age/1 amvalidate/1 array_sample/2 array_shuffle/1 array_to_json/1-2 array_to_string/2-3 brin_desummarize_range/2
  brin_summarize_new_values/1 brin_summarize_range/2 clock_timestamp/0 col_description/2 concat/1+ concat_ws/2+ convert/3 convert_from/2 convert_to/2
  current_database/0 current_query/0 current_schema/0 current_schemas/1 current_setting/1-2 current_user/0 currval/1 cursor_to_xml/5
  cursor_to_xmlschema/4 date_add/2 date_cmp_timestamptz/2 date_subtract/2 enum_first/1 enum_in/2 enum_last/1 enum_out/1 enum_range/1-2 enum_send/1
  format/1+ format_type/2 gen_random_uuid/0 get_current_ts_config/0 getdatabaseencoding/0 getpgusername/0 inet_client_addr/0 inet_client_port/0
  inet_server_addr/0 inet_server_port/0 json_agg/1 json_agg_strict/1 json_build_array/0+ json_build_object/0+ json_object_agg/2 json_object_agg_strict/2
  json_object_agg_unique/2 json_object_agg_unique_strict/2 json_populate_record/2-3 json_populate_recordset/2-3 json_to_record/1 json_to_recordset/1
  json_to_tsvector/2 jsonb_agg/1 jsonb_agg_strict/1 jsonb_build_array/0+ jsonb_build_object/0+ jsonb_path_exists_tz/2-4 jsonb_path_match_tz/2-4
  jsonb_path_query_array_tz/2-4 jsonb_path_query_first_tz/2-4 jsonb_path_query_tz/2-4 jsonb_populate_record/2 jsonb_populate_record_valid/2
  jsonb_populate_recordset/2 jsonb_to_record/1 jsonb_to_recordset/1 jsonb_to_tsvector/2 lastval/0 length/2 lo_close/1 lo_creat/1 lo_create/1 lo_export/2
  lo_from_bytea/2 lo_get/1,3 lo_import/1-2 lo_lseek/3 lo_lseek64/3 lo_open/2 lo_put/3 lo_tell/1 lo_tell64/1 lo_truncate/2 lo_truncate64/2 lo_unlink/1
  loread/2 lowrite/2 make_timestamptz/6-7 mxid_age/1 nextval/1 now/0 obj_description/1-2 oidvectortypes/1 phraseto_tsquery/1 plainto_tsquery/1
  plpgsql_call_handler/0 plpgsql_validator/1 query_to_xml/4 query_to_xml_and_xmlschema/4 query_to_xmlschema/4 random/0,2 random_normal/0-2
  row_security_active/1 row_to_json/1-2 session_user/0 set_config/3 setseed/1 setval/2-3 shobj_description/2 statement_timestamp/0 system_user/0
  table_to_xml/4 table_to_xml_and_xmlschema/4 table_to_xmlschema/4 timeofday/0 timestamp_cmp_timestamptz/2 timestamptz_cmp_date/2
  timestamptz_cmp_timestamp/2 timezone/1 to_char/2 to_date/2 to_json/1 to_jsonb/1 to_number/2 to_regclass/1 to_regcollation/1 to_regnamespace/1
  to_regoper/1 to_regoperator/1 to_regproc/1 to_regprocedure/1 to_regrole/1 to_regtype/1 to_regtypemod/1 to_timestamp/2 to_tsquery/1 to_tsvector/1
  transaction_timestamp/0 ts_headline/2 ts_rewrite/2 ts_stat/1-2 txid_current/0 txid_current_if_assigned/0 txid_current_snapshot/0 txid_status/1 uuidv4/0
  uuidv7/0-1 version/0 websearch_to_tsquery/1 xml_is_well_formed/1`;

/** By the type that they give, whatever they are given. */
export const results: readonly (readonly [type: string, functions: string])[] = [
  ["bit", `bit/2-3`],
  ["bool", `amvalidate/1 bool/1 bool_and/1 bool_or/1 every/1 in_range/5 inet_same_family/2 is_normalized/1-2 isclosed/1 isempty/1 isfinite/1 ishorizontal/1-2
  isopen/1 isparallel/2 isperp/2 isvertical/1-2 jsonb_path_exists/2-4 jsonb_path_exists_tz/2-4 jsonb_path_match/2-4 jsonb_path_match_tz/2-4
  jsonb_populate_record_valid/2 like/2 lower_inc/1 lower_inf/1 notlike/2 overlaps/4 postgresql_fdw_validator/2 regexp_like/2-3 row_security_active/1
  satisfies_hash_partition/4+ txid_visible_in_snapshot/2 unicode_assigned/1 upper_inc/1 upper_inf/1 xml_is_well_formed/1 xml_is_well_formed_content/1
  xml_is_well_formed_document/1 xmlexists/2 xmlvalidate/2 xpath_exists/2-3`],
  ["bpchar", `bpchar/1,3`],
  ["bytea", `bytea/1 convert/3 convert_to/2 decode/2 enum_send/1 lo_get/1,3 loread/2 set_byte/3 sha224/1 sha256/1 sha384/1 sha512/1`],
  ["cidr", `cidr/1 inet_merge/2 network/1`],
  ["date", `date/1 make_date/3 to_date/2`],
  ["float4", `float4/1 ts_rank/2-4 ts_rank_cd/2-4`],
  ["float8", `acos/1 acosd/1 acosh/1 area/1 asin/1 asind/1 asinh/1 atan/1 atan2/2 atan2d/2 atand/1 atanh/1 cbrt/1 corr/2 cos/1 cosd/1 cosh/1 cot/1 cotd/1 covar_pop/2
  covar_samp/2 cume_dist/0+ date_part/2 degrees/1 dexp/1 diameter/1 dlog1/1 dlog10/1 dround/1 dtrunc/1 erf/1 erfc/1 float8/1 gamma/1 height/1 lgamma/1
  percent_rank/0+ pi/0 radians/1 radius/1 random/0 random_normal/0-2 regr_avgx/2 regr_avgy/2 regr_intercept/2 regr_r2/2 regr_slope/2 regr_sxx/2
  regr_sxy/2 regr_syy/2 sin/1 sind/1 sinh/1 slope/2 tan/1 tand/1 tanh/1 width/1`],
  ["inet", `broadcast/1 hostmask/1 inet_client_addr/0 inet_server_addr/0 netmask/1`],
  ["int2", `int2/1 uuid_extract_version/1`],
  ["int4", `array_length/2 array_lower/2 array_ndims/1 array_position/2-3 array_upper/2 ascii/1 bit_length/1 brin_summarize_new_values/1 brin_summarize_range/2
  cardinality/1 char_length/1 character_length/1 date_cmp_timestamp/2 date_cmp_timestamptz/2 family/1 get_bit/2 get_byte/2 inet_client_port/0
  inet_server_port/0 int4/1 int4inc/1 json_array_length/1 jsonb_array_length/1 length/2 lo_close/1 lo_export/2 lo_lseek/3 lo_open/2 lo_tell/1
  lo_truncate/2 lo_truncate64/2 lo_unlink/1 lowrite/2 masklen/1 min_scale/1 mxid_age/1 npoints/1 ntile/1 num_nonnulls/1+ num_nulls/1+ numnode/1
  octet_length/1 position/2 regexp_count/2-4 regexp_instr/2-7 scale/1 strpos/2 textlen/1 timestamp_cmp_date/2 timestamp_cmp_timestamptz/2
  timestamptz_cmp_date/2 timestamptz_cmp_timestamp/2 to_regtypemod/1 width_bucket/2,4`],
  ["int8", `bit_count/1 count/0-1 crc32/1 crc32c/1 currval/1 dense_rank/0+ int2int4_sum/1 int8/1 int8dec/1 int8dec_any/2 int8inc/1 int8inc_any/2
  int8inc_float8_float8/3 lastval/0 lo_lseek64/3 lo_tell64/1 nextval/1 rank/0+ regr_count/2 row_number/0 setval/2-3 txid_current/0
  txid_current_if_assigned/0 txid_snapshot_xmax/1 txid_snapshot_xmin/1`],
  ["interval", `age/2 interval/1-2 interval_avg/1 justify_days/1 justify_hours/1 justify_interval/1 make_interval/0-7`],
  ["json", `array_to_json/1-2 json_agg/1 json_agg_strict/1 json_build_array/0+ json_build_object/0+ json_object/1-2 json_object_agg/2 json_object_agg_strict/2
  json_object_agg_unique/2 json_object_agg_unique_strict/2 json_strip_nulls/1-2 row_to_json/1-2 to_json/1`],
  ["jsonb", `jsonb_agg/1 jsonb_agg_strict/1 jsonb_build_array/0+ jsonb_build_object/0+ jsonb_insert/3-4 jsonb_object/1-2 jsonb_object_agg/2
  jsonb_object_agg_strict/2 jsonb_object_agg_unique/2 jsonb_object_agg_unique_strict/2 jsonb_path_query_array/2-4 jsonb_path_query_array_tz/2-4
  jsonb_path_query_first/2-4 jsonb_path_query_first_tz/2-4 jsonb_set/3-4 jsonb_set_lax/3-5 jsonb_strip_nulls/1-2 to_jsonb/1`],
  ["macaddr", `macaddr/1`],
  ["macaddr8", `macaddr8/1 macaddr8_set7bit/1`],
  ["money", `money/1`],
  ["name", `current_database/0 current_schema/0 current_user/0 getdatabaseencoding/0 getpgusername/0 name/1 nameconcatoid/2 session_user/0`],
  ["numeric", `div/2 factorial/1 log/2 numeric/1-2 numeric_div_trunc/2 numeric_exp/1 numeric_inc/1 numeric_ln/1 numeric_log/2 numeric_sqrt/1 round/2 to_number/2
  trim_scale/1 trunc/2`],
  ["oid", `lo_creat/1 lo_create/1 lo_from_bytea/2 lo_import/1-2 oid/1`],
  ["text", `abbrev/1 array_dims/1 array_to_string/2-3 casefold/1 cash_words/1 chr/1 col_description/2 concat/1+ concat_ws/2+ convert_from/2 current_query/0
  current_setting/1-2 encode/2 format/1+ format_type/2 host/1 icu_unicode_version/0 initcap/1 json_typeof/1 jsonb_pretty/1 jsonb_typeof/1 left/2 lpad/2-3
  ltrim/1 md5/1 normalize/1-2 obj_description/1-2 oidvectortypes/1 querytree/1 quote_ident/1 quote_literal/1 quote_nullable/1 regexp_replace/3-6
  regexp_substr/2-6 repeat/2 replace/3 right/2 rpad/2-3 rtrim/1 set_config/3 shobj_description/2 similar_escape/2 similar_to_escape/1-2 split_part/3
  system_user/0 text/1 timeofday/0 to_ascii/1-2 to_bin/1 to_char/2 to_hex/1 to_oct/1 translate/3 txid_status/1 unicode_version/0 unistr/1 version/0`],
  ["time", `make_time/3 time/1-2`],
  ["timestamp", `make_timestamp/6 timestamp/1-2`],
  ["timestamptz", `clock_timestamp/0 date_add/2-3 date_subtract/2-3 date_trunc/3 make_timestamptz/6-7 now/0 statement_timestamp/0 timestamptz/1-2 to_timestamp/1-2
  transaction_timestamp/0 uuid_extract_timestamp/1`],
  ["timetz", `timetz/1-2`],
  ["uuid", `gen_random_uuid/0 uuidv4/0 uuidv7/0-1`],
  ["varbit", `varbit/3`],
  ["varchar", `varchar/1,3`],
];
