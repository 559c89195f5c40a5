import { changesDeployed, defineRule, dropsOf, inCode, isDone, ownersOf, placeOf, tableById, takenByCascade, withoutCascade } from "../src/check/rule.js";

export default defineRule({
  id: "no-drop-cascade",
  summary: "CASCADE takes along what the statement does not name",
  category: "data-loss",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    takes: {
      message: "CASCADE takes along what this line does not name: {{taken}}.",
      help: "Name what is to go, in this order: {{drops}} Without CASCADE, PostgreSQL refuses (2BP01) what nobody thought of.",
    },
  },
  docs: {
    effect:
      "With CASCADE a drop takes everything along that depends on the object: foreign keys of other tables, views, columns of a type, defaults, functions, policies. Nobody who reads the line sees what. And the database may hold more than the migrations know: a view that somebody made by hand goes without a word.",
    remedy: "Write a DROP for each thing that is to go, and none of them with CASCADE. PostgreSQL then refuses the statement where something is left that nobody thought of. The rule is silent where CASCADE takes nothing along, as far as the history knows.",
  },
  check: {
    migration({ steps, after: end }, { sql, report }) {
      for (const step of steps) {
        const { operation, before } = step;
        const alone = withoutCascade(operation);
        if (!alone || !isDone(step) || !changesDeployed(step)) continue;
        // What is a part of a table that the same migration drops is named there.
        const taken = takenByCascade(step).filter((words) => !ownersOf(words, before).some(({ id }) => !tableById(end, id)));
        if (taken.length === 0) continue;
        const shown = taken.length > MOST ? [...taken.slice(0, MOST), `${taken.length - MOST} more`] : taken;
        const drops = inCode([...dropsOf(taken, before), alone].map((drop) => sql.statement(drop)));
        report({ at: placeOf(step), message: "takes", data: { taken: shown.join(", "), drops }, subject: subjectOf(step) });
      }
    },
  },
});

const MOST = 6;

function subjectOf({ operation }: Parameters<typeof takenByCascade>[0]): { readonly schema?: string | null; readonly table?: string; readonly column?: string; readonly constraint?: string; readonly index?: string; readonly type?: string } {
  switch (operation.kind) {
    case "dropTable":
    case "dropView": return { schema: operation.name.schema ?? null, table: operation.name.name };
    case "dropColumn": return { schema: operation.table.schema ?? null, table: operation.table.name, column: operation.column.name };
    case "dropConstraint": return { schema: operation.table.schema ?? null, table: operation.table.name, constraint: operation.name.name };
    case "dropIndex": return { schema: operation.name.schema ?? null, index: operation.name.name };
    case "dropType": return { schema: operation.name.schema ?? null, type: operation.name.name };
    case "dropSchema": return { schema: operation.name.name };
    default: return {};
  }
}
