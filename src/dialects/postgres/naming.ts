import type { Naming } from "../../model/dialect.js";
import { castKind, categoryOf, isMutableCast } from "./catalog/casts.js";
import { extensionFunctions } from "./catalog/extension-functions.js";
import { mayBeCalled } from "./catalog/functions.js";
import { operate } from "./catalog/operate.js";
import { isBuiltInType } from "./parse/types.js";
import { typeName } from "./types.js";
import { byteLength, clip } from "../../text/bytes.js";

/** NAMEDATALEN − 1. */
const identifierBytes = 63;

/** How PostgreSQL (15 to 18 alike) cuts names and makes them up. */
export const naming: Naming = {
  identifierBytes,
  // pg_mbcliplen()
  truncate: (name) => clip(name, identifierBytes),
  automaticName,
  quote: quoteIdentifier,
  mayHaveType: (name) => isBuiltInType([name]) || name.startsWith("_") || name.startsWith("pg_") || OF_EXTENSIONS.has(name),
  // A call with one argument may be a cast.
  mayHaveFunction: (name, given, version) => (given === 1 && isBuiltInType([name])) || mayBeCalled(name, given, version) || FUNCTIONS_OF_OTHERS.test(name),
  castKind,
  isMutableCast,
  categoryOf,
  operate,
  typeName,
  knowsFunctionsOf: (extension) => extension === "plpgsql" || extensionFunctions.has(extension),
};

/** Of extensions that hosts install and PGlite does not have: PostGIS, TimescaleDB, pg_cron, pg_uuidv7 and their like. */
const FUNCTIONS_OF_OTHERS = /^(?:st_|_st_|postgis|create_hypertable|add_(?:retention|compression|continuous_aggregate)_policy|time_bucket|uuid_?v7|uuid_generate_v7|gen_ulid|generate_ulid|nanoid|l2_|cosine_|inner_product|l1_|hamming_|jaccard_|vector|subvector|binary_quantize|create_graph|cypher|http|levenshtein)/i;

/** Of all extensions whose functions are known, and of pgvector, PostGIS and their like. */
const OF_EXTENSIONS: ReadonlySet<string> = new Set(
  "citext hstore ghstore ltree lquery ltxtquery ltree_gist cube seg ean13 isbn13 isbn ismn13 ismn issn13 issn upc earth lo query_int intbig_gkey gtrgm gbtreekey2 gbtreekey4 gbtreekey8 gbtreekey16 gbtreekey32 gbtreekey_var tablefunc_crosstab_2 tablefunc_crosstab_3 tablefunc_crosstab_4 vector halfvec sparsevec geometry geography raster box2d box3d topogeometry tdigest hll roaringbitmap semver ulid".split(" "),
);

/** The one place where identifiers get their quotes. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * makeObjectName() of src/backend/commands/indexcmds.c: of table and columns the longer one loses a byte at a time until all fits. No columns: no
 * second part, as for primary keys and for checks of several columns.
 */
function automaticName(table: string, columns: readonly string[], label: string): string {
  const second = columns.join("_");
  const room = identifierBytes - byteLength(label) - (columns.length > 0 ? 2 : 1);
  let tableBytes = byteLength(table);
  let secondBytes = byteLength(second);
  while (tableBytes + secondBytes > room) {
    if (tableBytes > secondBytes) tableBytes--;
    else secondBytes--;
  }
  const parts = [clip(table, tableBytes), ...(columns.length > 0 ? [clip(second, secondBytes)] : []), label];
  return parts.join("_");
}
