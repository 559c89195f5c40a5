import { currentType, defineRule, mayBeWrong, placeOf, said, unlikeColumns, type Context, type Messages, type OptionSet } from "../src/check/rule.js";
import type { ComparedColumns } from "../src/model/compared-columns.js";
import type { DataType, Problem } from "../src/model/database.js";
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
      judge(step, context);
    },
    alterColumnType: judge,
  },
});

type Ctx = Context<typeof messages, OptionSet>;

function refuse({ table }: Problem, { column, type, parent, parentColumn, parentType }: ComparedColumns, step: Step, { sql, report }: Ctx): void {
  if (!table) return;
  const shown = (one: DataType): string => sql.type(currentType(one, step.before));
  const data = { column: `${said(table)}.${said({ name: column })}`, type: shown(type), parent: `${said(parent)}.${said({ name: parentColumn })}`, parentType: shown(parentType) };
  report({ at: placeOf(step), message: "refused", data, subject: { schema: table.schema ?? null, table: table.name, column } });
}

function judge(step: Step, { final, sql, report }: Ctx): void {
  for (const { child, column, parent, other, relation, database } of unlikeColumns(step, final)) {
    const place = { at: placeOf(step), subject: { schema: child.schema, table: child.name, column: column.name } };
    const data = { column: `${said(child)}.${said(column)}`, type: sql.type(currentType(column.type, database)), parent: `${said(parent)}.${said(other)}`, parentType: sql.type(currentType(other.type, database)) };
    if (relation === "narrower") report({ ...place, message: relation, data: { ...data, most: column.type.name === "int2" ? "32767" : "2147483647" } });
    else report({ ...place, message: relation, data });
  }
}
