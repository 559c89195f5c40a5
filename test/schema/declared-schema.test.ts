import { describe, expect, it } from "vitest";
import type { DeclaredKey, DeclaredModel, DeclaredSchema } from "../../src/schema/declared-schema.js";
import { fieldNamed, modelNamed } from "../../src/schema/schema-questions.js";
import { declaredFixture, declaredText } from "./fixtures.js";

describe("datasource and generators", () => {
  it("postgres", () => {
    const { datasource, generators } = declaredFixture("postgres");
    expect(datasource).toMatchObject({
      name: "db",
      provider: "postgresql",
      relationMode: "foreignKeys",
      schemas: [],
      hasUrl: true,
      span: { start: 51, end: 304 },
    });
    expect(generators).toMatchObject([
      { name: "client", provider: "prisma-client-js", previewFeatures: ["postgresqlExtensions", "partialIndexes"] },
    ]);
  });

  it("several schemas; no url", () => {
    expect(declaredFixture("multi-schema").datasource).toMatchObject({ schemas: ["public", "billing"], hasUrl: false });
  });

  it.each([
    ['provider = "postgres"', "postgresql", "foreignKeys"],
    ['provider = ["sqlite", "mysql"]', "sqlite", "foreignKeys"],
    ['provider = env("P")', undefined, "foreignKeys"],
    ['provider = "mongodb"', "mongodb", "prisma"],
    ['provider = "mysql"\nrelationMode = "prisma"', "mysql", "prisma"],
    ['provider = "mysql"\nreferentialIntegrity = "prisma"', "mysql", "prisma"],
  ])("%s", (entries, provider, relationMode) => {
    expect(declaredText(`datasource db {\n${entries}\n}`).datasource).toMatchObject({ provider, relationMode });
  });
});

describe("fields", () => {
  const customer = model(declaredFixture("postgres"), "Customer");

  it("names, columns and kinds", () => {
    const facts = customer.fields.map((field) => {
      const arity = field.isList ? "[]" : field.isRequired ? "" : "?";
      return `${field.name} ${field.column} ${field.kind} ${field.type}${arity}`;
    });
    expect(facts).toEqual([
      "id id scalar String",
      "email email scalar String",
      "name full_name scalar String?",
      "tags tags scalar String[]",
      "role role enum Role",
      "roles roles enum Role[]",
      "balance balance scalar Decimal",
      "credit credit scalar BigInt",
      "rating rating scalar Float?",
      "active active scalar Boolean",
      "settings settings scalar Json",
      "avatar avatar scalar Bytes?",
      "location location unsupported point?",
      "createdAt created_at scalar DateTime",
      "updatedAt updatedAt scalar DateTime",
      "touchedAt touchedAt scalar DateTime",
      "legacy legacy scalar String?",
      "secret secret scalar String?",
      "orders orders relation Order[]",
      "invited invited relation Customer[]",
      "inviter inviter relation Customer?",
      "inviterId inviterId scalar String?",
    ]);
    expect(customer.fields.filter((field) => field.isIgnored).map((field) => field.name)).toEqual(["legacy"]);
    expect(customer.fields.filter((field) => field.isUpdatedAt).map((field) => field.name)).toEqual(["updatedAt", "touchedAt"]);
  });

  it("native types", () => {
    expect(fieldNamed(customer, "balance")?.nativeType).toMatchObject({ name: "Decimal", arguments: ["30", "2"] });
    expect(fieldNamed(customer, "id")?.nativeType).toMatchObject({ name: "Uuid", arguments: [] });
    const user = model(declaredFixture("multi-schema"), "User");
    expect(fieldNamed(user, "id")?.nativeType).toMatchObject({ name: "Integer", arguments: [] });
  });

  it.each([
    ["id", { kind: "dbgenerated", sql: "gen_random_uuid()" }],
    ["email", { kind: "none" }],
    ["tags", { kind: "list", values: [{ kind: "string", value: "new" }, { kind: "string", value: 'a "quoted" one' }] }],
    ["role", { kind: "literal", value: { kind: "enum", name: "BUYER", databaseName: "buyer" } }],
    ["credit", { kind: "literal", value: { kind: "number", text: "-9007199254740993" } }],
    ["active", { kind: "literal", value: { kind: "boolean", value: true } }],
    ["settings", { kind: "literal", value: { kind: "string", value: '{"theme": "dark\\n"}' } }],
    ["createdAt", { kind: "now" }],
    ["updatedAt", { kind: "prisma", function: "updatedAt" }],
    ["touchedAt", { kind: "now" }],
    ["secret", { kind: "dbgenerated", sql: undefined }],
  ])("default of %s", (name, expected) => {
    expect(fieldNamed(customer, name)?.default).toMatchObject(expected);
  });

  it("defaults that Prisma Client fills in, and the database's own counters", () => {
    const schema = declaredFixture("postgres");
    const defaults = model(schema, "Product").fields.map((field) => field.default);
    expect(defaults).toMatchObject([
      { kind: "prisma", function: "cuid" },
      { kind: "prisma", function: "nanoid" },
      { kind: "prisma", function: "uuid" },
      { kind: "prisma", function: "ulid" },
      { kind: "none" },
    ]);
    expect(fieldNamed(model(schema, "Order"), "id")?.default.kind).toBe("autoincrement");
    expect(fieldNamed(model(declaredFixture("mongodb"), "Person"), "id")?.default).toMatchObject({ function: "auto" });
  });

  it("names of SQL Server's defaults", () => {
    const account = model(declaredFixture("sqlserver"), "Account");
    expect(fieldNamed(account, "code")?.default).toMatchObject({ kind: "literal", map: "DF_Account_code" });
    expect(fieldNamed(account, "since")?.default).toMatchObject({ kind: "now", map: "DF_since" });
  });

  it("places and files", () => {
    const schema = declaredFixture("multi-file");
    const post = model(schema, "Post");
    expect(post.source.file).toBe("multi-file/blog/post.prisma");
    expect(fieldNamed(post, "author")).toMatchObject({
      span: { start: 76, end: 137 },
      nameSpan: { start: 76, end: 82 },
      typeSpan: { start: 85, end: 89 },
    });
    expect(schema.enums[0]?.values[1]).toMatchObject({ name: "WRITER", span: { start: 187, end: 193 } });
  });

  it("an old type alias gives its type and attributes", () => {
    const a = model(declaredFixture("tolerant"), "A");
    expect(a.fields[0]).toMatchObject({ type: "Int", kind: "scalar", default: { kind: "autoincrement" } });
    expect(a.id).toMatchObject({ fields: [{ name: "id" }] });
  });
});

