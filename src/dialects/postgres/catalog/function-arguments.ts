// Written by `npx tsx test/judges/write-functions.ts`.
type Grouped = readonly (readonly [of: string, names: string])[];

/** Functions of pg_catalog of PostgreSQL 18, without those in `pg_`, by how many arguments they take. */
export const argumentCounts: Grouped = [
  ["0", `RI_FKey_cascade_del RI_FKey_cascade_upd RI_FKey_check_ins RI_FKey_check_upd RI_FKey_noaction_del RI_FKey_noaction_upd RI_FKey_restrict_del
  RI_FKey_restrict_upd RI_FKey_setdefault_del RI_FKey_setdefault_upd RI_FKey_setnull_del RI_FKey_setnull_upd clock_timestamp current_database
  current_query current_schema current_user gen_random_uuid get_current_ts_config getdatabaseencoding getpgusername icu_unicode_version inet_client_addr
  inet_client_port inet_server_addr inet_server_port lastval now pi plpgsql_call_handler row_number session_user statement_timestamp
  suppress_redundant_updates_trigger system_user timeofday transaction_timestamp tsvector_update_trigger tsvector_update_trigger_column txid_current
  txid_current_if_assigned txid_current_snapshot unicode_version unique_key_recheck uuidv4 version`],
  ["0+", `cume_dist datemultirange dense_rank int4multirange int8multirange json_build_array json_build_object jsonb_build_array jsonb_build_object nummultirange
  percent_rank rank tsmultirange tstzmultirange`],
  ["0,2", `random`],
  ["0-1", `count uuidv7`],
  ["0-2", `random_normal`],
  ["0-7", `make_interval`],
  ["1", `abbrev abs aclexplode aclitemin aclitemout acos acosd acosh amvalidate any_in any_out any_value anyarray_in anyarray_out anyarray_send anycompatible_in
  anycompatible_out anycompatiblearray_in anycompatiblearray_out anycompatiblearray_send anycompatiblemultirange_out anycompatiblenonarray_in
  anycompatiblenonarray_out anycompatiblerange_out anyelement_in anyelement_out anyenum_in anyenum_out anymultirange_out anynonarray_in anynonarray_out
  anyrange_out area array_agg array_dims array_ndims array_out array_reverse array_send array_shuffle array_to_tsvector ascii asin asind asinh atan atand
  atanh avg binary_upgrade_logical_slot_has_caught_up binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
  binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode
  binary_upgrade_set_next_multirange_array_pg_type_oid binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
  binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid
  binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs bit_and bit_count bit_length
  bit_or bit_out bit_send bit_xor bitnot bittypmodin bittypmodout bool bool_and bool_or boolin boolout boolsend box_center box_in box_out box_send
  bpcharout bpcharsend bpchartypmodin bpchartypmodout brin_bloom_summary_in brin_bloom_summary_out brin_bloom_summary_send brin_minmax_multi_summary_in
  brin_minmax_multi_summary_out brin_minmax_multi_summary_send brin_summarize_new_values broadcast btequalimage btvarstrequalimage bytea byteain byteaout
  byteasend cardinality casefold cash_in cash_out cash_send cash_words cbrt ceil ceiling center char char_length character_length charin charout charsend
  chr cidin cidout cidr cidr_in cidr_out cidr_send cidsend circle_center circle_in circle_out circle_send cos cosd cosh cot cotd crc32 crc32c cstring_in
  cstring_out cstring_send current_schemas currval date date_in date_out date_send daterange_canonical dcbrt degrees dexp diagonal diameter dlog1 dlog10
  dround dsqrt dtrunc enum_first enum_last enum_out enum_send erf erfc event_trigger_in event_trigger_out every exp factorial family fdw_handler_in
  fdw_handler_out first_value float4 float4abs float4in float4out float4send float4um float4up float8 float8_avg float8_corr float8_covar_pop
  float8_covar_samp float8_regr_avgx float8_regr_avgy float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx float8_regr_sxy
  float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp float8abs float8in float8out float8send float8um float8up floor
  fmgr_c_validator fmgr_internal_validator fmgr_sql_validator gamma gin_clean_pending_list gist_translate_cmptype_common gtsvectorin gtsvectorout
  hash_aclitem hash_array hash_multirange hash_numeric hash_range hash_record hashbool hashbpchar hashbytea hashchar hashcid hashdate hashenum hashfloat4
  hashfloat8 hashinet hashint2 hashint4 hashint8 hashmacaddr hashmacaddr8 hashname hashoid hashoidvector hashtext hashtid hashxid hashxid8 height host
  hostmask index_am_handler_in index_am_handler_out inet_in inet_out inet_send inetnot initcap int2 int2abs int2in int2int4_sum int2not int2out int2send
  int2um int2up int2vectorin int2vectorout int2vectorsend int4 int4abs int4in int4inc int4not int4out int4range_canonical int4send int4um int4up int8
  int8_avg int8abs int8dec int8in int8inc int8not int8out int8range_canonical int8send int8um int8up internal_in interval_hash interval_out interval_send
  interval_um intervaltypmodin intervaltypmodout isclosed isempty isfinite isopen json_agg json_agg_strict json_array_elements json_array_elements_text
  json_array_length json_each json_each_text json_in json_object_keys json_out json_send json_to_record json_to_recordset json_typeof jsonb_agg
  jsonb_agg_strict jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_each jsonb_each_text jsonb_hash jsonb_in jsonb_object_keys
  jsonb_out jsonb_pretty jsonb_send jsonb_to_record jsonb_to_recordset jsonb_typeof jsonpath_in jsonpath_out jsonpath_send justify_days justify_hours
  justify_interval language_handler_in language_handler_out last_value lgamma line_horizontal line_in line_out line_send line_vertical ln lo_close
  lo_creat lo_create lo_tell lo_tell64 lo_unlink log10 lower lower_inc lower_inf lseg_center lseg_horizontal lseg_in lseg_length lseg_out lseg_send
  lseg_vertical macaddr macaddr8 macaddr8_in macaddr8_not macaddr8_out macaddr8_send macaddr8_set7bit macaddr_in macaddr_not macaddr_out macaddr_send
  masklen max md5 min min_scale mode money multirange multirange_out multirange_send mxid_age name namein nameout namesend netmask network nextval
  npoints ntile numeric_abs numeric_exp numeric_inc numeric_ln numeric_out numeric_send numeric_sqrt numeric_uminus numeric_uplus numerictypmodin
  numerictypmodout numnode octet_length oid oidin oidout oidsend oidvectorin oidvectorout oidvectorsend oidvectortypes path path_in path_length
  path_npoints path_out path_send pclose plpgsql_validator point_in point_out point_send poly_center poly_in poly_npoints poly_out poly_send popen
  querytree quote_ident quote_literal quote_nullable radians radius range_agg range_intersect_agg range_out range_send record_out record_send regclass
  regclassin regclassout regclasssend regcollationin regcollationout regcollationsend regconfigin regconfigout regconfigsend regdictionaryin
  regdictionaryout regdictionarysend regnamespacein regnamespaceout regnamespacesend regoperatorin regoperatorout regoperatorsend regoperin regoperout
  regopersend regprocedurein regprocedureout regproceduresend regprocin regprocout regprocsend regrolein regroleout regrolesend regtypein regtypeout
  regtypesend reverse row_security_active scale setseed sha224 sha256 sha384 sha512 shell_in shell_out sign sin sind sinh spg_poly_quad_compress sqrt
  stddev stddev_pop stddev_samp strip sum table_am_handler_in table_am_handler_out tan tand tanh text textin textlen textout textsend tidin tidout
  tidsend time_hash time_out time_send timestamp_hash timestamp_out timestamp_send timestamptypmodin timestamptypmodout timestamptz_hash timestamptz_out
  timestamptz_send timestamptztypmodin timestamptztypmodout timetypmodin timetypmodout timetz_hash timetz_out timetz_send timetztypmodin timetztypmodout
  to_bin to_hex to_json to_jsonb to_oct to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole
  to_regtype to_regtypemod trigger_in trigger_out trim_scale ts_token_type tsm_handler_in tsm_handler_out tsquery_not tsqueryin tsqueryout tsquerysend
  tsvector_to_array tsvectorin tsvectorout tsvectorsend txid_snapshot_in txid_snapshot_out txid_snapshot_send txid_snapshot_xip txid_snapshot_xmax
  txid_snapshot_xmin txid_status unicode_assigned unistr unknownin unknownout unknownsend unnest upper upper_inc upper_inf uuid_extract_timestamp
  uuid_extract_version uuid_hash uuid_in uuid_out uuid_send var_pop var_samp varbit_out varbit_send varbittypmodin varbittypmodout varcharout varcharsend
  varchartypmodin varchartypmodout variance void_in void_out void_send width xid xid8in xid8out xid8send xidin xidout xidsend xml xml_in
  xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xml_out xml_send xmlagg xmlcomment xmltext`],
  ["1+", `concat format num_nonnulls num_nulls`],
  ["1,3", `bpchar lo_get varchar`],
  ["1-2", `age array_to_json box btrim circle current_setting enum_range interval is_normalized ishorizontal isvertical json_object json_strip_nulls jsonb_object
  jsonb_strip_nulls length lo_import log lseg ltrim normalize numeric obj_description parse_ident phraseto_tsquery plainto_tsquery point polygon
  range_merge round row_to_json rtrim similar_to_escape time timestamp timestamptz timetz timezone to_ascii to_timestamp to_tsquery to_tsvector trunc
  ts_debug ts_stat websearch_to_tsquery`],
  ["1-3", `array_sort lag lead`],
  ["2", `aclcontains acldefault aclinsert aclitemeq aclremove any_value_transfn anytextcat array_append array_cat array_eq array_ge array_gt array_larger
  array_le array_length array_lower array_lt array_ne array_positions array_prepend array_remove array_sample array_smaller array_upper arraycontained
  arraycontains arrayoverlap atan2 atan2d binary_upgrade_replorigin_advance bitand bitcat bitcmp biteq bitge bitgt bitle bitlt bitne bitor bitshiftleft
  bitshiftright bitxor booland_statefunc booleq boolge boolgt boolle boollt boolne boolor_statefunc bound_box box_above box_above_eq box_add box_below
  box_below_eq box_contain box_contain_pt box_contained box_distance box_div box_eq box_ge box_gt box_intersect box_le box_left box_lt box_mul
  box_overabove box_overbelow box_overlap box_overleft box_overright box_right box_same box_sub bpchar_larger bpchar_pattern_ge bpchar_pattern_gt
  bpchar_pattern_le bpchar_pattern_lt bpchar_smaller bpcharcmp bpchareq bpcharge bpchargt bpchariclike bpcharicnlike bpcharicregexeq bpcharicregexne
  bpcharle bpcharlike bpcharlt bpcharne bpcharnlike bpcharregexeq bpcharregexne brin_desummarize_range brin_summarize_range btarraycmp btboolcmp
  btbpchar_pattern_cmp btcharcmp btfloat48cmp btfloat4cmp btfloat84cmp btfloat8cmp btint24cmp btint28cmp btint2cmp btint42cmp btint48cmp btint4cmp
  btint82cmp btint84cmp btint8cmp btnamecmp btnametextcmp btoidcmp btoidvectorcmp btrecordcmp btrecordimagecmp bttext_pattern_cmp bttextcmp bttextnamecmp
  bttidcmp bytea_larger bytea_smaller byteacat byteacmp byteaeq byteage byteagt byteale bytealike bytealt byteane byteanlike cash_cmp cash_div_cash
  cash_div_flt4 cash_div_flt8 cash_div_int2 cash_div_int4 cash_div_int8 cash_eq cash_ge cash_gt cash_le cash_lt cash_mi cash_mul_flt4 cash_mul_flt8
  cash_mul_int2 cash_mul_int4 cash_mul_int8 cash_ne cash_pl cashlarger cashsmaller chareq charge chargt charle charlt charne cideq circle_above
  circle_add_pt circle_below circle_contain circle_contain_pt circle_contained circle_distance circle_div_pt circle_eq circle_ge circle_gt circle_le
  circle_left circle_lt circle_mul_pt circle_ne circle_overabove circle_overbelow circle_overlap circle_overleft circle_overright circle_right
  circle_same circle_sub_pt close_ls close_lseg close_pb close_pl close_ps close_sb col_description convert_from convert_to corr covar_pop covar_samp
  currtid2 date_cmp date_cmp_timestamp date_cmp_timestamptz date_eq date_eq_timestamp date_eq_timestamptz date_ge date_ge_timestamp date_ge_timestamptz
  date_gt date_gt_timestamp date_gt_timestamptz date_larger date_le date_le_timestamp date_le_timestamptz date_lt date_lt_timestamp date_lt_timestamptz
  date_mi date_mi_interval date_mii date_ne date_ne_timestamp date_ne_timestamptz date_part date_pl_interval date_pli date_smaller daterange_subdiff
  datetime_pl datetimetz_pl decode dist_bp dist_bs dist_cpoint dist_cpoly dist_lp dist_ls dist_pathp dist_pb dist_pc dist_pl dist_polyc dist_polyp
  dist_ppath dist_ppoly dist_ps dist_sb dist_sl dist_sp div dpow elem_contained_by_multirange elem_contained_by_range encode enum_cmp enum_eq enum_ge
  enum_gt enum_in enum_larger enum_le enum_lt enum_ne enum_smaller extract float48div float48eq float48ge float48gt float48le float48lt float48mi
  float48mul float48ne float48pl float4_accum float4div float4eq float4ge float4gt float4larger float4le float4lt float4mi float4mul float4ne float4pl
  float4smaller float84div float84eq float84ge float84gt float84le float84lt float84mi float84mul float84ne float84pl float8_accum float8_combine
  float8_regr_combine float8div float8eq float8ge float8gt float8larger float8le float8lt float8mi float8mul float8ne float8pl float8smaller
  flt4_mul_cash flt8_mul_cash format_type gcd get_bit get_byte gin_cmp_tslexeme gin_compare_jsonb hash_aclitem_extended hash_array_extended
  hash_multirange_extended hash_numeric_extended hash_range_extended hash_record_extended hashboolextended hashbpcharextended hashbyteaextended
  hashcharextended hashcidextended hashdateextended hashenumextended hashfloat4extended hashfloat8extended hashinetextended hashint2extended
  hashint4extended hashint8extended hashmacaddr8extended hashmacaddrextended hashnameextended hashoidextended hashoidvectorextended hashtextextended
  hashtidextended hashxid8extended hashxidextended inet_merge inet_same_family inetand inetmi inetmi_int8 inetor inetpl int24div int24eq int24ge int24gt
  int24le int24lt int24mi int24mul int24ne int24pl int28div int28eq int28ge int28gt int28le int28lt int28mi int28mul int28ne int28pl int2_avg_accum
  int2_avg_accum_inv int2_mul_cash int2_sum int2and int2div int2eq int2ge int2gt int2larger int2le int2lt int2mi int2mod int2mul int2ne int2or int2pl
  int2shl int2shr int2smaller int2xor int42div int42eq int42ge int42gt int42le int42lt int42mi int42mul int42ne int42pl int48div int48eq int48ge int48gt
  int48le int48lt int48mi int48mul int48ne int48pl int4_avg_accum int4_avg_accum_inv int4_avg_combine int4_mul_cash int4_sum int4and int4div int4eq
  int4ge int4gt int4larger int4le int4lt int4mi int4mod int4mul int4ne int4or int4pl int4range_subdiff int4shl int4shr int4smaller int4xor int82div
  int82eq int82ge int82gt int82le int82lt int82mi int82mul int82ne int82pl int84div int84eq int84ge int84gt int84le int84lt int84mi int84mul int84ne
  int84pl int8_mul_cash int8_sum int8and int8dec_any int8div int8eq int8ge int8gt int8inc_any int8larger int8le int8lt int8mi int8mod int8mul int8ne
  int8or int8pl int8pl_inet int8range_subdiff int8shl int8shr int8smaller int8xor integer_pl_date inter_lb inter_sb inter_sl interval_cmp interval_div
  interval_eq interval_ge interval_gt interval_hash_extended interval_larger interval_le interval_lt interval_mi interval_mul interval_ne interval_pl
  interval_pl_date interval_pl_time interval_pl_timestamp interval_pl_timestamptz interval_pl_timetz interval_smaller isparallel isperp
  json_array_element json_array_element_text json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict
  json_object_field json_object_field_text jsonb_array_element jsonb_array_element_text jsonb_cmp jsonb_concat jsonb_contained jsonb_contains
  jsonb_delete_path jsonb_eq jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_ge jsonb_gt jsonb_hash_extended jsonb_le jsonb_lt jsonb_ne
  jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict jsonb_object_field jsonb_object_field_text
  jsonb_path_exists_opr jsonb_path_match_opr jsonb_populate_record jsonb_populate_record_valid jsonb_populate_recordset lcm left like like_escape line
  line_distance line_eq line_interpt line_intersect line_parallel line_perp lo_export lo_from_bytea lo_open lo_truncate lo_truncate64 loread lowrite
  lseg_distance lseg_eq lseg_ge lseg_gt lseg_interpt lseg_intersect lseg_le lseg_lt lseg_ne lseg_parallel lseg_perp macaddr8_and macaddr8_cmp macaddr8_eq
  macaddr8_ge macaddr8_gt macaddr8_le macaddr8_lt macaddr8_ne macaddr8_or macaddr_and macaddr_cmp macaddr_eq macaddr_ge macaddr_gt macaddr_le macaddr_lt
  macaddr_ne macaddr_or mod mul_d_interval multirange_adjacent_multirange multirange_adjacent_range multirange_after_multirange multirange_after_range
  multirange_before_multirange multirange_before_range multirange_cmp multirange_contained_by_multirange multirange_contained_by_range
  multirange_contains_elem multirange_contains_multirange multirange_contains_range multirange_eq multirange_ge multirange_gt multirange_intersect
  multirange_intersect_agg_transfn multirange_le multirange_lt multirange_minus multirange_ne multirange_overlaps_multirange multirange_overlaps_range
  multirange_overleft_multirange multirange_overleft_range multirange_overright_multirange multirange_overright_range multirange_union nameconcatoid
  nameeq nameeqtext namege namegetext namegt namegttext nameiclike nameicnlike nameicregexeq nameicregexne namele nameletext namelike namelt namelttext
  namene namenetext namenlike nameregexeq nameregexne network_cmp network_eq network_ge network_gt network_larger network_le network_lt network_ne
  network_overlap network_smaller network_sub network_subeq network_sup network_supeq notlike nth_value numeric_add numeric_cmp numeric_div
  numeric_div_trunc numeric_eq numeric_ge numeric_gt numeric_larger numeric_le numeric_log numeric_lt numeric_mod numeric_mul numeric_ne
  numeric_pl_pg_lsn numeric_power numeric_smaller numeric_sub numrange_subdiff oideq oidge oidgt oidlarger oidle oidlt oidne oidsmaller oidvectoreq
  oidvectorge oidvectorgt oidvectorle oidvectorlt oidvectorne on_pb on_pl on_ppath on_ps on_sb on_sl path_add path_add_pt path_contain_pt path_distance
  path_div_pt path_inter path_mul_pt path_n_eq path_n_ge path_n_gt path_n_le path_n_lt path_sub_pt percentile_cont percentile_disc point_above point_add
  point_below point_distance point_div point_eq point_horiz point_left point_mul point_ne point_right point_sub point_vert poly_above poly_below
  poly_contain poly_contain_pt poly_contained poly_distance poly_left poly_overabove poly_overbelow poly_overlap poly_overleft poly_overright poly_right
  poly_same position postgresql_fdw_validator pow power pt_contained_circle pt_contained_poly range_adjacent range_adjacent_multirange range_after
  range_after_multirange range_before range_before_multirange range_cmp range_contained_by range_contained_by_multirange range_contains
  range_contains_elem range_contains_multirange range_eq range_ge range_gt range_intersect range_intersect_agg_transfn range_le range_lt range_minus
  range_ne range_overlaps range_overlaps_multirange range_overleft range_overleft_multirange range_overright range_overright_multirange range_union
  record_eq record_ge record_gt record_image_eq record_image_ge record_image_gt record_image_le record_image_lt record_image_ne record_larger record_le
  record_lt record_ne record_smaller regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat right set_masklen
  shobj_description similar_escape slope starts_with string_agg strpos text_ge text_gt text_larger text_le text_lt text_pattern_ge text_pattern_gt
  text_pattern_le text_pattern_lt text_smaller textanycat textcat texteq texteqname textgename textgtname texticlike texticnlike texticregexeq
  texticregexne textlename textlike textltname textne textnename textnlike textregexeq textregexne tideq tidge tidgt tidlarger tidle tidlt tidne
  tidsmaller time_cmp time_eq time_ge time_gt time_hash_extended time_larger time_le time_lt time_mi_interval time_mi_time time_ne time_pl_interval
  time_smaller timedate_pl timestamp_cmp timestamp_cmp_date timestamp_cmp_timestamptz timestamp_eq timestamp_eq_date timestamp_eq_timestamptz
  timestamp_ge timestamp_ge_date timestamp_ge_timestamptz timestamp_gt timestamp_gt_date timestamp_gt_timestamptz timestamp_hash_extended
  timestamp_larger timestamp_le timestamp_le_date timestamp_le_timestamptz timestamp_lt timestamp_lt_date timestamp_lt_timestamptz timestamp_mi
  timestamp_mi_interval timestamp_ne timestamp_ne_date timestamp_ne_timestamptz timestamp_pl_interval timestamp_smaller timestamptz_cmp
  timestamptz_cmp_date timestamptz_cmp_timestamp timestamptz_eq timestamptz_eq_date timestamptz_eq_timestamp timestamptz_ge timestamptz_ge_date
  timestamptz_ge_timestamp timestamptz_gt timestamptz_gt_date timestamptz_gt_timestamp timestamptz_hash_extended timestamptz_larger timestamptz_le
  timestamptz_le_date timestamptz_le_timestamp timestamptz_lt timestamptz_lt_date timestamptz_lt_timestamp timestamptz_mi timestamptz_mi_interval
  timestamptz_ne timestamptz_ne_date timestamptz_ne_timestamp timestamptz_pl_interval timestamptz_smaller timetz_cmp timetz_eq timetz_ge timetz_gt
  timetz_hash_extended timetz_larger timetz_le timetz_lt timetz_mi_interval timetz_ne timetz_pl_interval timetz_smaller timetzdate_pl to_char to_date
  to_number trim_array ts_delete ts_filter ts_lexize ts_match_qv ts_match_tq ts_match_tt ts_match_vq ts_parse tsq_mcontained tsq_mcontains tsquery_and
  tsquery_cmp tsquery_eq tsquery_ge tsquery_gt tsquery_le tsquery_lt tsquery_ne tsquery_or tsrange_subdiff tstzrange_subdiff tsvector_cmp tsvector_concat
  tsvector_eq tsvector_ge tsvector_gt tsvector_le tsvector_lt tsvector_ne txid_visible_in_snapshot uuid_cmp uuid_eq uuid_ge uuid_gt uuid_hash_extended
  uuid_le uuid_lt uuid_ne varbitcmp varbiteq varbitge varbitgt varbitle varbitlt varbitne xid8_larger xid8_smaller xid8cmp xid8eq xid8ge xid8gt xid8le
  xid8lt xid8ne xideq xideqint4 xidneq xidneqint4 xmlconcat2 xmlexists xmlvalidate`],
  ["2+", `concat_ws json_extract_path json_extract_path_text jsonb_delete jsonb_extract_path jsonb_extract_path_text`],
  ["2,4", `width_bucket`],
  ["2-3", `array_fill array_position array_to_string bit date_add date_subtract date_trunc daterange generate_subscripts has_any_column_privilege
  has_database_privilege has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_largeobject_privilege
  has_parameter_privilege has_schema_privilege has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege
  has_type_privilege int4range int8range json_populate_record json_populate_recordset json_to_tsvector jsonb_to_tsvector lpad numrange regexp_like
  regexp_match regexp_matches regexp_split_to_array regexp_split_to_table rpad setval setweight string_to_array string_to_table substr substring
  ts_rewrite tsquery_phrase tsrange tstzrange xpath xpath_exists`],
  ["2-4", `generate_series jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
  jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz regexp_count ts_headline ts_rank ts_rank_cd`],
  ["2-6", `regexp_substr`],
  ["2-7", `regexp_instr`],
  ["3", `anycompatiblemultirange_in anycompatiblerange_in anymultirange_in anyrange_in array_in array_replace binary_upgrade_set_missing_value bit_in bpcharin
  convert database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date_bin domain_in float8_regr_accum int8inc_float8_float8 interval_in
  lo_lseek lo_lseek64 lo_put make_date make_time multirange_in numeric_in range_in record_in replace set_bit set_byte set_config split_part time_in
  timestamp_in timestamptz_in timetz_in translate varbit varbit_in varcharin`],
  ["3-4", `has_column_privilege jsonb_insert jsonb_set overlay`],
  ["3-5", `jsonb_set_lax`],
  ["3-6", `regexp_replace`],
  ["4", `binary_upgrade_add_sub_rel_state cursor_to_xmlschema makeaclitem overlaps query_to_xml query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml
  schema_to_xml_and_xmlschema schema_to_xmlschema table_to_xml table_to_xml_and_xmlschema table_to_xmlschema`],
  ["4+", `satisfies_hash_partition`],
  ["5", `cursor_to_xml in_range`],
  ["6", `make_timestamp`],
  ["6-7", `make_timestamptz`],
  ["7", `binary_upgrade_create_empty_extension`],
];

