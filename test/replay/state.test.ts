import { describe, expect, test } from "vitest";
import { problemsOf, replayed, stateOf } from "./replayed.js";

/** A history without problems, and the database after it. */
function after(...history: readonly string[]): readonly string[] {
  const timeline = replayed(history);
  expect(problemsOf(timeline)).toEqual([]);
  return stateOf(timeline.database);
}

const T61 = "t".repeat(61);

describe("IF NOT EXISTS that finds something", () => {
  test("a table's inline constraints and indexes are not made either", () => {
    expect(after("CREATE TABLE a (x int); CREATE TABLE b (id int PRIMARY KEY)", "CREATE TABLE IF NOT EXISTS a (x int PRIMARY KEY, y int UNIQUE REFERENCES b CHECK (y > 0))")).toEqual([
      "table a (x int4)", "table b (id int4!)", "  primaryKey b_pkey by b_pkey", "  unique index b_pkey (id)",
    ]);
  });

  test("nor those of a column, but those of its neighbours are", () => {
    expect(after("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (x int)", "ALTER TABLE a ADD COLUMN IF NOT EXISTS x int REFERENCES p, ADD COLUMN IF NOT EXISTS y int REFERENCES p")).toEqual([
      "table p (id int4!)", "  primaryKey p_pkey by p_pkey", "  unique index p_pkey (id)", "table a (x int4, y int4)", "  foreignKey a_y_fkey (y) to p (id)",
    ]);
  });

  test("a serial that is not added has no sequence", () => {
    expect(after("CREATE TABLE a (x int)", "ALTER TABLE a ADD COLUMN IF NOT EXISTS x serial")).toEqual(["table a (x int4)"]);
  });
});

describe("names that PostgreSQL makes up", () => {
  test("are numbered where they are taken, by whatever it is", () => {
    expect(after("CREATE TABLE a_x_key (id int); CREATE TABLE a (x int UNIQUE, y int, CHECK (x > 0), CHECK (x > 1)); CREATE INDEX ON a (y); CREATE INDEX ON a (y); CREATE INDEX ON a (lower(y::text))")).toEqual([
      "table a_x_key (id int4)", "table a (x int4, y int4)", "  check a_x_check: x > 0", "  check a_x_check1: x > 1", "  unique a_x_key1 by a_x_key1", "  unique index a_x_key1 (x)", "  index a_y_idx (y)", "  index a_y_idx1 (y)", "  index a_lower_idx (lower(y::text))",
    ]);
  });

  test("are cut to 63 bytes: the longer of table and column first", () => {
    expect(after(`CREATE TABLE ${T61} (col int UNIQUE, id serial)`)).toEqual([
      `sequence ${"t".repeat(56)}_id_seq int4 of ${T61}.id`, `table ${T61} (col int4, id int4! = nextval('public.${"t".repeat(56)}_id_seq'::regclass))`,
      `  unique ${"t".repeat(55)}_col_key by ${"t".repeat(55)}_col_key`, `  unique index ${"t".repeat(55)}_col_key (col)`,
    ]);
  });

  test("and so are names as written, in whole characters", () => {
    expect(after(`CREATE TABLE "${"é".repeat(40)}" (id int); ALTER TABLE "${"é".repeat(31)}" ADD COLUMN "${"x".repeat(70)}" int`)).toEqual([`table ${"é".repeat(31)} (id int4, ${"x".repeat(63)} int4)`]);
  });
});

describe("sequences", () => {
  test("serial and identity", () => {
    expect(after('CREATE TABLE a (x bigserial, y smallint GENERATED ALWAYS AS IDENTITY, "Z" serial4)')).toEqual([
      "sequence a_x_seq int8 of a.x", "identity sequence a_y_seq int2 of a.y", "sequence a_Z_seq int4 of a.Z",
      "table a (x int8! = nextval('public.a_x_seq'::regclass), y int2!, Z int4! = nextval('public.a_Z_seq'::regclass))",
    ]);
  });

  test("keep their names when table and column are renamed, and go with the column", () => {
    expect(after("CREATE TABLE a (x serial, y int)", "ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME x TO z")).toEqual(["sequence a_x_seq int4 of b.z", "table b (z int4! = nextval('public.a_x_seq'::regclass), y int4)"]);
    expect(after("CREATE TABLE a (x serial, y int)", "ALTER TABLE a DROP COLUMN x")).toEqual(["table a (y int4)"]);
  });

  test("a default follows the sequence's rename, and outlives OWNED BY NONE", () => {
    expect(after("CREATE TABLE a (x serial)", "ALTER SEQUENCE a_x_seq OWNED BY NONE; ALTER SEQUENCE a_x_seq RENAME TO s; ALTER TABLE a ALTER x DROP DEFAULT; DROP TABLE a")).toEqual(["sequence s int4"]);
  });
});

