import type { QueryCost, Verification } from "../model/verification.js";

/** One migration of `verify --format json`; durations in milliseconds. Fields: docs/verify.md. */
export function verificationJson({ migration, statements, queries, steps }: Verification): unknown {
  return {
    name: migration,
    ok: steps.every(({ status }) => status !== "failed"),
    statements,
    queries: queries.map(({ sql, before, after, verdict, message }) => ({ sql, before: rounded(before), after: after ? rounded(after) : null, verdict, ...(message !== undefined && { message }) })),
    steps,
  };
}

const rounded = ({ milliseconds, pages }: QueryCost): QueryCost => ({ milliseconds: Math.round(milliseconds * 1000) / 1000, pages });
