import { cascadeTree, columnNames, defineRule, deployedLikes, findTable, flag, foreignKeysOf, isImplicitJoinTable, isUnshared, isWithoutKey, keptForeignKey, knownRows, listed, matchesAny, patterns, placeOf, said, type Cascade, type Context, type Messages } from "../src/check/rule.js";
import type { Table } from "../src/model/database.js";
import type { Place } from "../src/model/finding.js";
import type { Step } from "../src/model/step.js";

const options = {
  all: flag("Every such key; otherwise only those of tables in use, whose rows it puts at the mercy of a delete elsewhere. On in `strict`", false),
  allow: patterns("Child tables whose rows may go with their parent's, by name or `schema.name`; `*` stands for any characters"),
};
const messages = {
  cascade: {
    message: "Deleting one row of {{parent}} silently deletes its rows in {{child}}{{further}}.",
    help: "If they are a part of their parent: `\"no-cascade-delete\": [\"warn\", { allow: [\"{{name}}\"] }]` in the config.\n\nIf they must not vanish: `onDelete: Restrict`, and a soft delete of the parent.",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-cascade-delete",
  summary: "A foreign key with ON DELETE CASCADE",
  category: "relations",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver"],
  options,
  strictOptions: { all: true },
  messages,
  docs: {
    effect:
      "One DELETE of a parent row takes all its children along, and theirs, in one transaction, without a word to the code that asked for it. With many children it holds locks for long; without an index on each foreign key it reads whole tables. The finding names the tables that are reached.",
    remedy: "`onDelete: Restrict` makes the delete fail while there are children, so that the code decides; a soft delete keeps them. Rows that are a part of their parent (order lines, join tables) may cascade: list them in `allow`. Join tables of implicit many-to-many relations are never reported. Nor is, in `recommended`, a key of a table that is new itself: whoever wrote `onDelete: Cascade` into a new model meant it, and no row is there that was kept until now.",
  },
  check: {
    addConstraint(step, context) {
      const { constraint } = step.operation;
      if (constraint.kind !== "foreignKey" || constraint.onDelete !== "cascade") return;
      const kept = keptForeignKey(step, context.final);
      if (!kept || kept.foreignKey.onDelete !== "cascade" || isImplicitJoinTable(kept.table) || matchesAny(context.options.allow, kept.table)) return;
      if (!context.options.all && isUnshared(kept.table, step.deployed)) return;
      if (deployedLikes(kept, step.deployed).some(({ foreignKey }) => foreignKey.onDelete === "cascade")) return;
      const parent = context.final.tables.find((table) => table.id === kept.foreignKey.references.table);
      context.report({
        at: placeOf(step, clause(step)),
        message: "cascade",
        data: { parent: said(parent ?? kept.table), child: rows(kept.table, context), further: further(cascadeTree(context.final, kept.table.id)), name: kept.table.name },
        subject: { schema: kept.table.schema, table: kept.table.name, column: columnNames(kept.table, kept.foreignKey.columns).join(", ") },
        explains: [{ rule: "no-referential-action-change", subject: { schema: kept.table.schema, table: kept.table.name, constraint: kept.foreignKey.name } }],
      });
    },
  },
  schema(review, context) {
    for (const model of review.declared.models) {
      for (const relation of model.relations) {
        if (relation.kind !== "owning" || relation.actions?.onDelete !== "Cascade" || !review.isNew(relation) || model.isIgnored) continue;
        // Another part of it was changed.
        if (review.atBase(model)?.relations.some((known) => known.actions?.onDelete === "Cascade" && known.target === relation.target && known.columns.join() === relation.columns.join())) continue;
        const name = { schema: model.schema ?? review.defaultSchema, name: model.table };
        if (matchesAny(context.options.allow, name)) continue;
        const table = findTable(review.final, name);
        if (isWithoutKey(relation, table, review)) continue;
        if (!context.options.all && (!table || isUnshared(table, review.deployed) || cascades(table, relation.columns))) continue;
        const parent = review.declared.models.find((other) => other.name === relation.target);
        context.report({
          at: { file: relation.source.file, span: relation.attributeSpan ?? relation.span },
          message: "cascade",
          data: { parent: said({ name: parent?.table ?? relation.target }), child: said(name), further: table ? further(cascadeTree(review.final, table.id)) : "", name: name.name },
          subject: { schema: name.schema, table: name.name, column: relation.columns.join(", ") },
        });
      }
    }
  },
});

/** The action within its statement: PostgreSQL's grammar gives it no place of its own. */
function clause({ migration, operation }: Step): Place["span"] {
  const { start } = operation.span;
  const found = /\bON\s+DELETE\s+CASCADE\b/i.exec(migration.source.slice(operation.span));
  return found === null ? operation.span : { start: start + found.index, end: start + found.index + found[0].length };
}

/** The migrations made it so: it was judged there. */
const cascades = (table: Table, columns: readonly string[]): boolean =>
  foreignKeysOf(table).some((key) => key.onDelete === "cascade" && columnNames(table, key.columns).join() === columns.join());

const further = (tree: readonly Cascade[]): string => (tree.length === 0 ? "" : `, and from there in ${listed(tree.map(({ table }) => table.name))}`);

function rows(table: Table, { config }: Context<typeof messages, typeof options>): string {
  const known = knownRows(table, config);
  return known === undefined ? said(table) : `${said(table)} (${known.toLocaleString("en")} rows)`;
}
