import type { Column, DataType, Database, Index, ObjectId, Table } from "../model/database.js";
import { describe } from "./dependents.js";
import { withoutColumn } from "./apply/drop.js";

interface Owned {
  readonly types: readonly string[];
  readonly functions: readonly string[];
  readonly operatorClasses: readonly string[];
  /** Its operator classes are the default of plain types for this access method. */
  readonly indexes?: "gist" | "gin";
}

const owns = (types: readonly string[], functions: readonly string[] = [], operatorClasses: readonly string[] = []): Owned => ({ types, functions, operatorClasses });

/** What columns, defaults and indexes use of extensions that are common. */
const KNOWN: ReadonlyMap<string, Owned> = new Map([
  ["citext", owns(["citext"])],
  ["hstore", owns(["hstore"], ["hstore"], ["gin_hstore_ops", "gist_hstore_ops"])],
  ["ltree", owns(["ltree", "lquery", "ltxtquery"], ["text2ltree"], ["gist_ltree_ops"])],
  ["vector", owns(["vector", "halfvec", "sparsevec"], [], ["vector_l2_ops", "vector_ip_ops", "vector_cosine_ops", "vector_l1_ops", "halfvec_l2_ops", "halfvec_ip_ops", "halfvec_cosine_ops"])],
  ["postgis", owns(["geometry", "geography", "box2d", "box3d"])],
  ["cube", owns(["cube"])],
  ["pg_trgm", owns([], ["similarity", "word_similarity"], ["gin_trgm_ops", "gist_trgm_ops"])],
  ["uuid-ossp", owns([], ["uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v3", "uuid_generate_v4", "uuid_generate_v5", "uuid_nil", "uuid_ns_dns", "uuid_ns_url"])],
  ["pgcrypto", owns([], ["gen_random_bytes", "gen_salt", "crypt", "digest", "hmac"])],
  ["unaccent", owns([], ["unaccent"])],
  ["btree_gist", { ...owns([]), indexes: "gist" }],
  ["btree_gin", { ...owns([]), indexes: "gin" }],
]);

/** For which PostgreSQL itself has no default operator class of gist and gin, inet apart. */
const PLAIN: ReadonlySet<string> = new Set(
  "bit bool bpchar bytea char cidr date float4 float8 inet int2 int4 int8 interval macaddr macaddr8 money name numeric oid text time timetz timestamp timestamptz uuid varbit varchar".split(" "),
);

export const typesOfExtension = (extension: string): readonly string[] => KNOWN.get(extension)?.types ?? [];

export interface WithoutExtension {
  readonly database: Database;
  /** What only CASCADE takes along. */
  readonly dependents: readonly string[];
}

/** What is left without an extension's types, functions and operator classes; undefined where it is not known what it has. */
export function withoutExtension(database: Database, extension: string): WithoutExtension | undefined {
  const owned = KNOWN.get(extension);
  if (!owned) return undefined;
  const ofType = ({ userType, name }: DataType): boolean => userType === undefined && owned.types.includes(name);
  const calls = owned.functions.length === 0 ? undefined : new RegExp(`\\b(?:${owned.functions.join("|")})"?\\s*\\(`, "i");
  const isCalling = (sql: string | undefined): boolean => sql !== undefined && calls !== undefined && calls.test(sql);
  const dependents: string[] = [];
  // Bodies and views are not looked into for an extension's functions.
  if (database.domains.some(({ type }) => ofType(type)) || database.composites.some((type) => type.attributes.some((attribute) => ofType(attribute.type)))) return undefined;
  if (database.objects.some((object) => object.arguments.some(ofType)) || database.views.some((view) => isCalling(view.query.sql))) return undefined;
  const isGone = ({ type, generated }: Column): boolean => ofType(type) || isCalling(generated?.expression.sql);
  const tables = database.tables.map((table) => {
    let next: Table = table;
    for (const column of table.columns) {
      if (isGone(column)) {
        dependents.push(describe.column({ table, column }));
        next = withoutColumn(next, column.id);
      } else if (isCalling(column.default?.sql)) {
        dependents.push(describe.default({ table, column }));
        next = { ...next, columns: next.columns.map((own) => (own.id === column.id ? { ...own, default: undefined } : own)) };
      }
    }
    const isPlain = (id: ObjectId | undefined): boolean => next.columns.some(({ id: own, type }) => own === id && ((type.userType === undefined && PLAIN.has(type.name)) || database.enums.some((one) => one.id === type.userType)) && !type.array);
    const byDefault = ({ method, keys, constraint }: Index): boolean => {
      if (method !== owned.indexes) return false;
      const exclusion = next.constraints.find((own) => own.id === constraint && own.kind === "exclusion");
      // Of an exclusion constraint the model has the elements only as text.
      return keys.some(({ operatorClass, column }) => operatorClass === undefined && isPlain(column)) || (exclusion?.kind === "exclusion" && exclusion.elements.references.some(({ target }) => isPlain(target)));
    };
    const uses = (index: Index): boolean => byDefault(index) || isCalling(index.predicate?.sql) || index.keys.some(({ operatorClass, expression }) => isCalling(expression?.sql) || owned.operatorClasses.some((name) => operatorClass?.split(/[ .]/).includes(name)));
    const lost = next.indexes.filter(uses);
    for (const index of lost) dependents.push(index.constraint === undefined ? `index ${index.name}` : `constraint ${index.name} on table ${table.name}`);
    if (lost.length > 0) next = { ...next, indexes: next.indexes.filter((index) => !lost.includes(index)), constraints: next.constraints.filter(({ id }) => !lost.some(({ constraint }) => constraint === id)) };
    const checks = next.constraints.filter((constraint) => constraint.kind === "check" && isCalling(constraint.expression.sql));
    for (const check of checks) dependents.push(`constraint ${check.name} on table ${table.name}`);
    return checks.length === 0 ? next : { ...next, constraints: next.constraints.filter((constraint) => !checks.includes(constraint)) };
  });
  return { database: dependents.length === 0 ? database : { ...database, tables }, dependents };
}