describe("keys", () => {
  it("of fields and of the model", () => {
    const customer = model(declaredFixture("postgres"), "Customer");
    expect([customer.id, ...customer.uniques, ...customer.indexes].map(keyText)).toEqual([
      "id customer_pk: id",
      "unique customer_email: email Desc",
      "unique customers_inviterId_created_at_key: inviterId, created_at Desc",
      "index customer_name_trgm Gin: full_name gin_trgm_ops",
      "index customers_inviterId_idx: inviterId where inviterId",
      "index customers_settings_idx Gin: settings JsonbPathOps",
      "index old_style_name: rating where rating > 3",
    ]);
    expect(customer.id && customer.source.slice(customer.id.span)).toBe('@id(map: "customer_pk")');
  });

  it("prefixes, clustering and what MySQL leaves unnamed", () => {
    const article = model(declaredFixture("mysql"), "Article");
    expect([article.id, ...article.uniques, ...article.indexes].map(keyText)).toEqual([
      "id undefined: id",
      "unique Article_title_key: title 100",
      "index Article_title_topicId_idx: title Desc 20, topicId",
      "fulltext article_words: title, body",
    ]);
    const account = model(declaredFixture("sqlserver"), "Account");
    expect([account.id?.clustered, account.uniques[0]?.clustered]).toEqual([false, true]);
  });

  it("parts of composite types", () => {
    expect(model(declaredFixture("mongodb"), "Company").uniques.map(keyText)).toEqual([
      "unique Company_address_street_name_name_key: address.street.name, name Desc",
    ]);
  });

  it.each([
    ["{ a: { not: null }, b: { not: null } }", ["a", "bee"]],
    ["{ a: { not: null }, b: true }", undefined],
    ["{ a: null }", undefined],
    ["{ a: { not: 1 } }", undefined],
    ["{}", undefined],
    ['raw("a IS NOT NULL")', ["a"]],
    ['raw("(A is not null) AND (\\"bee\\" IS NOT NULL)")', ["a", "bee"]],
    ['raw("a IS NOT NULL OR bee IS NOT NULL")', undefined],
    ['raw("a > 3")', undefined],
  ])("where: %s", (where, columns) => {
    const schema = declaredText(`model A {\n  a Int?\n  b Int? @map("bee")\n  @@index([a], where: ${where})\n}`);
    expect(model(schema, "A").indexes[0]?.where?.notNullColumns).toEqual(columns);
  });
});

