/** PostgreSQL's own, of whose names a project may have another one. */
export const BUILT_IN: ReadonlySet<string> = new Set(
  "abs age array_agg array_append array_length array_remove array_to_string ascii avg btrim ceil char_length concat count date_part date_trunc decode digest encode floor format generate_series gen_random_uuid greatest initcap json_agg jsonb_agg jsonb_set left length lower lpad ltrim max md5 min mod now power random regexp_replace repeat replace reverse right round rpad rtrim sign split_part sqrt string_agg strpos substr substring sum to_char to_date to_json to_jsonb to_number to_timestamp to_tsvector translate trim trunc unnest upper".split(" "),
);
