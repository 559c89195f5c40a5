import { matchesAnyPattern } from "../../../text/pattern.js";

interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** The line of the config that says so, for a help text. */
export const smallTableHint = ({ schema, name }: TableName): string => {
  const key = schema === undefined || schema === "public" ? name : `${schema}.${name}`;
  return `\`tables: { ${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: { rows: 5000 } }\`.`;
};

/** One of an option's patterns is the table's name, with or without its schema. */
export const matchesAny = (patterns: readonly string[], { schema, name }: TableName): boolean =>
  matchesAnyPattern(patterns, name) || matchesAnyPattern(patterns, `${schema ?? "public"}.${name}`);
