import { defineRule, findEnum, isDone, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "require-enum-value-position",
  summary: "A value is added to an enum without BEFORE or AFTER",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    last: {
      message: "{{value}} comes last in {{type}}, after {{last}}, wherever schema.prisma has it: ORDER BY and comparisons go by that order, and it cannot be changed later.",
      help: "{{way}}",
    },
  },
  docs: {
    effect: "PostgreSQL sorts and compares values of an enum by their order in the type. ADD VALUE puts a new one last unless it says where, and Prisma never does. The order cannot be changed afterwards, except by a new type and a rewrite of every table that uses it.",
    remedy: "Say BEFORE or AFTER, also where the end is meant.",
  },
  check: {
    addEnumValue(step, { sql, report }) {
      const { operation, before } = step;
      const type = findEnum(before, operation.name);
      const last = type?.values.at(-1)?.label;
      if (!type || last === undefined || operation.neighbour || !isDone(step)) return;
      const wayOut = { title: "Say that it comes last", here: [sql.statement({ ...operation, neighbour: { value: last, after: true } })], then: [] };
      report({ at: placeOf(step), message: "last", data: { value: sql.literal(operation.value.name), type: said(type), last: sql.literal(last) }, subject: { schema: type.schema, type: type.name, value: operation.value.name }, wayOut });
    },
  },
});
