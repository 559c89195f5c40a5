import { clip } from "../text/bytes.js";

/** Kinds of object that Prisma names by table and columns. `default` is SQL Server's named default. */
export type NamedByPrisma = "primaryKey" | "unique" | "index" | "foreignKey" | "default";

/**
 * The name that Prisma gives an object without `map`, from database names (not model and field names). `columns` does
 * not matter for a primary key. Cut so that the whole is no longer than the provider's identifiers, in UTF-8 bytes.
 * Source: prisma-engines, psl/psl-core/src/datamodel_connector/constraint_names.rs.
 */
export function defaultName(
  kind: NamedByPrisma,
  table: string,
  columns: readonly string[],
  provider: string | undefined = "postgresql",
): string {
  const suffix = suffixes[kind];
  const body = kind === "primaryKey" ? table : `${table}_${columns.join("_")}`;
  return clip(body, identifierBytes(provider) - suffix.length) + suffix;
}

/** Names of one implicit many-to-many relation's table and its parts. */
export interface JoinTableNames {
  readonly table: string;
  /** A primary key on PostgreSQL since Prisma 6, a unique index before and elsewhere: `_AToB_AB_pkey`, `…_AB_unique`. */
  readonly primaryKey: string;
  readonly unique: string;
  /** On column B. */
  readonly index: string;
  readonly foreignKeys: readonly [string, string];
}

/** `models` are model names (not tables), in any order; the name of the relation where it has one. */
export function joinTableNames(
  models: readonly [string, string],
  relationName: string | undefined,
  provider: string | undefined = "postgresql",
): JoinTableNames {
  const [a, b] = models[0] < models[1] ? models : [models[1], models[0]];
  const limit = identifierBytes(provider);
  const table = clip(`_${relationName ?? `${a}To${b}`}`, limit);
  // Cut before the column's letter, unlike those of `defaultName`.
  const named = (suffix: string) => clip(table, limit - suffix.length) + suffix;
  return {
    table,
    primaryKey: named("_AB_pkey"),
    unique: named("_AB_unique"),
    index: named("_B_index"),
    foreignKeys: [named("_A_fkey"), named("_B_fkey")],
  };
}

const suffixes: Readonly<Record<NamedByPrisma, string>> = {
  primaryKey: "_pkey",
  unique: "_key",
  index: "_idx",
  foreignKey: "_fkey",
  default: "_df",
};

/** `max_identifier_length` of Prisma's connectors. */
function identifierBytes(provider: string | undefined): number {
  switch (provider) {
    case "mysql":
      return 64;
    case "sqlserver":
      return 128;
    case "mongodb":
      return 127;
    case "sqlite":
      return 10_000;
    default:
      return 63;
  }
}
