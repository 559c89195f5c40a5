import type { Loss } from "../model/effect.js";
import type { MigrationImpact, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";
import type { SourceText } from "../text/source-text.js";

/** One migration of `impact --format json`. A relation is `schema.table`, unquoted; a duration is in milliseconds. */
export function impactJson({ migration, risk, statements }: MigrationImpact): unknown {
  return { name: migration.name, risk, statements: statements.map((statement) => statementJson(statement, migration.source)) };
}

function statementJson(statement: StatementImpact, source: SourceText): unknown {
  const { index, span, kinds, transaction, locks, held, scans, rewrites, losesData, mayFail, breaks, duration, opaque } = statement;
  return {
    index,
    sql: source.slice(span),
    line: source.position(span.start).line,
    kind: kinds.join(", "),
    transaction: transaction ? { id: transaction.id, kind: transaction.kind } : null,
    locks: locks.map(({ relation, mode, blocks }) => ({ relation: relationName(relation), mode, blocks })),
    held: held.map(({ relation, mode, blocks }) => ({ relation: relationName(relation), mode, blocks })),
    rewrites: rewrites.map(relationName),
    scans: scans.map(relationName),
    losesData: losesData.map(({ relation, column, part }: Loss) => ({ relation: relationName(relation), column: column ?? null, ...(part !== undefined && { part }) })),
    mayFail: mayFail.map(({ why, checkQuery }) => ({ why, checkQuery: checkQuery ?? null })),
    breaks: breaks.map(({ who, why, role }) => ({ who, why, ...(role !== undefined && { role }) })),
    duration: duration ?? null,
    opaque,
  };
}

export const relationName = ({ schema, name }: Name): string => (schema === undefined ? name : `${schema}.${name}`);
