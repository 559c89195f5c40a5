import { expect, it } from "vitest";
import { isDatabaseDefault } from "../../src/schema/declare-default.js";
import type { DeclaredSchema } from "../../src/schema/declared-schema.js";
import { joinTableNames } from "../../src/schema/default-name.js";
import { keysOf } from "../../src/schema/schema-questions.js";
import { migrationSql } from "../support/schema-engine.js";
import { declaredFixture, declaredText, fixture } from "./fixtures.js";

const names = `datasource db {
  provider = "postgresql"
}
model ${"Long".repeat(20)} {
  id Int @id
  n Int
  others Other[]
  again Other[] @relation("${"r".repeat(70)}")
  @@index([n])
}
model Other {
  id Int
  part Int @map("${"ü".repeat(40)}") @unique
  longs ${"Long".repeat(20)}[]
  again ${"Long".repeat(20)}[] @relation("${"r".repeat(70)}")
  maybe Int?
  must Int
  target Target? @relation(fields: [maybe, must], references: [x, y])
  optional Target? @relation("o", fields: [maybe, maybe2], references: [x, y])
  maybe2 Int?
  @@id([id])
}
model Target {
  x Int
  y Int
  others Other[]
  optional Other[] @relation("o")
  @@id([x, y], map: "my_pk")
}
`;

it.each([
  ["names", names, () => declaredText(names)],
  ["postgres", acceptable("postgres"), () => declaredFixture("postgres")],
  ["multi-schema", acceptable("multi-schema"), () => declaredFixture("multi-schema")],
  ["comments", acceptable("comments"), () => declaredFixture("comments")],
])("%s: tables, columns, keys and foreign keys are those that Prisma's engine makes", async (_, text, declared) => {
  expect(factsOfDeclaration(declared())).toEqual(factsOfSql(await migrationSql(undefined, text)));
});

/** The engine refuses connection URLs. */
function acceptable(project: string): string {
  return (fixture(project)[0]?.text ?? "").replaceAll(/^ *(?:url|directUrl) *=.*$/gm, "");
}

function factsOfSql(sql: string): string[] {
  const facts: string[] = [];
  for (const [, table, body = ""] of sql.matchAll(/CREATE TABLE ([^\n]+) \(\n(.*?)\n\);/gs)) {
    for (const line of body.split("\n").map((one) => one.trim())) {
      const [, column] = /^"([^"]+)"/.exec(line) ?? [];
      const notNull = line.includes("NOT NULL") ? "not null" : "null";
      const hasDefault = /DEFAULT|SERIAL/.test(line) ? "default" : "no default";
      if (column !== undefined) facts.push(`${table} ${column} ${notNull} ${hasDefault}`);
      const [, key] = /^CONSTRAINT "([^"]+)" PRIMARY KEY/.exec(line) ?? [];
      if (key !== undefined) facts.push(`${table} key ${key}`);
    }
  }
  for (const [, name, table] of sql.matchAll(/INDEX "([^"]+)" ON (\S+?)(?: USING|\()/g)) facts.push(`${table} key ${name}`);
  const foreignKeys = /ALTER TABLE (\S+) ADD CONSTRAINT "([^"]+)" .*ON DELETE (.+) ON UPDATE (.+);/g;
  for (const [, table, name, onDelete, onUpdate] of sql.matchAll(foreignKeys)) {
    facts.push(`${table} foreign key ${name} ${onDelete} ${onUpdate}`);
  }
  return facts.sort();
}

const actions: Readonly<Record<string, string>> = {
  Cascade: "CASCADE",
  Restrict: "RESTRICT",
  NoAction: "NO ACTION",
  SetNull: "SET NULL",
};

function factsOfDeclaration(schema: DeclaredSchema): string[] {
  const facts: string[] = [];
  const written = (name: { schema: string | undefined; table: string }) =>
    name.schema === undefined || name.schema === "public" ? `"${name.table}"` : `"${name.schema}"."${name.table}"`;
  for (const model of schema.models) {
    const table = written(model);
    for (const field of model.fields.filter((one) => one.kind !== "relation")) {
      const isWritten = field.default.kind !== "dbgenerated" || field.default.sql !== undefined;
      const hasDefault = isDatabaseDefault(field.default) && isWritten ? "default" : "no default";
      facts.push(`${table} ${field.column} ${field.isRequired ? "not null" : "null"} ${hasDefault}`);
    }
    for (const key of keysOf(model)) facts.push(`${table} key ${key.databaseName}`);
    for (const { databaseName, actions: taken } of model.relations) {
      if (taken === undefined) continue;
      facts.push(`${table} foreign key ${databaseName} ${actions[taken.onDelete]} ${actions[taken.onUpdate]}`);
    }
  }
  for (const joinTable of schema.joinTables) {
    const { models, relations } = joinTable;
    const of = joinTableNames([models[0].name, models[1].name], relations[0].relationName);
    const table = written({ schema: joinTable.schema, table: joinTable.table });
    facts.push(`${table} A not null no default`, `${table} B not null no default`);
    facts.push(`${table} key ${of.primaryKey}`, `${table} key ${of.index}`);
    for (const name of of.foreignKeys) facts.push(`${table} foreign key ${name} CASCADE CASCADE`);
  }
  return facts.sort();
}
