import { defineRule, isImplicitJoinTable, findTable, writtenColumns, patterns, placeOf, said } from "../src/check/rule.js";

export default defineRule({
  id: "require-naming-convention",
  summary: "A table or column whose name is spelled in another way than the others",
  category: "habits",
  recommended: "off",
  strict: "off",
  providers: ["postgresql"],
  options: {
    tables: patterns("How names of tables may be spelled: `snake_case`, `camelCase`, `PascalCase`", ["snake_case"]),
    columns: patterns("The same for columns", ["snake_case"]),
  },
  messages: {
    table: { message: "The table {{name}} is not spelled as {{style}}.", help: "In schema.prisma: `@@map(\"{{other}}\")` on the model, which keeps its own name in the code." },
    column: { message: "The column {{name}} is not spelled as {{style}}.", help: "In schema.prisma: `@map(\"{{other}}\")` on the field, which keeps its own name in the code." },
  },
  docs: {
    effect: "Names with capitals need quotes in every query that is written by hand, and two spellings in one database have to be remembered table by table.",
    remedy: "`@@map` and `@map` give the database its own names. Do it when a table or column is new: later it is a rename, which breaks the code that runs.",
  },
  check: {
    effect(step, { options, report }) {
      const { operation, after } = step;
      const { file } = step.migration.source;
      if (operation.kind === "createTable" && operation.persistence !== "temporary") {
        const table = findTable(after, operation.name);
        if (!table || isImplicitJoinTable(table)) return;
        if (!fits(table.name, options.tables)) {
          report({ at: placeOf(step, operation.name.span), message: "table", data: { name: said(operation.name), style: options.tables.join(" or "), other: spelled(table.name, options.tables) }, subject: { schema: table.schema, table: table.name } });
        }
      }
      if (operation.kind === "alterColumnType") return;
      for (const { schema, table, column, definition } of writtenColumns(step)) {
        if (!definition || fits(column, options.columns)) continue;
        report({ at: { file, span: definition.name.span }, message: "column", data: { name: `${said({ name: table })}.${said({ name: column })}`, style: options.columns.join(" or "), other: spelled(column, options.columns) }, subject: { schema, table, column } });
      }
    },
  },
});

const STYLES: Readonly<Record<string, RegExp>> = { snake_case: /^_?[a-z\d]+(_[a-z\d]+)*$/, camelCase: /^_?[a-z][a-zA-Z\d]*$/, PascalCase: /^_?[A-Z][a-zA-Z\d]*$/ };

const fits = (name: string, styles: readonly string[]): boolean => styles.some((style) => STYLES[style]?.test(name) ?? true);

/** The same words in the first of these styles. */
function spelled(name: string, [style]: readonly string[]): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1_$2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2").toLowerCase().split("_").filter((word) => word !== "");
  if (style !== "camelCase" && style !== "PascalCase") return words.join("_");
  return words.map((word, at) => (at === 0 && style === "camelCase" ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join("");
}