/** What 13 to 17 have beside, and extensions with the same name. */
export const furtherCounts = `binary_upgrade_set_next_toast_pg_type_oid/1 close_lb/2 close_sl/2 currtid/2 dist_bl/2 dist_lb/2 interval_accum/2 interval_accum_inv/2 interval_avg/1
  interval_combine/2 numeric_fac/1 path_center/1`;

/** Functions that 13 does not have, by the first version that does. */
export const newerFunctions: Grouped = [
  ["14", `bit_count bit_xor date_bin datemultirange extract int4multirange int8multirange multirange nummultirange range_agg range_intersect_agg string_to_table
  trim_array tsmultirange tstzmultirange unistr`],
  ["15", `regexp_count regexp_instr regexp_like regexp_substr`],
  ["16", `any_value array_sample array_shuffle date_add date_subtract erf erfc json_agg_strict json_object_agg_strict json_object_agg_unique
  json_object_agg_unique_strict jsonb_agg_strict jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict random_normal system_user`],
  ["17", `icu_unicode_version jsonb_populate_record_valid to_bin to_oct to_regtypemod unicode_assigned unicode_version uuid_extract_timestamp
  uuid_extract_version xmltext`],
  ["18", `array_reverse array_sort bytea casefold crc32 crc32c gamma lgamma uuidv4 uuidv7`],
];
