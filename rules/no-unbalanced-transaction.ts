import { commitAtTheEnd, defineRule, placeOf, unpairedBorders } from "../src/check/rule.js";

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
      for (const border of unpairedBorders(migration, steps)) {
        const { step } = border;
        const place = { at: placeOf(step), subject: {} };
        if (border.kind === "begin" && border.open) {
          const line = migration.source.position(border.open.operation.span.start).line;
          report({ ...place, message: "nested", data: { line: String(line) }, related: [{ ...placeOf(border.open), message: "open since here" }] });
        } else if (border.kind === "begin") {
          const isWhole = step.statement.index > 0 && step.transactions[0]?.id === steps[0]?.transactions[0]?.id;
          report({ ...place, message: "open", data: { since: isWhole ? "in this file" : "from here on" }, suggestions: [commitAtTheEnd(migration)] });
        } else if (border.ends === 0) {
          report({ ...place, message: "nothing", data: { word: border.kind.toUpperCase() } });
        } else {
          report({ ...place, message: border.kind === "commit" ? "commits" : "undoes", data: { count: border.ends === 1 ? "statement" : `${border.ends} statements` } });
        }
      }
    },
  },
});
