import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { kinds, spell } from "./spell.js";

beforeAll(loadParser);

const T = { schema: undefined, name: "T", span: '"T"' };
const COLUMN = { default: undefined, defaultSpan: undefined, serial: false, notNull: false, identity: undefined, identityOptions: undefined, generated: undefined, collation: undefined };
const OPTIONS = { dataType: undefined, start: undefined, increment: undefined, minimum: undefined, maximum: undefined, cache: undefined, cycle: undefined, ownedBy: undefined, name: undefined };
const NOW = { deferrable: false, initiallyDeferred: false };

function commands(sql: string): unknown[] {
  return spell(`/* é */ ALTER TABLE "T" ${sql} ;`);
}

// In the order in which PostgreSQL runs them: drops, types, new columns, checks, NOT NULL, keys, foreign keys and defaults, the rest.
test("each command has its own span", () => {
  expect(commands(`DROP COLUMN "a",\nADD COLUMN     "a" NUMERIC(1, 2) DEFAULT ROW(1, '),('), -- x, y\n  ALTER "b" DROP NOT NULL`)).toEqual([
    { kind: "dropColumn", span: 'DROP COLUMN "a"', table: T, column: { name: "a", span: '"a"' }, ifExists: false, cascade: false },
    { kind: "dropNotNull", span: 'ALTER "b" DROP NOT NULL', table: T, column: { name: "b", span: '"b"' } },
    {
      kind: "addColumn", span: `ADD COLUMN     "a" NUMERIC(1, 2) DEFAULT ROW(1, '),(')`, table: T, ifNotExists: false,
      column: {
        ...COLUMN, name: { name: "a", span: '"a"' }, type: { schema: undefined, name: "numeric", modifiers: ["1", "2"], dimensions: 0 }, typeSpan: "NUMERIC(1, 2)",
        span: `"a" NUMERIC(1, 2) DEFAULT ROW(1, '),(')`, default: "ROW(1, '),(')", defaultSpan: "ROW(1, '),(')",
      },
    },
  ]);
});

test("ADD COLUMN with inline constraints", () => {
  const [add, ...constraints] = commands(`ADD IF NOT EXISTS b int NOT NULL CONSTRAINT "fk" REFERENCES s."P" ("id") ON UPDATE SET DEFAULT DEFERRABLE UNIQUE`);
  expect(add).toMatchObject({ kind: "addColumn", ifNotExists: true, column: { name: { name: "b", span: "b" }, notNull: true } });
  expect(constraints).toEqual([
    { kind: "addConstraint", span: "UNIQUE", table: T, name: undefined, inline: "addColumn", constraint: { kind: "unique", columns: [{ name: "b", span: "b" }], include: [], usingIndex: undefined, nullsNotDistinct: false, ...NOW } },
    {
      kind: "addConstraint", span: 'CONSTRAINT "fk" REFERENCES s."P" ("id") ON UPDATE SET DEFAULT DEFERRABLE', table: T, name: { name: "fk", span: '"fk"' }, inline: "addColumn",
      constraint: {
        kind: "foreignKey", columns: [{ name: "b", span: "b" }], references: { schema: "s", name: "P", span: 's."P"' }, referencedColumns: [{ name: "id", span: '"id"' }],
        onDelete: "no action", onUpdate: "set default", matchFull: false, notValid: false, deferrable: true, initiallyDeferred: false,
      },
    },
  ]);
});

test("constraints", () => {
  const base = { kind: "addConstraint", table: T, inline: undefined };
  const fk = 'ADD CONSTRAINT "T_a_fkey" FOREIGN KEY ("a", b) REFERENCES "P"("x", y) MATCH FULL ON DELETE SET NULL ON UPDATE CASCADE NOT VALID';
  expect(commands(`${fk}, ADD PRIMARY KEY USING INDEX "i", ADD CONSTRAINT "check" CHECK ((a, b) > (1, 2)) NOT VALID`)).toEqual([
    { ...base, span: 'ADD CONSTRAINT "check" CHECK ((a, b) > (1, 2)) NOT VALID', name: { name: "check", span: '"check"' }, constraint: { kind: "check", expression: "(a, b) > (1, 2)", notValid: true, noInherit: false } },
    { ...base, span: 'ADD PRIMARY KEY USING INDEX "i"', name: undefined, constraint: { kind: "primaryKey", columns: [], include: [], usingIndex: { name: "i", span: '"i"' }, ...NOW } },
    {
      ...base, span: fk, name: { name: "T_a_fkey", span: '"T_a_fkey"' },
      constraint: {
        kind: "foreignKey", columns: [{ name: "a", span: '"a"' }, { name: "b", span: "b" }], references: { schema: undefined, name: "P", span: '"P"' },
        referencedColumns: [{ name: "x", span: '"x"' }, { name: "y", span: "y" }], onDelete: "set null", onUpdate: "cascade", matchFull: true, notValid: true, ...NOW,
      },
    },
  ]);
  expect(commands('DROP CONSTRAINT IF EXISTS "c" CASCADE, VALIDATE CONSTRAINT d, ALTER CONSTRAINT e DEFERRABLE INITIALLY DEFERRED')).toEqual([
    { kind: "dropConstraint", span: 'DROP CONSTRAINT IF EXISTS "c" CASCADE', table: T, name: { name: "c", span: '"c"' }, ifExists: true, cascade: true },
    { kind: "validateConstraint", span: "VALIDATE CONSTRAINT d", table: T, name: { name: "d", span: "d" } },
    { kind: "alterConstraint", span: "ALTER CONSTRAINT e DEFERRABLE INITIALLY DEFERRED", table: T, name: { name: "e", span: "e" }, deferrable: true, initiallyDeferred: true },
  ]);
});

