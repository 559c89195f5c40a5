import { describe, expect, test } from "vitest";
import { currentType, renderExpression } from "../../src/database/render.js";
import type { Database } from "../../src/model/database.js";
import { builtIn, column, empty, expression, sequence, table, view } from "./hand-built.js";

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const database: Database = {
  ...empty,
  tables: [table("t", { name: 'new "table"', columns: [column("t.a", builtIn("int4"), { name: 'it"s' }), column("t.b", builtIn("text"), { name: "b" })] })],
  enums: [{ id: "e", schema: "shop", name: "Role", values: [] }],
  sequences: [sequence("s", { schema: "shop", name: "it's a sequence" })],
  views: [view("v", { name: "newView", query: expression("SELECT 1") })],
};

describe("renderExpression", () => {
  test.each([
    { name: "no references", given: expression("now()"), rendered: "now()" },
    { name: "a column", given: expression('{column:t.a|"old"} > 0'), rendered: '"it""s" > 0' },
    { name: "several, in any order", given: { ...expression("{column:t.a|a} + {column:t.b|b}"), references: [...expression("{column:t.a|a} + {column:t.b|b}").references].reverse() }, rendered: '"it""s" + "b"' },
    { name: "a table", given: expression("SELECT * FROM {relation:t|old}"), rendered: 'SELECT * FROM "public"."new ""table"""' },
    { name: "a column of a named table", given: expression('{relation:t|"T"}.{column:t.b|"x"}'), rendered: '"public"."new ""table"""."b"' },
    { name: "a view", given: expression("SELECT * FROM {relation:v|public.old}"), rendered: 'SELECT * FROM "public"."newView"' },
    { name: "an enum", given: expression("'A'::{type:e|\"Role_old\"}[]"), rendered: `'A'::"shop"."Role"[]` },
    { name: "a name in a literal, quotes included", given: expression(`nextval({regclass:s|'"old_seq"'}::regclass)`), rendered: `nextval('"shop"."it''s a sequence"'::regclass)` },
    { name: "a name in a literal, quotes left out", given: expression(`nextval('{regclass:s|"old_seq"}'::regclass)`), rendered: `nextval('"shop"."it''s a sequence"'::regclass)` },
    { name: "objects that are gone keep their text", given: expression("{column:t.gone|c} > f({relation:gone|x})"), rendered: "c > f(x)" },
    {
      name: "casts, oldest first, without modifiers",
      given: expression("'a'", { literal: "a", casts: [builtIn("varchar", "20"), { userType: "e", schema: "public", name: "Old", modifiers: [], array: true }] }),
      rendered: `(('a')::"varchar")::"shop"."Role"[]`,
    },
  ])("$name", ({ given, rendered }) => {
    expect(renderExpression(given, database, quote)).toBe(rendered);
  });
});

test("currentType has an enum's name of now", () => {
  const old = { userType: "e", schema: "public", name: "Old", modifiers: [], array: true };
  expect(currentType(old, database)).toEqual({ schema: "shop", name: "Role", modifiers: [], dimensions: 1 });
  expect(currentType({ ...old, userType: "gone" }, database)).toEqual({ schema: "public", name: "Old", modifiers: [], dimensions: 1 });
  expect(currentType(builtIn("varchar", "20"), database)).toEqual({ schema: undefined, name: "varchar", modifiers: ["20"], dimensions: 0 });
});
