import { cascadeTree, cascadesOver, columnNames, defineRule, deployedLikes, flag, hadSameDelete, isImplicitJoinTable, isUnshared, keptForeignKey, listed, matchesAny, newRelations, patterns, placeOf, said, saidWithRows, textOf, type Cascade, type Messages } from "../src/check/rule.js";

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
    addConstraint(step, { config, final, options, report }) {
      const kept = keptForeignKey(step, final);
      if (step.operation.constraint.kind !== "foreignKey" || step.operation.constraint.onDelete !== "cascade" || kept?.foreignKey.onDelete !== "cascade") return;
      const { table, foreignKey } = kept;
      if (isImplicitJoinTable(table) || matchesAny(options.allow, table) || (!options.all && isUnshared(table, step.deployed))) return;
      if (deployedLikes(kept, step.deployed).some((live) => live.foreignKey.onDelete === "cascade")) return;
      const parent = final.tables.find(({ id }) => id === foreignKey.references.table) ?? table;
      report({
        // PostgreSQL's grammar gives the action no place of its own.
        at: placeOf(step, textOf(step, /\bON\s+DELETE\s+CASCADE\b/i)),
        message: "cascade",
        data: { parent: said(parent), child: saidWithRows(table, config), further: further(cascadeTree(final, table.id)), name: table.name },
        subject: { schema: table.schema, table: table.name, column: columnNames(table, foreignKey.columns).join(", ") },
        explains: [{ rule: "no-referential-action-change", subject: { schema: table.schema, table: table.name, constraint: foreignKey.name } }],
      });
    },
  },
  schema(review, { options, report }) {
    for (const owned of newRelations(review)) {
      const { relation, name, table, parent } = owned;
      if (relation.actions?.onDelete !== "Cascade" || hadSameDelete(owned, review) || matchesAny(options.allow, name)) continue;
      // Where the migrations made it so it was judged there.
      if (!options.all && (!table || isUnshared(table, review.deployed) || cascadesOver(table, relation.columns))) continue;
      report({
        at: { file: relation.source.file, span: relation.attributeSpan ?? relation.span },
        message: "cascade",
        data: { parent: said({ name: parent }), child: said(name), further: table ? further(cascadeTree(review.final, table.id)) : "", name: name.name },
        subject: { schema: name.schema, table: name.name, column: relation.columns.join(", ") },
      });
    }
  },
});

const further = (tree: readonly Cascade[]): string => (tree.length === 0 ? "" : `, and from there in ${listed(tree.map(({ table }) => table.name))}`);
