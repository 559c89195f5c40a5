import {
  blockAttribute, columnNames, coveringIndex, defineRule, deployedLikes, findColumn, findIndex, findTable, foreignKeyById, foreignKeysOf, inCode, indexCovering, indexOn, isUnshared, isWithoutKey, keptForeignKey, matchesAny, modelOf, patterns,
  placeOf, said, tableById, type Context, type Messages, type OwnedForeignKey,
} from "../src/check/rule.js";
import type { Database } from "../src/model/database.js";
import type { Place } from "../src/model/finding.js";

const options = { ignoreTables: patterns("Tables whose foreign keys need no index, by name or `schema.name`; `*` stands for any characters") };
const messages = {
  scan: {
    message: "Each delete of a row of {{parent}}, and each change of its key, reads all of {{table}}: no index begins with {{columns}}.",
    help: "In schema.prisma: `@@index([{{fields}}])`.{{create}}",
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
      "PostgreSQL indexes the referenced side of a foreign key, not the referencing one (MySQL does both). Every delete of a parent row, and every change of its key, then looks for its children by reading their whole table; joins and `include` over the relation read it too. An index counts when it is btree or hash, begins with a column of the key and holds its other columns; one `WHERE column IS NOT NULL` counts, other partial ones do not. Judged after the last migration that is reported: an index that a later migration of the same branch adds counts. Dropping the last index of a foreign key is reported too; one that is made again as it was is not.",
    remedy: "Add `@@index([…])` to the model. On a table in use, build it with CREATE INDEX CONCURRENTLY, alone in its migration.",
  },
  check: {
    addConstraint(step, context) {
      const { deployed } = step;
      const kept = keptForeignKey(step, context.final);
      if (!kept || coveringIndex(kept.table, kept.foreignKey.columns) || wasThere(kept, deployed)) return;
      unindexed(context, placeOf(step), kept, deployed);
    },
    dropIndex(step, context) {
      const place = findIndex(step.before, step.operation.name);
      if (!place?.table || step.before === step.after) return;
      for (const foreignKey of foreignKeysOf(place.table)) {
        const kept = foreignKeyById(context.final, foreignKey.id);
        if (!kept || coveringIndex(kept.table, foreignKey.columns)) continue;
        const served = coveringIndex({ ...place.table, indexes: [place.index] }, foreignKey.columns);
        if (served) unindexed(context, placeOf(step), kept, step.deployed);
      }
    },
  },
  schema(review, context) {
    for (const model of review.declared.models) {
      for (const relation of model.relations) {
        if (relation.kind !== "owning" || !review.isNew(relation) || model.isIgnored || indexCovering(model, relation.columns)) continue;
        const name = { schema: model.schema ?? review.defaultSchema, name: model.table };
        const table = findTable(review.final, name);
        if (isWithoutKey(relation, table, review)) continue;
        const columns = table ? relation.columns.flatMap((column) => findColumn(table, column)?.id ?? []) : [];
        if (table && columns.length === relation.columns.length && coveringIndex(table, columns)) continue;
        const parent = review.declared.models.find((other) => other.name === relation.target);
        report(context, { file: relation.source.file, span: relation.span }, name, relation.columns, said({ name: parent?.table ?? relation.target }), !findTable(review.deployed, name));
      }
    }
  },
});

/** Made again as the live database has it: it is no slower than before. */
const wasThere = (kept: OwnedForeignKey, deployed: Database): boolean => deployedLikes(kept, deployed).some(({ table, foreignKey }) => !coveringIndex(table, foreignKey.columns));

function unindexed(context: Ctx, at: Place, { table, foreignKey }: OwnedForeignKey, deployed: Database): void {
  const parent = tableById(context.final, foreignKey.references.table) ?? table;
  report(context, at, table, columnNames(table, foreignKey.columns), said(parent), isUnshared(table, deployed));
}

type Ctx = Context<typeof messages, typeof options>;

function report(context: Ctx, at: Place, table: { readonly schema: string; readonly name: string }, columns: readonly string[], parent: string, unshared: boolean): void {
  const { environment, schema, sql } = context;
  if (matchesAny(context.options.ignoreTables, table)) return;
  const model = modelOf(schema.declared, schema, table);
  const fields = columns.map((column) => model?.fields.find((field) => field.column === column && field.kind !== "relation")?.name ?? column).join(", ");
  // Refused on a partitioned table.
  const concurrently = !unshared && findTable(context.final, table)?.partitionBy === undefined;
  context.report({
    at,
    message: "scan",
    data: {
      parent,
      table: said(table),
      columns: columns.map((column) => `"${column}"`).join(", "),
      fields,
      // Of other providers only schema.prisma is read yet.
      create: environment.provider === "postgresql" ? ` In SQL${concurrently ? ", alone in its own migration" : ""}: ${inCode([sql.statement(indexOn(table, columns, concurrently, context.final))])}` : "",
    },
    subject: { schema: table.schema, table: table.name, column: columns.join(", ") },
    suggestions: model ? [{ title: `Add @@index([${fields}]) to model ${model.name}`, edits: [blockAttribute(model, `@@index([${fields}])`)] }] : [],
  });
}
