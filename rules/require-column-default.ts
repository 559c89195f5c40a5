import { andJoined, becomesPrimaryKey, defineRule, fieldOf, findColumn, findTable, hasServerDefault, isCleared, isEmpty, placeOf, requiredFieldsToCome, said, type DeclaredField } from "../src/check/rule.js";

export default defineRule({
  id: "require-column-default",
  summary: "A required column is added without a default in the database",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    fails: {
      message: "This fails as soon as {{table}} holds one row (23502): {{column}} is NOT NULL and {{lacks}}.",
      help: "Three steps. Here: `ALTER TABLE {{table}} ADD COLUMN {{column}} {{type}};` Then fill it in batches: `UPDATE {{table}} SET {{column}} = … WHERE {{column}} IS NULL;` After the rollout, in a new migration: `ALTER TABLE {{table}} ALTER COLUMN {{column}} SET NOT NULL;` Or, where one value fits every row, give the field a `@default(…)` that the database knows.",
    },
    planned: {
      message: "The migration of this field will fail as soon as {{table}} holds one row (23502): it is required and {{lacks}}.",
      help: "Make the field optional (`{{field}}?`) first, fill it, and make it required in a later migration; or give it a `@default(…)` that the database knows.",
    },
  },
  several: {
    fails({ table: [table = ""], column, type }) {
      const each = (sql: (name: string, at: number) => string): string => column.map(sql).join(", ");
      return {
        message: `This fails as soon as ${table} holds one row (23502): ${andJoined(column)} are NOT NULL and the database has no value for them.`,
        help: `Three steps. Here: \`ALTER TABLE ${table} ${each((name, at) => `ADD COLUMN ${name} ${type[at] ?? ""}`)};\` Then fill them in batches: \`UPDATE ${table} SET ${each((name) => `${name} = …`)} WHERE (${column.join(", ")}) IS NULL;\` After the rollout, in a new migration: \`ALTER TABLE ${table} ${each((name) => `ALTER COLUMN ${name} SET NOT NULL`)};\` Or, where one value fits every row, give a field a \`@default(…)\` that the database knows.`,
      };
    },
  },
  docs: {
    effect:
      "PostgreSQL has no value for the rows that are there and refuses the statement (23502). On an empty development database it works, so the mistake is met in production. `@default(uuid())`, `cuid()`, `nanoid()`, `ulid()` and `@updatedAt` do not help: Prisma Client fills them in, the database knows nothing of them.",
    remedy:
      "Add the column as optional, fill it in batches, make it required after the rollout. Or give it a default of the database: a constant, `now()`, `dbgenerated(\"gen_random_uuid()\")` (which rewrites the table, being volatile).",
  },
  check: {
    addColumn(step, { schema, sql, report }) {
      const { operation, before, after, deployed } = step;
      const { name } = operation.column.name;
      const table = findTable(before, operation.table);
      const made = findTable(after, operation.table);
      const column = made && findColumn(made, name);
      if (!table || !column || findColumn(table, name) || isEmpty(table, deployed) || isCleared(table, before)) return;
      if (!(column.notNull || becomesPrimaryKey(step)) || hasServerDefault(column, after)) return;

      report({
        at: placeOf(step),
        message: "fails",
        data: { table: sql.name(table), column: sql.identifier(name), type: sql.type(operation.column.type), lacks: lacking(fieldOf(schema.declared, schema, made, name)?.default) },
        subject: { schema: table.schema, table: table.name, column: name },
      });
    },
  },
  schema(review, { report }) {
    for (const { table, field } of requiredFieldsToCome(review)) {
      report({
        at: { file: field.source.file, span: field.span },
        message: "planned",
        data: { table: said(table), field: `${field.name} ${field.type}`, lacks: lacking(field.default) },
        subject: { schema: table.schema, table: table.name, column: field.column },
      });
    }
  },
});

/** What it has in the place of a default of the database. */
function lacking(declared: DeclaredField["default"] | undefined): string {
  if (declared?.kind !== "prisma") return "has no default";
  return `only Prisma Client fills it in (${declared.function === "updatedAt" ? "`@updatedAt`" : `\`@default(${declared.function}())\``})`;
}