describe("what follows a rename", () => {
  const made = "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, k kind DEFAULT 'a'::kind, n int CHECK (n > id), ks kind[]); CREATE INDEX i ON t (lower(n::text)) WHERE k = 'b'::kind AND n > 0; CREATE VIEW v AS SELECT id, n FROM t WHERE n > 1";
  test("a column: checks, indexes, views", () => {
    expect(after(made, "ALTER TABLE t RENAME n TO number")).toEqual([
      "enum kind: a, b", "table t (id int4!, k kind = 'a'::public.kind, number int4, ks kind[])", "  check t_check: number > id", "  primaryKey t_pkey by t_pkey", "  unique index t_pkey (id)",
      "  index i (lower(number::text)) where k = 'b'::public.kind AND number > 0", "view v (id, n): SELECT id, number AS n FROM public.t WHERE number > 1",
    ]);
  });

  test("a table and a type", () => {
    expect(after(made, "ALTER TABLE t RENAME TO u; ALTER TYPE kind RENAME TO sort; ALTER TYPE sort RENAME VALUE 'b' TO 'c'")).toEqual([
      "enum sort: a, c", "table u (id int4!, k sort = 'a'::public.sort, n int4, ks sort[])", "  check t_check: n > id", "  primaryKey t_pkey by t_pkey", "  unique index t_pkey (id)",
      "  index i (lower(n::text)) where k = 'c'::public.sort AND n > 0", "view v (id, n): SELECT id, n FROM public.u WHERE n > 1",
    ]);
  });

  test("an index and its constraint have one name", () => {
    expect(after("CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE)", "ALTER INDEX t_pkey RENAME TO p; ALTER TABLE t RENAME CONSTRAINT t_a_key TO u")).toEqual(["table t (id int4!, a int4)", "  primaryKey p by p", "  unique u by u", "  unique index p (id)", "  unique index u (a)"]);
  });

  test("USING INDEX gives the index the constraint's name, and a primary key's columns NOT NULL", () => {
    expect(after("CREATE TABLE t (id int, a int); CREATE UNIQUE INDEX i ON t (id); CREATE UNIQUE INDEX j ON t (a)", "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY USING INDEX i, ADD UNIQUE USING INDEX j")).toEqual([
      "table t (id int4!, a int4)", "  primaryKey pk by pk", "  unique j by j", "  unique index pk (id)", "  unique index j (a)",
    ]);
  });
});

describe("what goes along", () => {
  test("with a column: every index and constraint that has it, and no other", () => {
    expect(after("CREATE TABLE t (a int UNIQUE, b int, c int, UNIQUE (b, c), CHECK (b > c), CHECK (c > 0)); CREATE INDEX i ON t (c) WHERE b > 0; CREATE INDEX j ON t (c) INCLUDE (b); CREATE INDEX k ON t (c)", "ALTER TABLE t DROP COLUMN b")).toEqual([
      "table t (a int4, c int4)", "  check t_c_check: c > 0", "  unique t_a_key by t_a_key", "  unique index t_a_key (a)", "  index k (c)",
    ]);
  });

  test("a list of tables goes at once, whichever refers to which", () => {
    expect(after("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p)", "DROP TABLE p, c")).toEqual([]);
    expect(after("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p)", "DROP TABLE p CASCADE")).toEqual(["table c (id int4)"]);
  });

  test("with CASCADE of a type: its columns, not its tables", () => {
    expect(after("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id int, e e)", "DROP TYPE e CASCADE")).toEqual(["table t (id int4)"]);
  });
});