describe("relations", () => {
  it("owning and inverse ends, many-to-many without a model", () => {
    const schema = declaredFixture("postgres");
    const facts = schema.models.flatMap((one) =>
      one.relations.map((relation) => `${one.name}.${relation.name} ${relation.kind} ${relation.target}`),
    );
    expect(facts).toEqual([
      "Customer.orders inverse Order",
      "Customer.invited inverse Customer",
      "Customer.inviter owning Customer",
      "Order.customer owning Customer",
      "Order.products implicitManyToMany Product",
      "Order.related implicitManyToMany Order",
      "Order.relatedTo implicitManyToMany Order",
      "Order.lines inverse OrderLine",
      "OrderLine.order owning Order",
      "OrderLine.bundle owning OrderLine",
      "OrderLine.parts inverse OrderLine",
      "Product.orders implicitManyToMany Order",
    ]);
    expect(schema.joinTables.map((table) => [table.table, table.relations.map((one) => one.name)])).toEqual([
      ["_OrderToProduct", ["products", "orders"]],
      ["_Related", ["related", "relatedTo"]],
    ]);
  });

  it("columns, actions and names", () => {
    const schema = declaredFixture("postgres");
    const [customer] = model(schema, "Order").relations;
    expect(customer).toMatchObject({
      fields: ["customerId"],
      columns: ["customer_id"],
      references: ["id"],
      referencedColumns: ["id"],
      onDelete: "Cascade",
      onUpdate: "NoAction",
      map: "order_customer",
      databaseName: "order_customer",
    });
    const [order, bundle] = model(schema, "OrderLine").relations;
    expect(order).toMatchObject({
      onDelete: undefined,
      actions: { onDelete: "Restrict", onUpdate: "Cascade" },
      databaseName: "OrderLine_order_id_fkey",
    });
    expect(bundle).toMatchObject({
      relationName: "Bundle",
      referencedColumns: ["order_id", "number"],
      actions: { onDelete: "SetNull", onUpdate: "Cascade" },
      databaseName: "OrderLine_bundleOrder_bundleLine_fkey",
    });
  });

  it("SQL Server has no RESTRICT", () => {
    const [owner] = model(declaredFixture("sqlserver"), "Account").relations;
    expect(owner?.actions).toEqual({ onDelete: "NoAction", onUpdate: "Cascade" });
  });

  it("MongoDB's many-to-many has its fields, and no join table", () => {
    const schema = declaredFixture("mongodb");
    expect(model(schema, "Company").relations).toMatchObject([{ kind: "owning", fields: ["staffIds"] }]);
    expect(schema.joinTables).toEqual([]);
  });

  it("a join table lives in the first model's schema", () => {
    expect(declaredFixture("multi-schema").joinTables).toMatchObject([{ table: "_TeamToUser", schema: "billing" }]);
  });
});

describe("the rest", () => {
  it("views, schemas, composite types, enums", () => {
    const schema = declaredFixture("multi-schema");
    expect(schema.models.map((one) => [one.table, one.schema])).toEqual([
      ["users", "public"],
      ["invoices", "billing"],
      ["Team", "billing"],
    ]);
    expect(schema.views).toMatchObject([{ kind: "view", name: "Revenue", table: "revenue_by_user", schema: "billing" }]);
    expect(schema.enums).toMatchObject([{ name: "State", databaseName: "invoice_state", schema: "billing" }]);
    expect(declaredFixture("mongodb").compositeTypes.map((one) => one.name)).toEqual(["Address", "Street"]);
    const [role] = declaredFixture("postgres").enums;
    expect(role?.values.map((value) => value.databaseName)).toEqual(["buyer", "SELLER", "ADMIN"]);
  });

  it("ignored models", () => {
    const ignored = declaredFixture("postgres").models.filter((one) => one.isIgnored);
    expect(ignored.map((one) => one.name)).toEqual(["Audit"]);
  });

  it("a file with errors gives what can be read", () => {
    const schema = declaredFixture("broken");
    expect(schema.models.map((one) => one.name)).toEqual(["Unclosed", "Next", "Last"]);
    expect(fieldNamed(model(schema, "Unclosed"), "list")).toMatchObject({ isList: true, type: "Int" });
  });
});

function model(schema: DeclaredSchema, name: string): DeclaredModel {
  const found = modelNamed(schema, name);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

function keyText(key: DeclaredKey | undefined): string {
  if (key === undefined) return "none";
  const fields = key.fields.map((one) => [one.column, one.sort, one.ops, one.length].filter((part) => part !== undefined).join(" "));
  const where = key.where === undefined ? "" : ` where ${key.where.sql ?? key.where.notNullColumns?.join()}`;
  return `${key.kind} ${key.databaseName}${key.type === undefined ? "" : ` ${key.type}`}: ${fields.join(", ")}${where}`;
}
