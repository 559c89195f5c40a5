import { defineRule, placeOf } from "../src/check/rule.js";
import type { FileEdit } from "../src/model/finding.js";
import type { Migration } from "../src/model/migration.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-unbalanced-transaction",
  summary: "BEGIN without COMMIT, or the other way round",
  category: "history",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    open: {
      message: "Nothing ends this transaction: Prisma reports success, everything {{since}} is rolled back when its connection closes, and the next deployment stops (P3009).",
      help: "At the end of the file: `COMMIT;`",
    },
    nested: {
      message: "PostgreSQL ignores this BEGIN, because the transaction of line {{line}} is still open; the first COMMIT ends it, and what comes after that is in no transaction.",
      help: "Delete this BEGIN and its COMMIT, or put `COMMIT;` before it.",
    },
    commits: {
      message: "No BEGIN stands before this COMMIT: it commits the {{count}} before it, which then stay when what comes after it fails.",
      help: "Delete this line, or write `BEGIN;` before the first statement.",
    },
    undoes: {
      message: "No BEGIN stands before this ROLLBACK: it undoes the {{count}} before it, and Prisma records the migration as applied all the same.",
      help: "Delete this line.",
    },
    nothing: {
      message: "No BEGIN stands before this {{word}}: it does nothing, and nothing before it was in a transaction.",
      help: "Delete this line, or write `BEGIN;` before the first statement that is to be undone when another fails.",
    },
  },
  docs: {
    effect:
      "Prisma sends the file and then, on the same connection, records that it was applied. After a BEGIN without COMMIT that record is part of the open transaction: `migrate deploy` says that all is well, closes the connection, and PostgreSQL undoes everything. A COMMIT or ROLLBACK without BEGIN is a warning that nobody sees; in a file that Prisma sends as a whole it ends the transaction that PostgreSQL made of the file, and ROLLBACK throws away all that came before it.",
    remedy: "One COMMIT for each BEGIN, not nested. For a part that may fail alone there is SAVEPOINT.",
  },
  check: {
    migration({ migration, steps }, { report }) {
      const { source, script } = migration;
      let open: Step | undefined;
      for (const step of bordersIn(migration, steps)) {
        const { operation, statement, transactions } = step;
        const place = { at: placeOf(step), subject: {} };
        if (operation.kind === "begin") {
          if (open) report({ ...place, message: "nested", data: { line: String(source.position(open.operation.span.start).line) }, related: [{ ...placeOf(open), message: "open since here" }] });
          else open = step;
        } else if (open) {
          if (!/\bAND\s+CHAIN$/i.test(source.slice(operation.span)) || /\bNO\s+CHAIN$/i.test(source.slice(operation.span))) open = undefined;
        } else {
          const before = statementsBefore(statement.index, script);
          const isFile = transactions.some(({ kind, block }) => kind === "file" && block) && before > 0;
          const count = before === 1 ? "statement" : `${before} statements`;
          if (!isFile) report({ ...place, message: "nothing", data: { word: operation.kind.toUpperCase() } });
          else report({ ...place, message: operation.kind === "commit" ? "commits" : "undoes", data: { count } });
        }
      }
      if (!open) return;
      const isWhole = open.statement.index > 0 && open.transactions[0]?.id === steps[0]?.transactions[0]?.id;
      report({ at: placeOf(open), message: "open", data: { since: isWhole ? "in this file" : "from here on" }, subject: {}, suggestions: [{ title: "Commit at the end of the file", edits: [commitAtTheEnd(migration)] }] });
    },
  },
});

/** Statements that are BEGIN, COMMIT or ROLLBACK themselves. */
const bordersIn = ({ script }: Migration, steps: readonly Step[]): Step[] =>
  steps.filter(({ operation, statement }) => script.statements[statement.index]?.operations[0]?.kind === operation.kind && (operation.kind === "begin" || operation.kind === "commit" || (operation.kind === "rollback" && operation.toSavepoint === undefined)));

/** Since the last COMMIT or ROLLBACK. */
function statementsBefore(index: number, { statements }: Migration["script"]): number {
  const last = statements.slice(0, index).findLastIndex(({ operations }) => operations.some(({ kind }) => kind === "commit" || kind === "rollback"));
  return index - last - 1;
}

function commitAtTheEnd({ source, script }: Migration): FileEdit {
  const end = script.statements.at(-1)?.span.end ?? 0;
  return { file: source.file, span: { start: end, end }, text: ";\nCOMMIT" };
}
