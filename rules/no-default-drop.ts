import { andJoined, defineRule, droppedDefaults, fieldOf, keepDefaults, placeOf, said, type DeclaredField } from "../src/check/rule.js";
import type { Column } from "../src/model/database.js";

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
    migration(replayed, { final, schema, sql, report }) {
      const all = droppedDefaults(replayed, schema);
      for (const { step, table, column, left, now, unsent } of all) {
        const keep = keeping(column, fieldOf(schema.declared, schema, left, now.name));
        const data = { table: said(table), column: said(column), keep, name: sql.name(left), quoted: sql.identifier(now.name) };
        const way = keepDefaults(all.filter((other) => other.step.statement === step.statement), schema, { final, sql });
        report({ at: placeOf(step), message: unsent, data, subject: { schema: table.schema, table: table.name, column: column.name }, ...way });
      }
    },
  },
});

/** What has to stay in schema.prisma, with the value where the field can have it as it is. */
function keeping({ default: written }: Column, field: DeclaredField | undefined): string {
  const literal = typeof written?.literal === "string" ? written.literal : undefined;
  const isPlain = !field || field.kind === "enum" || /^(?:String|Int|BigInt|Float|Decimal|Boolean)$/.test(field.type);
  if (literal === undefined || !isPlain) return " and keep the field's `@default(…)` in schema.prisma";
  return ` and keep \`@default(${field?.type === "String" ? JSON.stringify(literal) : literal})\` in schema.prisma`;
}

function helpForSeveral({ name: [name = ""], quoted }: { readonly name: readonly string[]; readonly quoted: readonly string[] }): string {
  const drops = quoted.map((column) => `ALTER COLUMN ${column} DROP DEFAULT`).join(", ");
  return `Delete these lines and keep the fields' \`@default(…)\` in schema.prisma. After the rollout, in a new migration: \`ALTER TABLE ${name} ${drops};\``;
}
