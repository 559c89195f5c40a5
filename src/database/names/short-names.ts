import type { Writer } from "../../model/dialect.js";

/** The writer for texts that people read: names without the schema in which their own statements would find them. */
export function shortNames(writer: Writer, defaultSchema: string): Writer {
  return {
    ...writer,
    name: ({ schema, name }) => writer.name({ schema: schema === defaultSchema ? undefined : schema, name }),
    type: (type) => writer.type(without(type, defaultSchema)),
    statement: (operation) => writer.statement(without(operation, defaultSchema)),
    statements: (operations) => writer.statements(without(operations, defaultSchema)),
  };
}

/** The same plain data with `schema` taken out of every name that is in this one. */
function without<T>(value: T, schema: string): T;
function without(value: unknown, schema: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown): unknown => without(item, schema));
  if (typeof value !== "object" || value === null) return value;
  const changed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) changed[key] = key === "schema" && item === schema ? undefined : without(item, schema);
  return changed;
}
