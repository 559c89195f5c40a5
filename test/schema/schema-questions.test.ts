import { describe, expect, it } from "vitest";
import {
  fieldOfColumn,
  indexCovering,
  joinTableOfTable,
  keyOfDatabaseName,
  modelNamed,
  modelOfTable,
  relationOfForeignKey,
  viewOfTable,
} from "../../src/schema/schema-questions.js";
import { declaredFixture, declaredText } from "./fixtures.js";

describe("tables", () => {
  const schema = declaredFixture("multi-schema");

  it.each([
    [undefined, "users", "User"],
    ["public", "users", "User"],
    ["billing", "users", undefined],
    ["billing", "invoices", "Invoice"],
    [undefined, "invoices", undefined],
    ["billing", "Invoice", undefined],
    ["billing", "revenue_by_user", undefined],
  ])("%s.%s", (inSchema, name, expected) => {
    expect(modelOfTable(schema, { schema: inSchema, name })?.name).toBe(expected);
  });

  it("without @@schema: the connection's default", () => {
    const plain = declaredText("model A {\n  id Int @id\n}");
    expect(modelOfTable(plain, { schema: "public", name: "A" })?.name).toBe("A");
    expect(modelOfTable(plain, { schema: "app", name: "A" })?.name).toBe(undefined);
    expect(modelOfTable(plain, { schema: "app", name: "A" }, "app")?.name).toBe("A");
    expect(modelOfTable(plain, { schema: undefined, name: "A" }, "app")?.name).toBe("A");
  });

  it("views and join tables", () => {
    expect(viewOfTable(schema, { schema: "billing", name: "revenue_by_user" })?.name).toBe("Revenue");
    expect(joinTableOfTable(schema, { schema: "billing", name: "_TeamToUser" })?.models.map((one) => one.name)).toEqual([
      "Team",
      "User",
    ]);
  });
});

it("fieldOfColumn: by the column's name, never a relation", () => {
  const customer = declaredFixture("postgres").models[0];
  if (customer === undefined) throw new Error("no model");
  expect(fieldOfColumn(customer, "full_name")?.name).toBe("name");
  expect(fieldOfColumn(customer, "name")).toBe(undefined);
  expect(fieldOfColumn(customer, "orders")).toBe(undefined);
});

it("keys and foreign keys by their names in the database", () => {
  const line = modelNamed(declaredFixture("postgres"), "OrderLine");
  if (line === undefined) throw new Error("no model");
  expect(keyOfDatabaseName(line, "OrderLine_pkey")?.kind).toBe("id");
  expect(keyOfDatabaseName(line, "key")).toBe(undefined);
  expect(relationOfForeignKey(line, "OrderLine_order_id_fkey")?.name).toBe("order");
});

describe("indexCovering", () => {
  it.each([
    ["@@index([a, b])", ["a"], true],
    ["@@index([b, a])", ["a"], false],
    ["@@index([b, a])", ["a", "b"], true],
    ["@@index([a, c, b])", ["a", "b"], true],
    ["@@index([c, a, b])", ["a", "b"], false],
    ["@@index([a, c])", ["a", "b"], false],
    ["@@unique([a, b])", ["a"], true],
    ["@@id([a, b])", ["a"], true],
    ["@@index([a], type: Hash)", ["a"], true],
    ["@@index([a, b], type: Hash)", ["a", "b"], false],
    ["@@index([a], type: BTree)", ["a"], true],
    ["@@index([a], type: Gin)", ["a"], false],
    ["@@index([a], type: Brin)", ["a"], false],
    ["@@fulltext([a])", ["a"], false],
    ["@@index([a], where: { a: { not: null } })", ["a"], true],
    ["@@index([a], where: { b: { not: null } })", ["a"], false],
    ["@@index([a, b], where: { b: { not: null } })", ["a", "b"], true],
    ["@@index([a], where: { c: true })", ["a"], false],
    ['@@index([a], where: raw("a IS NOT NULL"))', ["a"], true],
    ["@@index([a])", [], false],
  ])("%s for %s: %s", (attribute, columns, expected) => {
    const text = `model A {\n  id Int\n  a Int?\n  b Int?\n  c Boolean\n  ${attribute}\n}`;
    const [model] = declaredText(text).models;
    expect(model && indexCovering(model, columns) !== undefined).toBe(expected);
  });

  it("@id and @unique of fields, by column", () => {
    const [model] = declaredText('model A {\n  id Int @id @map("i")\n  a Int? @unique @map("x")\n}').models;
    expect(model && indexCovering(model, ["i"])?.kind).toBe("id");
    expect(model && indexCovering(model, ["x"])?.kind).toBe("unique");
    expect(model && indexCovering(model, ["a"])).toBe(undefined);
  });
});
