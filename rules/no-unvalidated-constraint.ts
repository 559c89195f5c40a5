import { constraintNamed, defineRule, findTable, isDone, isEmpty, isForeignKey, placeOf, said, tableById, validate } from "../src/check/rule.js";

export default defineRule({
  id: "no-unvalidated-constraint",
  summary: "A NOT VALID constraint that no migration validates",
  category: "failing",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    never: {
      message: "No migration validates {{constraint}}: rows of {{table}} that were there before were never checked, and the planner does not trust it.",
      help: "In a migration after this one: `{{validate}};`",
    },
  },
  docs: {
    effect:
      "NOT VALID holds for new rows alone. Old ones that break it stay, and fail when they are changed, or in a restore from a dump. The planner makes no use of the constraint, nor does SET NOT NULL or ATTACH PARTITION.",
    remedy: "VALIDATE CONSTRAINT in a later migration: it reads the rows beside reads and writes. If it finds one that breaks the constraint, put that right and deploy again. A constraint that is never to hold for old rows is better taken for what it is: disable the rule there and say why.",
  },
  check: {
    effect(step, { environment, final, sql, report }) {
      const { operation, after, deployed } = step;
      if ((operation.kind !== "addConstraint" && operation.kind !== "setNotNull") || !isDone(step)) return;
      const table = findTable(after, operation.table);
      const left = table && tableById(final, table.id);
      const known = table && tableById(step.before, table.id);
      if (!table || !left || isEmpty(table, deployed)) return;
      // Refused.
      if (operation.kind === "addConstraint" && isForeignKey(operation) && table.partitionBy !== undefined && (environment.serverVersion.value ?? 18) < 18) return;
      for (const constraint of [...left.constraints, ...left.columns.flatMap(({ notNullConstraint }) => notNullConstraint ?? [])]) {
        if (constraint.validated || constraint.inherited || ("notEnforced" in constraint && constraint.notEnforced)) continue;
        // Made by this step.
        if (constraintNamed(table, constraint.name)?.id !== constraint.id || constraintNamed(known, constraint.name)?.id === constraint.id) continue;
        report({
          at: placeOf(step),
          message: "never",
          data: { constraint: said({ name: constraint.name }), table: said(table), validate: sql.statement(validate(left, constraint.name)) },
          subject: { schema: table.schema, table: table.name, constraint: constraint.name },
        });
      }
    },
  },
});
