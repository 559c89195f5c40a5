import {
  addedWithoutIndex, blockAttribute, defineRule, fieldNames, inCode, indexDeclared, indexForKey, leftWithoutIndex, matchesAny, modelOf, patterns, placeOf, said, unindexedKey, unindexedRelations, type Context, type Messages, type UnindexedKey,
} from "../src/check/rule.js";
import type { Place } from "../src/model/finding.js";
import type { AddConstraint, DropIndex } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

const options = { ignoreTables: patterns("Tables whose foreign keys need no index, by name or `schema.name`; `*` stands for any characters") };
const message = "Each delete of a row of {{parent}}, and each change of its key, reads all of {{table}}: no index begins with {{columns}}.";
const messages = {
  scan: {
    message,
    help: "In schema.prisma: `@@index([{{fields}}])`.{{create}}",
  },
  drop: {
    message,
    help: "Keep the index: delete this statement, and leave it in schema.prisma. Where another takes its place: `@@index([{{fields}}])`, in a migration before this one.",
  },
} as const satisfies Messages;

export default defineRule({
  id: "require-foreign-key-index",
  summary: "A foreign key without an index on its columns",
  category: "relations",
  recommended: "warning",
  strict: "error",
  // MySQL makes the index itself.
  providers: ["postgresql", "cockroachdb", "sqlite", "sqlserver"],
  options,
  messages,
  docs: {
    effect:
      "PostgreSQL indexes the referenced side of a foreign key, not the referencing one (MySQL does both). Every delete of a parent row, and every change of its key, then looks for its children by reading their whole table; joins and `include` over the relation read it too. An index counts when it is valid, btree or hash, begins with a column of the key and holds its other columns; one `WHERE column IS NOT NULL` counts, other partial ones do not. Judged after the last migration that is reported: an index that a later migration of the same branch adds counts. Dropping the last index of a foreign key is reported too; one that is made again as it was is not.",
    remedy: "Add `@@index([…])` to the model. On a table in use, build it with CREATE INDEX CONCURRENTLY, alone in its migration.",
  },
  check: {
    addConstraint(step, context) {
      const key = addedWithoutIndex(step, context.final);
      if (key) report(unindexedKey(key, step, context.final), placeOf(step), context, step);
    },
    dropIndex(step, context) {
      for (const key of leftWithoutIndex(step, context.final)) report(unindexedKey(key, step, context.final), placeOf(step), context, step);
    },
  },
  schema(review, context) {
    for (const { key, at } of unindexedRelations(review)) report(key, at, context);
  },
});

/** `step`: that adds the key, or drops its index. */
function report(key: UnindexedKey, at: Place, context: Context<typeof messages, typeof options>, step?: Step<AddConstraint> | Step<DropIndex>): void {
  const { table, columns, parent } = key;
  const { environment, final, options: { ignoreTables }, schema, sql } = context;
  if (matchesAny(ignoreTables, table)) return;
  const model = modelOf(schema.declared, schema, table);
  const fields = fieldNames(model, columns).join(", ");
  const title = `Add @@index([${fields}]) to model ${model?.name ?? ""}`;
  const edit = model && blockAttribute(model, `@@index([${fields}])`);
  const finding = {
    at,
    subject: { schema: table.schema, table: table.name, column: columns.join(", ") },
    suggestions: edit ? [{ title, edits: [edit] }] : [],
  };
  const data = { parent: said(parent), table: said(table), columns: columns.map((column) => `"${column}"`).join(", "), fields };
  if (step && isDrop(step)) {
    context.report({ ...finding, message: "drop", data });
    return;
  }
  const index = indexForKey(key, final);
  // Of other providers only schema.prisma is read yet.
  const create = environment.provider === "postgresql" ? ` In SQL${index.concurrently ? ", alone in its own migration" : ""}: ${inCode([sql.statement(index)])}` : "";
  context.report({ ...finding, message: "scan", data: { ...data, create }, wayOut: edit && step && indexDeclared(step, table, columns, final, edit, title, sql) });
}

const isDrop = (step: Step<AddConstraint> | Step<DropIndex>): step is Step<DropIndex> => step.operation.kind === "dropIndex";
