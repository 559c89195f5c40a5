import { describe, expect, test } from "vitest";
import { completeSubject } from "../../src/check/run/draft.js";
import type { SchemaReview } from "../../src/check/schema-review/schema-review.js";
import type { Subject } from "../../src/model/finding.js";
import { keysOf } from "../../src/schema/schema-questions.js";
import { reviewOf } from "./small-history.js";

const base = `
model User {
  id    Int    @id
  email String @unique @map("mail") @db.VarChar(20)
  posts Post[]
  role  Role
  @@map("users")
}
model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
  tags     Tag[]
  @@index([authorId, id(sort: Desc)])
}
model Tag {
  id    Int @id
  posts Post[]
}
model Admin {
  id Int @id
}
enum Role {
  ADMIN
  @@map("role")
}
`;

function news(review: SchemaReview): string[] {
  const names: string[] = [];
  for (const model of review.declared.models) {
    if (review.isNew(model)) names.push(model.name);
    for (const field of model.fields) if (review.isNew(field)) names.push(`${model.name}.${field.name}`);
    for (const relation of model.relations) if (review.isNew(relation)) names.push(`${model.name}.${relation.name} relation`);
    for (const key of keysOf(model)) if (review.isNew(key)) names.push(key.databaseName ?? "?");
  }
  for (const declared of review.declared.enums) if (review.isNew(declared)) names.push(declared.name);
  return names;
}

describe("isNew", () => {
  const changed = (from: string, to: string) => news(reviewOf(base.replace(from, to), base));

  test.each([
    ["nothing", "", "", []],
    ["a comment and white space", "  email ", "  // the address\n\n  email     ", []],
    ["a relation's other end", "author   User", "author   Admin", ["Post.author relation"]],
    ["a field's name over the same column", "email ", "address ", []],
    ["an optional field", "email String ", "email String? ", ["User.email"]],
    ["a native type", "VarChar(20)", "VarChar(21)", ["User.email"]],
    ["a default", "authorId Int\n", "authorId Int @default(1)\n", ["Post.authorId"]],
    ["@ignore", 'email String @unique', 'email String @ignore @unique', ["User.email"]],
    ["an index", "  @@index", "  @@index([id])\n  @@index", ["Post_id_idx"]],
    ["a sort order", "id(sort: Desc)", "id", ["Post_authorId_id_idx"]],
    ["onDelete", "references: [id])", "references: [id], onDelete: Cascade)", ["Post.author relation"]],
    ["onDelete as it is by default", "references: [id])", "references: [id], onDelete: Restrict)", []],
    ["a model's table", '@@map("users")', '@@map("people")', ["User", "User.id", "User.email", "User.posts", "User.role", "User.posts relation", "people_pkey", "people_mail_key", "Post.author relation"]],
    ["an enum's value", "  ADMIN\n", "  ADMIN\n  GUEST\n", ["Role"]],
    ["@@ignore", "  id    Int @id\n  posts", "  @@ignore\n  id    Int @id\n  posts", ["Tag"]],
  ])("%s", (_, from, to, expected) => {
    expect(changed(from, to)).toEqual(expected);
  });

  test("a model's name over the same table is not", () => {
    const renamed = base.replace("model User {", "model Person {").replace("author   User", "author   Person");
    expect(news(reviewOf(renamed, base))).toEqual([]);
  });

  test("relationMode makes each relation new", () => {
    const mode = (name: string) => `datasource db {\n  provider = "postgresql"\n  relationMode = "${name}"\n}\n${base}`;
    expect(news(reviewOf(mode("prisma"), mode("foreignKeys")))).toEqual([
      "User.posts relation", "Post.author relation", "Post.tags relation", "Tag.posts relation",
    ]);
  });

  test("without a base, or with --all, everything is", () => {
    const everything = news(reviewOf(base));
    expect(everything.slice(0, 5)).toEqual(["User", "User.id", "User.email", "User.posts", "User.role"]);
    expect(news(reviewOf(base, base, true))).toEqual(everything);
    expect(reviewOf(base, base, true).base).toBe(undefined);
  });
});

test("atBase finds the model of the same table", () => {
  const renamed = base.replace("model User {", "model Person {").replace("model Tag {", "model Label {");
  const review = reviewOf(renamed, base);
  expect(review.declared.models.map((model) => review.atBase(model)?.name)).toEqual(["User", "Post", undefined, "Admin"]);
});

describe("declaredAt", () => {
  const review = reviewOf(base);
  test.each<[Partial<Subject>, string | undefined]>([
    [{ schema: "public", table: "users" }, "User"],
    [{ table: "users" }, "User"],
    [{ schema: "other", table: "users" }, undefined],
    [{ schema: "public", table: "User" }, undefined],
    [{ schema: "public", table: "users", column: "mail" }, 'email String @unique @map("mail") @db.VarChar(20)'],
    [{ schema: "public", table: "users", column: "email" }, undefined],
    [{ schema: "public", table: "users", index: "users_mail_key", column: "mail" }, "@unique"],
    [{ schema: "public", table: "users", index: "other", column: "mail" }, 'email String @unique @map("mail") @db.VarChar(20)'],
    [{ schema: "public", table: "users", constraint: "users_pkey" }, "@id"],
    [{ schema: "public", table: "Post", index: "Post_authorId_id_idx" }, "@@index([authorId, id(sort: Desc)])"],
    [{ schema: "public", table: "Post", constraint: "Post_authorId_fkey" }, "author   User @relation(fields: [authorId], references: [id])"],
    [{ schema: "public", table: "Post", constraint: "gone" }, undefined],
    [{ schema: "public", table: "_PostToTag" }, "tags     Tag[]"],
    [{ schema: "public", type: "role" }, "Role"],
    [{ schema: "public", type: "Role" }, undefined],
    [{}, undefined],
  ])("%j", (subject, expected) => {
    const place = review.declaredAt(completeSubject(subject));
    expect(place && base.slice(place.span.start, place.span.end)).toBe(expected);
    expect(place?.message).toBe(expected === undefined ? undefined : "declared here");
  });
});
