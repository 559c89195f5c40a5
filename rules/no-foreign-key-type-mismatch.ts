import { columnById, compareKeyTypes, currentType, defineRule, findTable, foreignKeyById, foreignKeysOf, foreignKeysTo, isDone, madeConstraint, mayBeWrong, placeOf, said, tableById, type Context, type Messages, type OptionSet, type OwnedForeignKey } from "../src/check/rule.js";
import type { ComparedColumns, DataType, Database, ForeignKey, Problem, Table } from "../src/model/database.js";
import type { Step } from "../src/model/step.js";

const help = "Give both the same type: in schema.prisma the same scalar and the same `@db.…` on the foreign key's field as on the field that it references.";
const messages = {
  refused: { message: "This fails (42804): {{column}} is {{type}}, {{parent}} is {{parentType}}, and PostgreSQL cannot compare the two.", help },
  narrower: { message: "{{column}} is {{type}}, {{parent}} is {{parentType}}: rows beyond {{most}} cannot be referenced (22003).", help },
  differs: { message: "{{column}} is {{type}}, {{parent}} is {{parentType}}: each check of the key casts one of them.", help },
} as const satisfies Messages;

export default defineRule({
  id: "no-foreign-key-type-mismatch",
  summary: "A foreign key whose column has another type than its parent's",
  category: "failing",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages,
  docs: {
    effect:
      "Between some types PostgreSQL refuses a foreign key (42804): text and uuid, an enum and text. Between others it works for as long as the values fit: an integer that points to a bigint fails on the first row whose id is beyond 2147483647, years later. Where it has to cast, joins and checks may do without the index.",
    remedy: "The same type on both sides. A wider integer than the parent's is fine, and so are text and varchar. When the parent's type has to change, change the children's in the same migration, or before.",
  },
  check: {
    addConstraint(step, context) {
      for (const problem of step.problems) if (problem.kind === "invalid" && problem.compared && !mayBeWrong(problem, step)) refuse(problem, problem.compared, step, context);
      const made = isDone(step) ? madeConstraint(step) : undefined;
      const key = made?.kind === "foreignKey" && foreignKeyById(step.after, made.id);
      if (key) judge(key, step, context);
    },
    alterColumnType(step, context) {
      const table = findTable(step.after, step.operation.table);
      const column = table?.columns.find(({ name }) => name === step.operation.column.name);
      if (!table || !column || !isDone(step)) return;
      const keys = [...foreignKeysOf(table).filter(({ columns }) => columns.includes(column.id)).map((foreignKey) => ({ table, foreignKey })), ...foreignKeysTo(step.after, table.id).filter(({ foreignKey }) => foreignKey.references.columns.includes(column.id))];
      for (const { foreignKey } of keys) {
        const key = foreignKey.parent === undefined && foreignKeyById(step.after, foreignKey.id);
        if (key) judge(key, step, context);
      }
    },
  },
});

function refuse({ table }: Problem, { column, type, parent, parentColumn, parentType }: ComparedColumns, step: Step, { sql, report }: Context<typeof messages, OptionSet>): void {
  if (!table) return;
  const shown = (one: DataType): string => sql.type(currentType(one, step.before));
  const data = { column: `${said(table)}.${said({ name: column })}`, type: shown(type), parent: `${said(parent)}.${said({ name: parentColumn })}`, parentType: shown(parentType) };
  report({ at: placeOf(step), message: "refused", data, subject: { schema: table.schema ?? null, table: table.name, column } });
}

/** What PostgreSQL refuses it refuses at once; the rest is judged on the final state: a type that is put right later is right. */
function judge({ table, foreignKey }: OwnedForeignKey, step: Step, { final, sql, report }: Context<typeof messages, OptionSet>): void {
  for (const at of foreignKey.columns.keys()) {
    const now = pairOf(step.after, foreignKey, table, at);
    const end = foreignKeyById(final, foreignKey.id) && pairOf(final, foreignKey, table, at);
    const pair = now?.relation === "refused" ? now : end?.relation === "refused" ? undefined : end;
    if (!pair || pair.relation === "same") continue;
    const { child, parent, column, other, relation, database } = pair;
    const place = { at: placeOf(step), subject: { schema: child.schema, table: child.name, column: column.name } };
    const data = { column: `${said(child)}.${said(column)}`, type: sql.type(currentType(column.type, database)), parent: `${said(parent)}.${said(other)}`, parentType: sql.type(currentType(other.type, database)) };
    if (relation === "narrower") report({ ...place, message: relation, data: { ...data, most: column.type.name === "int2" ? "32767" : "2147483647" } });
    else report({ ...place, message: relation, data });
  }
}

/** The two columns that a key compares, as they are in this database. */
function pairOf(database: Database, { columns, references }: ForeignKey, { id }: Table, at: number) {
  const child = tableById(database, id);
  const parent = tableById(database, references.table);
  const column = child && columnById(child, columns[at] ?? "");
  const other = parent && columnById(parent, references.columns[at] ?? "");
  return column && other ? { child, parent, column, other, database, relation: compareKeyTypes(column.type, other.type, database) } : undefined;
}
