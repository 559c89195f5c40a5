import type { Config, TableFacts } from "../model/config.js";

interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What the config's `tables` (or `--stats`) say of this table: `schema.name` goes before `name`. */
export function tableFacts({ schema, name }: TableName, { tables }: Pick<Config, "tables">): TableFacts | undefined {
  return tables.get(`${schema ?? "public"}.${name}`) ?? tables.get(name);
}

export const knownRows = (table: TableName, config: Pick<Config, "tables">): number | undefined => tableFacts(table, config)?.rows;

/** Its rows are known and few enough that nobody waits for work on them. */
export function isSmall(table: TableName, config: Pick<Config, "tables" | "smallTableRows">): boolean {
  const rows = knownRows(table, config);
  return rows !== undefined && rows <= config.smallTableRows;
}
