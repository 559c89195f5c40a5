import { columnNames, defineRule, flag, foreignKeyById, foreignKeysOf, isDone, listed, madeConstraint, placeOf, relationOfKey, said, tableById } from "../src/check/rule.js";
import type { ForeignKey } from "../src/model/database.js";

const help = "Not intended? Give the relation its former `onDelete` and `onUpdate`. Intended? First deploy code that expects it to every instance.";

export default defineRule({
  id: "no-referential-action-change",
  summary: "A foreign key is made again with another ON DELETE or ON UPDATE",
  category: "relations",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {
    all: flag("Every change; otherwise only those that no `onDelete` or `onUpdate` in schema.prisma asks for, because a default of Prisma has come in. On in `strict`", false),
  },
  strictOptions: { all: true },
  messages: {
    delete: { message: "Deleting a row of {{parent}} now {{now}}; until now it {{before}}.", help },
    update: { message: "Changing the key of a row of {{parent}} now {{now}}; until now it {{before}}.", help },
  },
  docs: {
    effect:
      "What happens to the rows of a child when those of its parent go is decided in the database, without a word to the code. Code that deletes a parent and counts on the old action fails all of a sudden, or loses what it relied on to stay. In the diff it looks like a key that is dropped and made again, as Prisma does for any change of it.",
    remedy: "Say in the relation what is meant, and let code that copes with both run before the migration. In `recommended` a change to an action that the relation names is not reported: somebody wrote it down. What is left is the action that nobody chose, as when a field becomes required and Prisma's default turns from SetNull into Restrict. NO ACTION and RESTRICT differ only in transactions that put things right later: a change from one to the other is not reported. ON DELETE CASCADE is reported by [no-cascade-delete](no-cascade-delete.md).",
  },
  check: {
    addConstraint(step, { final, options, report, schema }) {
      const made = isDone(step) ? madeConstraint(step) : undefined;
      const kept = made && foreignKeyById(final, made.id);
      const live = kept && tableById(step.deployed, kept.table.id);
      if (!kept || !live) return;
      const { table, foreignKey } = kept;
      const old = foreignKeysOf(live).find((known) => known.references.table === foreignKey.references.table && known.columns.join() === foreignKey.columns.join() && !foreignKeyById(final, known.id));
      const parent = tableById(final, foreignKey.references.table);
      if (!old || !parent) return;
      const message = differs(old.onDelete, foreignKey.onDelete) ? "delete" : differs(old.onUpdate, foreignKey.onUpdate) ? "update" : undefined;
      if (!message) return;
      const action = message === "delete" ? "onDelete" : "onUpdate";
      if (!options.all && relationOfKey(schema, table, foreignKey)?.[action] !== undefined) return;
      const child = said(table);
      const columns = listed(columnNames(table, foreignKey.columns));
      report({
        at: placeOf(step),
        message,
        data: { parent: said(parent), now: NOW[foreignKey[action]](child, columns, message), before: BEFORE[old[action]](columns, message) },
        subject: { schema: table.schema, table: table.name, constraint: foreignKey.name },
      });
    },
  },
});

type Action = ForeignKey["onDelete"];

const refuses = (action: Action): boolean => action === "no action" || action === "restrict";
const differs = (a: Action, b: Action): boolean => a !== b && !(refuses(a) && refuses(b));

const fails = (child: string): string => `fails while it has rows in ${child}`;
const failed = (): string => "failed while there were any";

const NOW: Readonly<Record<Action, (child: string, columns: string, event: "delete" | "update") => string>> = {
  "no action": fails,
  restrict: fails,
  cascade: (child, columns, event) => (event === "delete" ? `deletes its rows in ${child}` : `changes ${columns} of its rows in ${child}`),
  "set null": (child, columns) => `puts NULL into ${columns} of its rows in ${child}`,
  "set default": (child, columns) => `puts the default into ${columns} of its rows in ${child}`,
};
const BEFORE: Readonly<Record<Action, (columns: string, event: "delete" | "update") => string>> = {
  "no action": failed,
  restrict: failed,
  cascade: (_, event) => (event === "delete" ? "deleted them" : "changed them too"),
  "set null": (columns) => `put NULL into ${columns}`,
  "set default": (columns) => `put the default into ${columns}`,
};
