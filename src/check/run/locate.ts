import type { Place } from "../../model/finding.js";
import type { Migration } from "../../model/migration.js";
import type { Timeline } from "../../model/step.js";
import type { DeclaredSchema } from "../../schema/declared-schema.js";
import type { SourceText } from "../../text/source-text.js";

/** The files of one project that findings can be in. */
export interface Files {
  migrationOf(file: string): Migration | undefined;
  /** Index of the statement that the place begins in. */
  statementAt(place: Place): number | null;
  /** Migrations in their order, then schema files, then all others. */
  orderOf(file: string): number;
  sourceOf(file: string): SourceText | undefined;
  isSchema(file: string): boolean;
}

export function filesOf(timeline: Timeline, declared: DeclaredSchema): Files {
  const migrations = new Map<string, Migration>();
  const orders = new Map<string, number>();
  const sources = new Map<string, SourceText>();
  for (const { migration } of timeline.migrations) {
    migrations.set(migration.source.file, migration);
    orders.set(migration.source.file, orders.size);
    sources.set(migration.source.file, migration.source);
  }
  const schemaFiles = new Set<string>();
  for (const { source } of declared.files) {
    schemaFiles.add(source.file);
    orders.set(source.file, orders.size);
    sources.set(source.file, source);
  }
  return {
    migrationOf: (file) => migrations.get(file),
    statementAt: ({ file, span }) => statementAt(migrations.get(file), span.start),
    orderOf: (file) => orders.get(file) ?? orders.size,
    sourceOf: (file) => sources.get(file),
    isSchema: (file) => schemaFiles.has(file),
  };
}

function statementAt(migration: Migration | undefined, index: number): number | null {
  const statements = migration?.script.statements ?? [];
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.span.end ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  const statement = statements[low];
  return statement !== undefined && statement.span.start <= index ? statement.index : null;
}
