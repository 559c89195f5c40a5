import { expect, test } from "vitest";
import { smallTableHint } from "../../src/check/questions/remedies/small-tables.js";
import { isSmall, tableFacts } from "../../src/database/known-rows.js";

const config = {
  tables: new Map([
    ["feature_flag", { rows: 40 }],
    ["orders", { rows: 10_001 }],
    ["limit", { rows: 10_000 }],
    ["audit.orders", { rows: 1 }],
    ["public.settings", { rows: 2 }],
    ["known", { external: true }],
  ]),
  smallTableRows: 10_000,
};

test.each([
  ["public", "feature_flag", true],
  ["any", "feature_flag", true],
  ["public", "orders", false],
  ["audit", "orders", true],
  ["public", "limit", true],
  ["public", "known", false],
  ["public", "unknown", false],
  ["public", "Feature_Flag", false],
  ["other", "settings", false],
  [undefined, "settings", true],
])("%s.%s", (schema, name, small) => {
  expect(isSmall({ schema, name }, config)).toBe(small);
});

test("facts by schema and name go before those by name", () => {
  expect(tableFacts({ schema: "audit", name: "orders" }, config)).toEqual({ rows: 1 });
  expect(tableFacts({ schema: "public", name: "orders" }, config)).toEqual({ rows: 10_001 });
  expect(tableFacts({ schema: "public", name: "unknown" }, config)).toBe(undefined);
});

test("the hint is what the config takes", () => {
  expect(smallTableHint({ schema: "public", name: "User" })).toBe("`tables: { User: { rows: 5000 } }`.");
  expect(smallTableHint({ schema: "audit", name: "log" })).toBe('`tables: { "audit.log": { rows: 5000 } }`.');
});