test("constraints of PostgreSQL 18", () => {
  const notNull = "ADD CONSTRAINT n NOT NULL a NO INHERIT NOT VALID";
  expect(commands(`${notNull}, ALTER CONSTRAINT e NOT ENFORCED, ALTER CONSTRAINT f ENFORCED, ALTER CONSTRAINT g INHERIT, ALTER CONSTRAINT h NO INHERIT`)).toEqual([
    { kind: "setNotNull", span: notNull, table: T, column: { name: "a", span: "a" }, constraint: { name: { name: "n", span: "n" }, noInherit: true, notValid: true } },
    { kind: "alterConstraint", span: "ALTER CONSTRAINT e NOT ENFORCED", table: T, name: { name: "e", span: "e" }, enforced: false },
    { kind: "alterConstraint", span: "ALTER CONSTRAINT f ENFORCED", table: T, name: { name: "f", span: "f" }, enforced: true },
    { kind: "alterConstraint", span: "ALTER CONSTRAINT g INHERIT", table: T, name: { name: "g", span: "g" }, noInherit: false },
    { kind: "alterConstraint", span: "ALTER CONSTRAINT h NO INHERIT", table: T, name: { name: "h", span: "h" }, noInherit: true },
  ]);
});

test("columns", () => {
  expect(commands(`ALTER COLUMN "a" SET DEFAULT 'x' , ALTER b DROP DEFAULT, ALTER c SET NOT NULL, ALTER d TYPE text, ADD NOT NULL e`)).toEqual([
    { kind: "dropDefault", span: "ALTER b DROP DEFAULT", table: T, column: { name: "b", span: "b" } },
    { kind: "alterColumnType", span: "ALTER d TYPE text", table: T, column: { name: "d", span: "d" }, type: { schema: undefined, name: "text", modifiers: [], dimensions: 0 }, using: undefined, collation: undefined },
    { kind: "setNotNull", span: "ALTER c SET NOT NULL", table: T, column: { name: "c", span: "c" } },
    { kind: "setNotNull", span: "ADD NOT NULL e", table: T, column: { name: "e", span: "e" } },
    { kind: "setDefault", span: `ALTER COLUMN "a" SET DEFAULT 'x'`, table: T, column: { name: "a", span: '"a"' }, default: "'x'" },
  ]);
  expect(commands("ALTER a ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s.q CACHE 3), ALTER b SET GENERATED BY DEFAULT SET INCREMENT 2, ALTER c SET GENERATED ALWAYS, ALTER d DROP IDENTITY IF EXISTS, ALTER e DROP EXPRESSION")).toEqual([
    { kind: "dropIdentity", span: "ALTER d DROP IDENTITY IF EXISTS", table: T, column: { name: "d", span: "d" }, ifExists: true },
    { kind: "dropGenerated", span: "ALTER e DROP EXPRESSION", table: T, column: { name: "e", span: "e" }, ifExists: false },
    {
      kind: "setIdentity", span: "ALTER a ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s.q CACHE 3)", table: T, column: { name: "a", span: "a" }, add: true, generation: "always",
      options: { ...OPTIONS, name: { schema: "s", name: "q" }, cache: "3" },
    },
    { kind: "setIdentity", span: "ALTER b SET GENERATED BY DEFAULT SET INCREMENT 2", table: T, column: { name: "b", span: "b" }, add: false, generation: "by default", options: { ...OPTIONS, increment: "2" } },
    { kind: "setIdentity", span: "ALTER c SET GENERATED ALWAYS", table: T, column: { name: "c", span: "c" }, add: false, generation: "always", options: undefined },
  ]);
});