describe("sessions and transactions", () => {
  test("SET search_path says where, until the migration ends", () => {
    expect(after("CREATE SCHEMA app; CREATE SCHEMA b", "SET search_path = app, public; CREATE TABLE t (id int); CREATE TYPE e AS ENUM (); SET LOCAL search_path = b; CREATE TABLE u (id int)", "CREATE TABLE t (id int)")).toEqual([
      "enum app.e: ", "table app.t (id int4)", "table b.u (id int4)", "table t (id int4)",
    ]);
  });

  test("the first schema of the path that has the name counts", () => {
    expect(after("CREATE SCHEMA app; CREATE TABLE t (id int); CREATE TABLE u (id int); CREATE TABLE app.t (id int)", "SELECT set_config('search_path', 'app,public', false); ALTER TABLE t ADD COLUMN a int; ALTER TABLE u ADD COLUMN a int")).toEqual([
      "table t (id int4)", "table u (id int4, a int4)", "table app.t (id int4, a int4)",
    ]);
  });

  // All of it as PostgreSQL 18 leaves it after one simple query.
  test.each([
    ["CREATE TABLE a (); BEGIN; CREATE TABLE b (); ROLLBACK; BEGIN; CREATE TABLE c (); COMMIT; ROLLBACK; CREATE TABLE d ()", ["c", "d"]],
    ["CREATE TABLE a (); COMMIT; CREATE TABLE b (); ROLLBACK", ["a"]],
    ["CREATE TABLE a (); BEGIN; CREATE TABLE b (); BEGIN; CREATE TABLE c (); ROLLBACK", []],
    ["BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s; CREATE TABLE c (); COMMIT", ["a", "c"]],
    ["BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); RELEASE s; ROLLBACK", []],
    ["BEGIN; SAVEPOINT s; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s; CREATE TABLE c (); RELEASE s; COMMIT", ["a", "c"]],
    ["BEGIN; SAVEPOINT s; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s; RELEASE s; ROLLBACK TO s; COMMIT", []],
    ["BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s; CREATE TABLE c (); ROLLBACK TO s; COMMIT", ["a"]],
    ["BEGIN; CREATE TABLE a (); COMMIT AND CHAIN; CREATE TABLE b (); ROLLBACK", ["a"]],
  ])("%s", (sql, left) => {
    expect(after(sql)).toEqual(left.map((name) => `table ${name} ()`));
  });

  test.each([
    ["BEGIN; SET LOCAL search_path = b; COMMIT; CREATE TABLE t ()", "t"],
    ["SET search_path = b; RESET search_path; CREATE TABLE t ()", "t"],
    ["SET search_path = b; SET search_path TO DEFAULT; CREATE TABLE t ()", "t"],
    ["SET search_path = b; RESET ALL; CREATE TABLE t ()", "t"],
    ["BEGIN; SET search_path = b; ROLLBACK; CREATE TABLE t ()", "t"],
    ["BEGIN; SET search_path = b; COMMIT; CREATE TABLE t ()", "b.t"],
    ["BEGIN; SET search_path = b; SET LOCAL search_path = c; COMMIT; CREATE TABLE t ()", "b.t"],
    ["BEGIN; SET LOCAL search_path = c; SET search_path = b; COMMIT; CREATE TABLE t ()", "b.t"],
    ["BEGIN; SET LOCAL search_path = b; SAVEPOINT s; SET LOCAL search_path = c; ROLLBACK TO s; CREATE TABLE t (); COMMIT", "b.t"],
  ])("%s", (sql, name) => {
    expect(after("CREATE SCHEMA b; CREATE SCHEMA c", sql)).toEqual([`table ${name} ()`]);
  });

  test("a temporary table is gone in the next migration", () => {
    expect(after("CREATE TEMP TABLE t (id int)", "CREATE TABLE t (id text)")).toEqual(["table t (id text)"]);
  });
});

test("columns that a table inherits more than once, or has itself too, are one", () => {
  const parents = "CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY, a int DEFAULT 1); CREATE TABLE q (b text, a int NOT NULL)";
  expect(after(parents, "CREATE TABLE c (x int, a int DEFAULT 2, b text NOT NULL) INHERITS (p, q)").slice(-1)).toEqual(["table c (id int4!, a int4! = 2, b text!, x int4)"]);
});

test("Prisma's exchange of an enum leaves the column, its default and its index", () => {
  expect(after(
    `CREATE TYPE "Role" AS ENUM ('A', 'B'); CREATE TABLE "U" (id int, role "Role" NOT NULL DEFAULT 'B'); CREATE INDEX "U_role_idx" ON "U" (role)`,
    `BEGIN; CREATE TYPE "Role_new" AS ENUM ('A', 'C'); ALTER TABLE "U" ALTER COLUMN role DROP DEFAULT; ALTER TABLE "U" ALTER COLUMN role TYPE "Role_new" USING (role::text::"Role_new");
     ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role"; DROP TYPE "Role_old"; ALTER TABLE "U" ALTER COLUMN role SET DEFAULT 'C'; COMMIT;`,
  )).toEqual(["enum Role: A, C", "table U (id int4, role Role! = 'C')", "  index U_role_idx (role)"]);
});

test("a statement that is refused in part does nothing", () => {
  const left = (sql: string): readonly string[] => stateOf(replayed(["CREATE TABLE a (x int)", sql]).database);
  expect(left("DROP TABLE a, nowhere")).toEqual(["table a (x int4)"]);
  expect(left("ALTER TABLE a ADD COLUMN y int, DROP COLUMN nope")).toEqual(["table a (x int4)"]);
});
