import { columnById, defineRule, findTable, indexById, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "prefer-bigint-key",
  summary: "A primary key that ends at 2147483647",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {},
  messages: {
    small: {
      message: "{{column}} is the key of {{table}} and ends at {{most}}: the next insert after that fails (22003, or 2200H from the sequence), and a change to bigint rewrites the table.",
      help: "In schema.prisma: `BigInt` in place of `Int` for the field and for those that point to it.",
    },
  },
  docs: {
    effect:
      "Numbers are used up by inserts that fail and by rows that are gone, too. To make the key a bigint later, the table and all that point to it are written anew under ACCESS EXCLUSIVE, at the worst of times.",
    remedy: "`BigInt @id @default(autoincrement())`, or a UUID. With padding, an integer key often takes eight bytes as well.",
  },
  check: {
    addConstraint(step, { report }) {
      const { operation, after } = step;
      if (operation.constraint.kind !== "primaryKey" || step.problems.length > 0) return;
      const table = findTable(after, operation.table);
      const key = table?.constraints.find(({ kind }) => kind === "primaryKey");
      if (!table || key?.kind !== "primaryKey" || table.persistence === "temporary") return;
      const [part, ...others] = indexById(table, key.index)?.keys ?? [];
      const column = part?.column === undefined || others.length > 0 ? undefined : columnById(table, part.column);
      if (!column || column.type.array || column.type.schema !== undefined || !(column.type.name in MOST)) return;
      report({
        at: placeOf(step),
        message: "small",
        data: { column: said(column), table: said(table), most: MOST[column.type.name] ?? "" },
        subject: { schema: table.schema, table: table.name, column: column.name },
      });
    },
  },
});

const MOST: Readonly<Record<string, string>> = { int2: "32767", int4: "2147483647" };
