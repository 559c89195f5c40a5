import type { RelatedPlace, Subject } from "../../model/finding.js";
import type { Declared, DeclaredModel, DeclaredSchema } from "../../schema/declared-schema.js";
import { keysOf } from "../../schema/schema-questions.js";

/** Finds where schema.prisma declares what a finding is about, by names in the database. */
export function declaredPlaces(declared: DeclaredSchema, defaultSchema: string): (subject: Subject) => RelatedPlace | undefined {
  const tables = new Map<string, DeclaredTable[]>();
  const types = new Map<string, Declared>();
  for (const model of [...declared.models, ...declared.views]) {
    const table = { schema: model.schema ?? defaultSchema, named: named(model), parts: partsOf(model) };
    tables.set(model.table, [...(tables.get(model.table) ?? []), table]);
  }
  for (const { table, schema, relations } of declared.joinTables) {
    const [first] = relations;
    const parts = { columns: new Map<string, Declared>(), others: new Map<string, Declared>() };
    tables.set(table, [...(tables.get(table) ?? []), { schema: schema ?? defaultSchema, named: first, parts }]);
  }
  for (const declaration of declared.enums) {
    types.set(`${declaration.schema ?? defaultSchema}.${declaration.databaseName}`, named(declaration));
  }
  return (subject) => {
    const found = subject.table === null ? typeIn(types, subject, defaultSchema) : partIn(tables, subject);
    return found === undefined ? undefined : { file: found.source.file, span: found.span, message: "declared here" };
  };
}

interface DeclaredTable {
  readonly schema: string;
  readonly named: Declared;
  readonly parts: Parts;
}
interface Parts {
  readonly columns: ReadonlyMap<string, Declared>;
  /** Indexes and constraints: PostgreSQL keeps a key's constraint and its index under one name. */
  readonly others: ReadonlyMap<string, Declared>;
}

function partIn(tables: ReadonlyMap<string, readonly DeclaredTable[]>, subject: Subject): Declared | undefined {
  const table = tables
    .get(subject.table ?? "")
    ?.find(({ schema }) => subject.schema === null || schema === subject.schema);
  if (table === undefined) return undefined;
  const { constraint, index, column } = subject;
  if (constraint === null && index === null && column === null) return table.named;
  const { columns, others } = table.parts;
  return others.get(constraint ?? "") ?? others.get(index ?? "") ?? columns.get(column ?? "");
}

function typeIn(types: ReadonlyMap<string, Declared>, { schema, type }: Subject, defaultSchema: string): Declared | undefined {
  return type === null ? undefined : types.get(`${schema ?? defaultSchema}.${type}`);
}

function partsOf(model: DeclaredModel): Parts {
  const columns = new Map<string, Declared>();
  const others = new Map<string, Declared>();
  for (const field of model.fields) if (field.kind !== "relation") columns.set(field.column, field);
  for (const key of keysOf(model)) {
    if (key.databaseName !== undefined) others.set(key.databaseName, key);
  }
  for (const relation of model.relations) if (relation.databaseName !== undefined) others.set(relation.databaseName, relation);
  return { columns, others };
}

/** The name only: a whole block is no place to point at. */
function named({ source, nameSpan }: { readonly source: Declared["source"]; readonly nameSpan: Declared["span"] }): Declared {
  return { source, span: nameSpan };
}
