import { andJoined, columnById, defineRule, deployedSchema, fieldOf, findColumn, findTable, hasServerDefault, isDone, placeOf, said, tableById } from "../src/check/rule.js";
import type { Context, Messages, OptionSet } from "../src/check/rule.js";
import type { Column, Table } from "../src/model/database.js";
import type { Step } from "../src/model/step.js";

const help = "Delete this line{{keep}}. After the rollout, in a new migration: `ALTER TABLE {{name}} ALTER COLUMN {{quoted}} DROP DEFAULT;`";

export default defineRule({
  id: "no-default-drop",
  summary: "A required column loses the default that the running code relies on",
  category: "breaking",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    unknown: { message: "Until the last old instance stops, every insert into {{table}} fails (23502): the running code does not send {{column}}, and this line removes its default.", help },
    generated: { message: "Until the last old instance stops, every insert into {{table}} fails (23502): the running code leaves {{column}} to the database, and this line removes its default.", help },
  },
  several: {
    unknown: (values) => ({
      message: `Until the last old instance stops, every insert into ${values.table[0] ?? ""} fails (23502): the running code does not send ${andJoined(values.column)}, and this statement removes their defaults.`,
      help: helpForSeveral(values),
    }),
    generated: (values) => ({
      message: `Until the last old instance stops, every insert into ${values.table[0] ?? ""} fails (23502): the running code leaves ${andJoined(values.column)} to the database, and this statement removes their defaults.`,
      help: helpForSeveral(values),
    }),
  },
  docs: {
    effect:
      "A migration runs before the new code does. Code that was deployed before a column was added does not send it, and counts on the default; `ADD COLUMN … NOT NULL DEFAULT x` followed by `DROP DEFAULT`, in one migration or one release, makes each of its inserts fail until it is replaced. The same goes for what Prisma Client leaves to the database: `dbgenerated(…)` and `autoincrement()`. Constants and `now()` it sends itself, so that dropping such a default of a field that it knows harms nobody.",
    remedy: "Keep the default through the rollout and drop it in a migration of the next release, or never: it costs nothing.",
  },
  check: {
    migration({ steps, after: end }, { schema, sql, report }) {
      for (const step of steps) {
        const { operation, before, effect } = step;
        if (operation.kind !== "dropDefault" || !isDone(step)) continue;
        const table = findTable(before, operation.table);
        const column = table && findColumn(table, operation.column.name);
        const left = table && tableById(end, table.id);
        const now = left && column && columnById(left, column.id);
        if (!table || !column || !left || !now?.notNull || hasServerDefault(now, end)) continue;
        if (!effect.breaks.some((broken) => broken.code === "23502" && broken.column === column.name)) continue;
        const message = leftOut(step, table, column, schema);
        if (!message) continue;

        const field = fieldOf(schema.declared, schema, left, now.name);
        const literal = typeof column.default?.literal === "string" ? column.default.literal : undefined;
        const value = literal !== undefined && field?.type === "String" ? JSON.stringify(literal) : literal;
        const keep = value === undefined || (field && !/^(?:String|Int|BigInt|Float|Decimal|Boolean)$/.test(field.type) && field.kind !== "enum") ? " and keep the field's `@default(…)` in schema.prisma" : ` and keep \`@default(${value})\` in schema.prisma`;
        const data = { table: said(table), column: said(column), keep, name: sql.name(left), quoted: sql.identifier(now.name) };
        report({ at: placeOf(step), message, data, subject: { schema: table.schema, table: table.name, column: column.name } });
      }
    },
  },
});

function helpForSeveral({ name: [name = ""], quoted }: { readonly name: readonly string[]; readonly quoted: readonly string[] }): string {
  const drops = quoted.map((column) => `ALTER COLUMN ${column} DROP DEFAULT`).join(", ");
  return `Delete these lines and keep the fields' \`@default(…)\` in schema.prisma. After the rollout, in a new migration: \`ALTER TABLE ${name} ${drops};\``;
}

/** Why the running code's inserts do not name the column: it does not know it, or it leaves it to the database. Undefined where it sends it. */
function leftOut(step: Step, table: Table, column: Column, schema: Context<Messages, OptionSet>["schema"]): "unknown" | "generated" | undefined {
  const live = tableById(step.deployed, table.id);
  const known = live && columnById(live, column.id);
  if (!live || !known) return "unknown";
  const declared = deployedSchema(schema, step);
  if (declared) {
    const field = fieldOf(declared, schema, live, known.name);
    if (!field || field.isIgnored) return "unknown";
    return ["dbgenerated", "autoincrement", "sequence"].includes(field.default.kind) ? "generated" : undefined;
  }
  // Constants and the time are sent by Prisma Client, also where the schema of that time is not known.
  const { literal, sql } = column.default ?? { literal: null, sql: "" };
  return literal === undefined && !/^(?:current_timestamp(?:\(\d\))?|now\(\))$/i.test(sql.trim()) ? "generated" : undefined;
}
