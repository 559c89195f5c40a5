import { afterTransaction, columnsOfType, defineRule, findEnum, inCode, isDone, isUnshared, listed, placeOf, said } from "../src/check/rule.js";
import type { EnumType } from "../src/model/database.js";
import type { Step } from "../src/model/step.js";

export default defineRule({
  id: "no-rename-enum-value",
  summary: "An enum, or one of its values, that the running code uses gets another name",
  category: "breaking",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    value: {
      message: "Until the last old instance stops, code that sends {{old}} for {{columns}} fails (22P02), and code that reads {{young}} does not know it.",
      help: "Nothing has to change in the database: `{{name}} @map({{map}})` in schema.prisma gives the value its new name in code.\n\nTo rename it all the same, over two releases. Here: `{{add}};` Once all code knows it, in a new migration, in batches: {{moves}}",
    },
    type: {
      message: "Every query of the running code that sends or compares {{columns}} fails from here until the last old instance stops (42704): it casts to {{old}}.",
      help: "Nothing has to change in the database: delete this line and give only the enum its new name, with `@@map({{map}})` in schema.prisma.",
    },
  },
  docs: {
    effect:
      "RENAME VALUE takes a moment and rewrites nothing, but it takes effect for everybody at once. Old instances send the old label, which PostgreSQL no longer knows (22P02), and Prisma Client refuses a row with a label that its schema does not have. A type that gets another name breaks more: Prisma Client casts what it sends to the type by its name (42704).",
    remedy: "`@map` gives the value, `@@map` the enum, another name in code and leaves the database alone. Or add the new value, deploy code that knows both, and move the rows.",
  },
  check: {
    migration({ steps }, { sql, report }) {
      for (const step of steps) {
        const { operation, before, after, deployed } = step;
        if ((operation.kind !== "renameEnumValue" && operation.kind !== "renameType" && operation.kind !== "setTypeSchema") || !isDone(step)) continue;
        const type = findEnum(before, operation.name);
        const live = type && deployed.enums.find(({ id }) => id === type.id);
        const users = type ? columnsOfType(before, type.id).filter(({ table }) => !isUnshared(table, deployed) && table.partitionOf === undefined) : [];
        if (!type || !live || users.length === 0) continue;
        const columns = listed(users.map(({ table, column }) => `${table.name}"."${column.name}`));

        if (operation.kind !== "renameEnumValue") {
          // A swap, which puts another type in its place, is no-enum-swap's.
          const isKnown = live.name === type.name && live.schema === type.schema;
          if (!isKnown || afterTransaction(step, steps).every((database) => findEnum(database, type)) || steps.some((other) => takesPlaceOf(type, other))) continue;
          report({ at: placeOf(step), message: "type", data: { columns, old: said(type), map: JSON.stringify(type.name) }, subject: { schema: type.schema, type: type.name } });
          continue;
        }
        const label = operation.value.name;
        if (!live.values.some((value) => value.label === label) || afterTransaction(step, steps).every((database) => hasLabel(database.enums.find(({ id }) => id === type.id), label))) continue;
        const now = after.enums.find(({ id }) => id === type.id)?.values.map((value) => value.label) ?? [];
        const [old, young] = [sql.literal(label), sql.literal(operation.to.name)];
        const previous = now[now.indexOf(operation.to.name) - 1];
        const add = sql.statement({ kind: "addEnumValue", span: operation.span, name: operation.name, value: operation.to, neighbour: previous === undefined ? undefined : { value: previous, after: true }, ifNotExists: false });
        const moves = users.filter(({ column }) => !column.type.array).map(({ table, column }) => `UPDATE ${sql.name(table)} SET ${sql.identifier(column.name)} = ${young} WHERE ${sql.identifier(column.name)} = ${old}`);
        report({
          at: placeOf(step),
          message: "value",
          data: { old, young, columns, name: operation.to.name, map: JSON.stringify(label), add, moves: inCode(moves) },
          subject: { schema: type.schema, type: type.name, value: label },
        });
      }
    },
  },
});

const hasLabel = (type: EnumType | undefined, label: string): boolean => type?.values.some((value) => value.label === label) ?? false;

const takesPlaceOf = (type: EnumType, { after, before, operation }: Step): boolean =>
  (operation.kind === "createEnum" || operation.kind === "renameType") && before !== after && (findEnum(after, type)?.id ?? type.id) !== type.id;
