import { refusesTransaction } from "../../../database/refuses-transaction.js";
import type { FileEdit, Suggestion } from "../../../model/finding.js";
import type { Migration } from "../../../model/migration.js";
import type { Step } from "../../../model/step.js";

/** BEGIN before the step's statement, COMMIT at the end of its file: not where there is one already, or a statement that refuses or needs a transaction's end. */
export function aroundTheRest({ migration, statement, before }: Step): Suggestion[] {
  const { source, script } = migration;
  const operations = script.statements.flatMap((each) => each.operations);
  const rest = script.statements.slice(statement.index + 1);
  if (rest.length === 0 || operations.some((each) => /^(begin|commit|rollback|addEnumValue|opaque|invalid)$/.test(each.kind) || refusesTransaction(each, before))) return [];
  const end = rest.at(-1)?.span.end ?? statement.span.start;
  const last = source.text.startsWith(";", end) ? inserted(migration, end + 1, "\nCOMMIT;") : inserted(migration, end, ";\nCOMMIT;");
  return [{ title: "Put it between BEGIN and COMMIT", edits: [inserted(migration, statement.span.start, "BEGIN;\n"), last] }];
}

/** After the last statement of the file. */
export const commitAtTheEnd = (migration: Migration): Suggestion =>
  ({ title: "Commit at the end of the file", edits: [inserted(migration, migration.script.statements.at(-1)?.span.end ?? 0, ";\nCOMMIT")] });

/** A lock_timeout before the step's statement, which its transaction holds. */
export const timeoutInTransaction = ({ migration, statement }: Step): Suggestion =>
  ({ title: "Limit the wait for the lock in this transaction", edits: [inserted(migration, statement.span.start, "SET LOCAL lock_timeout = '5s';\n")] });

/** A lock_timeout of the session from the first statement to the last. */
export const timeoutInSession = ({ migration, statement }: Step, last: Step): Suggestion => ({
  title: "Limit the wait for the lock",
  edits: [inserted(migration, statement.span.start, "SET lock_timeout = '5s';\n"), inserted(migration, last.statement.span.end, ";\nRESET lock_timeout")],
});

const inserted = ({ source: { file } }: Migration, at: number, text: string): FileEdit => ({ file, span: { start: at, end: at }, text });
