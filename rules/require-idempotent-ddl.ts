import { defineRule, placeOf } from "../src/check/rule.js";
import type { Operation, OperationKind } from "../src/model/operation.js";

export default defineRule({
  id: "require-idempotent-ddl",
  summary: "A statement that fails when it is run a second time",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    again: {
      message: "Run a second time, this fails: {{what}} has no {{words}}.",
      help: "Write {{words}} after {{what}}.",
    },
  },
  docs: {
    effect:
      "A migration that failed in the middle, or that was run by hand before, begins again with its first statement. Without IF [NOT] EXISTS it stops there. With it, a statement may also pass over an object of the same name that is not the one that is meant: that is why this is no rule for everybody.",
    remedy: "IF NOT EXISTS and IF EXISTS. CREATE TYPE and ADD CONSTRAINT do not have them and are not reported: a DO block that catches duplicate_object does the same. CREATE INDEX CONCURRENTLY is better without, for a failed one leaves an INVALID index.",
  },
  check: {
    effect(step, { report }) {
      const { operation } = step;
      const what = WORDS[operation.kind];
      if (what === undefined || operation.conditional === true || (operation.kind === "createIndex" && operation.concurrently)) return;
      const missing = isMissing(operation);
      if (missing !== undefined) report({ at: placeOf(step), message: "again", data: { what, words: missing }, subject: {} });
    },
  },
});

const isMissing = (operation: Operation): string | undefined =>
  "ifNotExists" in operation && !operation.ifNotExists ? "IF NOT EXISTS" : "ifExists" in operation && !operation.ifExists ? "IF EXISTS" : undefined;

const WORDS: Readonly<Partial<Record<OperationKind, string>>> = {
  createTable: "CREATE TABLE", addColumn: "ADD COLUMN", createIndex: "CREATE INDEX", createSchema: "CREATE SCHEMA", createSequence: "CREATE SEQUENCE", createExtension: "CREATE EXTENSION", addEnumValue: "ADD VALUE",
  dropTable: "DROP TABLE", dropColumn: "DROP COLUMN", dropConstraint: "DROP CONSTRAINT", dropIndex: "DROP INDEX", dropType: "DROP TYPE", dropView: "DROP VIEW", dropSequence: "DROP SEQUENCE", dropSchema: "DROP SCHEMA", dropExtension: "DROP EXTENSION",
};
