import { matchesAnyPattern } from "../text/pattern.js";
import type { Config, TableFacts } from "../model/config.js";

export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What the config's `tables` say of this table: `schema.name` goes before `name`. */
export function tableFacts({ schema, name }: TableName, { tables }: Pick<Config, "tables">): TableFacts | undefined {
  return tables.get(`${schema ?? "public"}.${name}`) ?? tables.get(name);
}

/** Its rows are known and few enough that nobody waits for work on them. */
export function isSmall(table: TableName, config: Pick<Config, "tables" | "smallTableRows">): boolean {
  const rows = tableFacts(table, config)?.rows;
  return rows !== undefined && rows <= config.smallTableRows;
}

/** The line of the config that says so, for a help text. */
export const smallTableHint = ({ schema, name }: TableName): string => {
  const key = schema === undefined || schema === "public" ? name : `${schema}.${name}`;
  return `\`tables: { ${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: { rows: 5000 } }\`.`;
};

/** One of an option's patterns is the table's name, with or without its schema. */
export const matchesAny = (patterns: readonly string[], { schema, name }: TableName): boolean =>
  matchesAnyPattern(patterns, name) || matchesAnyPattern(patterns, `${schema ?? "public"}.${name}`);
