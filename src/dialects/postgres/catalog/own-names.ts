import type { Pattern } from "./value.js";

const VIEWS = "administrable|applicable|attributes?|character|check|collations?|columns?|constraint|data|domain|domains|element|enabled|foreign|information|key|parameters|referential|role|routines?|schemata|sequences|tables?|transforms|triggers|triggered|udt|usage|user|views?";

/** Names that PostgreSQL's own relations may have: catalogs, and views of information_schema. */
export const OWN_RELATION: Pattern = { like: new RegExp(`^(_?pg_.*|sql_.*|(${VIEWS})(_.*)?)$`) };

/** Names that PostgreSQL's own types may have, their arrays and those of common extensions. */
export const OWN_TYPE: Pattern = {
  like: new RegExp(
    `^_?(pg_.*|sql_.*|reg.*|any.*|(${VIEWS})(_.*)?|bool|bytea|char|name|int[248].*|oid.*|text|tid|xid8?|cid|json|jsonb|jsonpath|xml|point|lseg|path|box|polygon|line|float[48]|circle|money|macaddr8?|inet|cidr|aclitem|bpchar|varchar|date.*|time|timestamp|timestamptz|timetz|interval|bit|varbit|numeric|num.*range|ts.*|refcursor|uuid|txid_snapshot|gtsvector|record|cstring|void|trigger|event_trigger|.*_handler|internal|unknown|cardinal_number|character_data|sql_identifier|time_stamp|yes_or_no|citext|hstore|vector|halfvec|sparsevec|geo.*|raster|box[23].*|ltree.*|lquery|cube|g.*|earth|is[bmsn]n.*|ean13)$`,
  ),
};
