import { columnById, defineRule, findTable, foreignKeyById, foreignKeysOf, isDone, listed, madeConstraint, placeOf, said, tableById, type Context, type Messages, type OptionSet } from "../src/check/rule.js";
import type { ForeignKey, Table } from "../src/model/database.js";
import type { Step } from "../src/model/step.js";

const messages = {
  fails: {
    message: "{{event}} a row of {{parent}} fails while it has rows in {{child}} (23502): {{clause}} SET NULL puts NULL into {{columns}}, which is NOT NULL.",
    help: "Say in the relation what is meant: `{{action}}: Restrict` refuses it openly, `{{action}}: Cascade` takes the rows along; or make the field optional.",
  },
} as const satisfies Messages;

export default defineRule({
  id: "no-set-null-on-required",
  summary: "SET NULL on a column that is NOT NULL",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect: "PostgreSQL takes the foreign key without a word. Only when a parent row is deleted does it try to put NULL into a column that forbids it, and the DELETE fails (23502), with an error that names another table than the one the code deletes from.",
    remedy: "A required relation can refuse (`Restrict`) or take along (`Cascade`); to be set to NULL it has to be optional. Of a key with several columns, PostgreSQL can set just the optional ones: `ON DELETE SET NULL (\"authorId\")`.",
  },
  check: {
    addConstraint(step, context) {
      const made = isDone(step) ? madeConstraint(step) : undefined;
      const key = made && foreignKeyById(context.final, made.id);
      if (key) judge(key.table, key.foreignKey, step, context);
    },
    setNotNull(step, context) {
      const table = findTable(step.after, step.operation.table);
      const left = table && tableById(context.final, table.id);
      const column = table?.columns.find(({ name }) => name === step.operation.column.name);
      if (!left || !column || !isDone(step)) return;
      for (const key of foreignKeysOf(left)) if (key.columns.includes(column.id) && key.parent === undefined) judge(left, key, step, context);
    },
  },
});

/** On the final state: a column that is made optional later is. */
function judge(table: Table, key: ForeignKey, step: Step, { final, report }: Context<typeof messages, OptionSet>): void {
  const parent = tableById(final, key.references.table);
  const required = (columns: readonly string[]): string[] => columns.flatMap((id) => columnById(table, id) ?? []).filter(({ notNull }) => notNull).map(({ name }) => name);
  const onDelete = key.onDelete === "set null" ? required(key.onDeleteColumns ?? key.columns) : [];
  const onUpdate = key.onUpdate === "set null" ? required(key.columns) : [];
  if (!parent || onDelete.length + onUpdate.length === 0) return;
  const isDelete = onDelete.length > 0;
  report({
    at: placeOf(step),
    message: "fails",
    data: {
      event: isDelete ? "Deleting" : "Changing the key of", parent: said(parent), child: said(table), clause: isDelete ? "ON DELETE" : "ON UPDATE",
      columns: listed(isDelete ? onDelete : onUpdate), action: isDelete ? "onDelete" : "onUpdate",
    },
    subject: { schema: table.schema, table: table.name, constraint: key.name },
  });
}
