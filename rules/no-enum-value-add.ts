import { columnsOfType, defineRule, findEnum, isDone, isUnshared, listed, orJoined, placeOf } from "../src/check/rule.js";

export default defineRule({
  id: "no-enum-value-add",
  summary: "Code that still runs does not know an enum's new value",
  category: "breaking",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    unknown: {
      message: "As soon as a row holds {{value}} in {{columns}}, old instances fail to read it: their Prisma Client does not know the value.",
      help: "Deploy code that knows {{value}} and does not write it yet; write it from the release after that on.",
    },
  },
  severalOf: "object",
  several: {
    unknown: ({ value, columns: [columns = ""] }) => ({
      message: `As soon as a row holds ${orJoined(value)} in ${columns}, old instances fail to read it: their Prisma Client does not know the values.`,
      help: "Deploy code that knows these values and does not write them yet; write them from the release after that on.",
    }),
  },
  docs: {
    effect: "Adding a value locks nothing and rewrites nothing. But Prisma Client refuses a row whose label is not in its schema, so every old instance that reads such a row fails, from the first one that a new instance writes until the rollout is over.",
    remedy: "Two releases: the first knows the value, the second writes it. Where the rollout stops all old instances before the new ones start, nothing is to be done.",
  },
  check: {
    addEnumValue(step, { sql, report }) {
      const { operation, before, deployed } = step;
      const type = findEnum(before, operation.name);
      if (!type || !isDone(step) || !deployed.enums.some(({ id }) => id === type.id)) return;
      const users = columnsOfType(before, type.id).filter(({ table }) => !isUnshared(table, deployed) && table.partitionOf === undefined);
      if (users.length === 0) return;
      const data = { columns: listed(users.map(({ table, column }) => `${table.name}"."${column.name}`), { word: "or" }), value: sql.literal(operation.value.name) };
      report({ at: placeOf(step), message: "unknown", data, subject: { schema: type.schema, type: type.name, value: operation.value.name } });
    },
  },
});
