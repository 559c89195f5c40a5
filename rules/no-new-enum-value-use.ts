import { defineRule, findEnum, isDone, placeOf, said, shareTransaction, usedEnumValues } from "../src/check/rule.js";
import type { ObjectId } from "../src/model/database.js";
import type { AddEnumValue } from "../src/model/operation.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-new-enum-value-use",
  summary: "An enum value is used in the transaction that adds it",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    together: {
      message: "This fails (55P04): {{value}} was added to {{type}} in the same transaction, and PostgreSQL lets nobody use it before that is committed.",
      help: "Leave ADD VALUE alone in this migration, and put this statement and what comes after it into the next one.",
    },
    perhaps: {
      message: "This fails (55P04) with Prisma up to 7.3 and with driver adapters, which send the whole file as one transaction: {{value}} was added to {{type}} in it, and nobody can use it before that is committed.",
      help: "Leave ADD VALUE alone in this migration, and put this statement and what comes after it into the next one. Or say which version of Prisma deploys: `prismaVersion` in the config.",
    },
  },
  docs: {
    effect:
      "A value that ALTER TYPE … ADD VALUE adds can be used only after its transaction is committed: not as a default, in a condition, in a CHECK, an index or a view, nor to write rows. Prisma up to 7.3 sends all statements of a file as one transaction, and driver adapters always do, so that the migration fails. Prisma 7.4 and later sends statement by statement, except between BEGIN and COMMIT. `migrate dev` replayed whole files until 7.8, so what deploys may still fail on a developer's machine. A type that the same transaction made may take values at once from PostgreSQL 17 on.",
    remedy: "Two migrations: the first adds the value and nothing else, the second one uses it. That works with every version of Prisma.",
  },
  check: {
    migration({ steps }, { environment, report }) {
      const added = new Map<ObjectId, Step<AddEnumValue>>();
      for (const step of steps) {
        const { operation, before, after } = step;
        if (operation.kind === "addEnumValue") {
          const old = findEnum(before, operation.name);
          const made = findEnum(after, operation.name)?.values.find(({ id }) => !old?.values.some((value) => value.id === id));
          if (made && isDone(step)) added.set(made.id, { ...step, operation });
          continue;
        }
        for (const { type, value } of usedEnumValues(step)) {
          const adding = added.get(value.id);
          if (!adding || !shareTransaction(adding, step) || (isMadeIn(type.id, adding, steps) && (environment.serverVersion.value ?? 0) >= 17)) continue;
          const isCertain = step.transactions.every(({ id }, way) => adding.transactions[way]?.id === id);
          report({
            at: placeOf(step),
            message: isCertain ? "together" : "perhaps",
            data: { value: `'${value.label}'`, type: said(type) },
            subject: { schema: type.schema, type: type.name, value: value.label },
            related: [{ ...placeOf(adding), message: "added here" }],
          });
        }
      }
    },
  },
});

/** The transaction of `adding` made the type itself. */
const isMadeIn = (type: ObjectId, adding: Step, steps: readonly Step[]): boolean =>
  steps.some((step) => step.operation.kind === "createEnum" && shareTransaction(step, adding) && !step.before.enums.some(({ id }) => id === type) && step.after.enums.some(({ id }) => id === type));