test("a composite type that the table follows", () => {
  expect(commands("OF s.pt")).toEqual([{ kind: "setTableType", span: "OF s.pt", table: T, type: { schema: "s", name: "pt", span: "s.pt" } }]);
  expect(commands("NOT OF")).toEqual([{ kind: "setTableType", span: "NOT OF", table: T, type: undefined }]);
});

test("names like keywords", () => {
  expect(commands('DROP "column", DROP COLUMN if, ALTER type TYPE "using" USING type::"using"')).toMatchObject([
    { column: { name: "column", span: '"column"' } },
    { column: { name: "if", span: "if" } },
    { column: { name: "type", span: "type" }, type: { name: "using" }, using: 'type::"using"' },
  ]);
});

test("the second half of an interrupted DETACH CONCURRENTLY", () => {
  expect(commands("DETACH PARTITION p FINALIZE")).toEqual([{ kind: "detachPartition", span: "DETACH PARTITION p FINALIZE", table: T, partition: { schema: undefined, name: "p", span: "p" }, concurrently: false, finalize: true }]);
});

test.each<[string, readonly object[]]>([
  ["ENABLE ROW LEVEL SECURITY", [{ setting: "rowSecurity", value: "ENABLE" }]],
  ["NO FORCE ROW LEVEL SECURITY", [{ setting: "forceRowSecurity", value: undefined }]],
  ["ALTER a SET STORAGE plain", [{ setting: "storage", column: { name: "a", span: "a" }, value: "PLAIN" }]],
  ["SET (fillfactor = 70, autovacuum_enabled = off)", [{ setting: "parameter", name: "fillfactor", value: "70" }, { setting: "parameter", name: "autovacuum_enabled", value: "off" }]],
  ["RESET (fillfactor)", [{ setting: "parameter", name: "fillfactor", value: undefined }]],
  ["DISABLE TRIGGER ALL", [{ kind: "setObjectFiring", object: "trigger", name: undefined, firing: "disabled" }]],
  ["ENABLE REPLICA RULE r", [{ kind: "setObjectFiring", object: "rule", name: { name: "r", span: "r" }, firing: "replica" }]],
  ["CLUSTER ON i", [{ setting: "clusterOn", index: { name: "i", span: "i" }, value: "CLUSTER ON" }]],
  ["SET WITHOUT CLUSTER", [{ setting: "clusterOn", value: undefined }]],
  ["SET TABLESPACE fast", [{ setting: "tablespace", value: "fast" }]],
  ["SET ACCESS METHOD heap", [{ setting: "accessMethod", value: undefined }]],
  ["REPLICA IDENTITY FULL", [{ setting: "replicaIdentity", index: undefined, value: "FULL" }]],
  ["REPLICA IDENTITY USING INDEX i", [{ setting: "replicaIdentity", index: { name: "i", span: "i" }, value: "USING INDEX" }]],
])("%s", (sql, expected) => {
  expect(commands(sql)).toMatchObject(expected.map((one) => ({ kind: "alterTableSetting", span: sql, ...one })));
});

test("partitions and heirs", () => {
  const p = { schema: undefined, name: "p", span: "p" };
  expect(commands("ATTACH PARTITION p FOR VALUES IN (1, 2)")).toMatchObject([{ kind: "attachPartition", partition: p, bounds: "FOR VALUES IN (1, 2)" }]);
  expect(commands("DETACH PARTITION p")).toMatchObject([{ kind: "detachPartition", partition: p, concurrently: false }]);
  // The check that it leaves behind only the server can word.
  expect(commands("DETACH PARTITION p CONCURRENTLY")).toMatchObject([{ kind: "detachPartition", partition: p, concurrently: true }]);
  expect(commands("INHERIT p, NO INHERIT p")).toMatchObject([{ kind: "setInheritance", parent: p, inherit: true }, { kind: "setInheritance", parent: p, inherit: false }]);
  expect(spell("ALTER INDEX x.i ATTACH PARTITION p")).toMatchObject([{ kind: "attachIndex", name: { schema: "x", name: "i", span: "x.i" }, partition: p }]);
  expect(spell("ALTER TABLE ONLY t ALTER a DROP DEFAULT")).toMatchObject([{ kind: "dropDefault", only: true }]);
  expect(commands("SET UNLOGGED, ALTER a SET EXPRESSION AS (b + 1)")).toMatchObject([{ kind: "setGenerated", expression: "b + 1" }, { kind: "setPersistence", persistence: "unlogged" }]);
});

test("ALTER of what is no table", () => {
  expect(kinds("ALTER VIEW v ALTER a SET DEFAULT 1; ALTER INDEX i SET (fillfactor = 70); ALTER TYPE c ADD ATTRIBUTE a int; ALTER TABLE t * ADD a int")).toEqual(["setDefault", "setRelationParameter", "alterComposite", "addColumn"]);
});
