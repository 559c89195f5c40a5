import { describe, expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const files = {
  "prisma/schema.prisma": POSTGRESQL,
  "prisma/migrations/migration_lock.toml": LOCK,
  "prisma/migrations/1_init/migration.sql": `
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'USER',
    "tags" VARCHAR(20)[],
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
`,
  "prisma/migrations/2_post/migration.sql": `
CREATE TABLE "Post" ("id" TEXT NOT NULL, "authorId" INTEGER, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"), CONSTRAINT "Post_id_check" CHECK ("id" <> ''));
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId" DESC);
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
`,
};

describe("schema", () => {
  it.each(["1_init", "prisma/migrations/1_init", "prisma/migrations/1_init/migration.sql"])("prints the database after --at %s", async (at) => {
    expect(await runIn({ cwd: tempProject(files) }, "schema", "--at", at)).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: `\
CREATE TYPE "public"."Role" AS ENUM ('USER', 'ADMIN');

CREATE SEQUENCE "public"."User_id_seq" AS int4;

CREATE TABLE "public"."User" (
    "id" INTEGER NOT NULL DEFAULT nextval('"public"."User_id_seq"'::regclass),
    "role" "public"."Role" NOT NULL DEFAULT 'USER',
    "tags" VARCHAR(20)[]
);

ALTER TABLE "public"."User" ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id");

ALTER SEQUENCE "public"."User_id_seq" OWNED BY "public"."User"."id";
`,
    });
  });

  it("gives the newest database as JSON, with the same SQL", async () => {
    const cwd = tempProject(files);
    const sql = await runIn({ cwd }, "schema");
    const { stdout } = await runIn({ cwd }, "schema", "--format", "json");
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      command: "schema",
      projects: [
        {
          root: ".",
          at: "2_post",
          sql: sql.stdout,
          database: {
            schemas: [
              {
                name: "public",
                tables: [
                  {
                    name: "User",
                    columns: [
                      { name: "id", type: "integer", nullable: false, default: "nextval('\"public\".\"User_id_seq\"'::regclass)", identity: null, generated: null },
                      { name: "role", type: '"Role"', nullable: false, default: "'USER'", identity: null, generated: null },
                      { name: "tags", type: "character varying(20)[]", nullable: true, default: null, identity: null, generated: null },
                    ],
                    constraints: [{ name: "User_pkey", kind: "primaryKey", columns: ["id"], validated: true, deferrable: false }],
                    indexes: [{ name: "User_pkey", unique: true, definition: 'CREATE UNIQUE INDEX "User_pkey" ON "public"."User"("id")', columns: ["id"], constraint: "User_pkey" }],
                  },
                  {
                    name: "Post",
                    columns: [
                      { name: "id", type: "text", nullable: false, default: null, identity: null, generated: null },
                      { name: "authorId", type: "integer", nullable: true, default: null, identity: null, generated: null },
                    ],
                    constraints: [
                      { name: "Post_id_check", kind: "check", expression: "\"id\" <> ''", validated: true, deferrable: false },
                      { name: "Post_pkey", kind: "primaryKey", columns: ["id"], validated: true, deferrable: false },
                      {
                        name: "Post_authorId_fkey",
                        kind: "foreignKey",
                        columns: ["authorId"],
                        references: { schema: "public", table: "User", columns: ["id"] },
                        onDelete: "set null",
                        onUpdate: "cascade",
                        validated: true,
                        deferrable: false,
                      },
                    ],
                    indexes: [
                      { name: "Post_pkey", unique: true, definition: 'CREATE UNIQUE INDEX "Post_pkey" ON "public"."Post"("id")', columns: ["id"], constraint: "Post_pkey" },
                      { name: "Post_authorId_idx", unique: false, definition: 'CREATE INDEX "Post_authorId_idx" ON "public"."Post"("authorId" DESC)', columns: ["authorId"], constraint: null },
                    ],
                  },
                ],
                enums: [{ name: "Role", values: ["USER", "ADMIN"] }],
              },
            ],
          },
        },
      ],
    });
  });

  describe("--squash", () => {
    const name = "000000000000_squashed";

    it("is one migration that ends in the same schema, with the steps", async () => {
      const cwd = tempProject({ ...files, "prisma/migrations/3_rows/migration.sql": `INSERT INTO "Post" ("id") VALUES ('1');\n` });
      const schema = await runIn({ cwd }, "schema");
      const { exitCode, stdout, stderr } = await runIn({ cwd }, "schema", "--squash", name);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 0,
        stdout: `-- Stands for all migrations up to 3_rows; ends in the same schema.
-- 1. Every database must have them all: npx prisma migrate deploy
-- 2. Delete their folders, and put this into prisma/migrations/${name}/migration.sql
-- 3. On every database that has them: npx prisma migrate resolve --applied ${name}
-- Rows are not in here. These migrations wrote some: 3_rows

${schema.stdout}`,
        stderr: "",
      });
      const alone = tempProject({ "prisma/schema.prisma": POSTGRESQL, "prisma/migrations/migration_lock.toml": LOCK, [`prisma/migrations/${name}/migration.sql`]: stdout });
      expect((await runIn({ cwd: alone }, "schema")).stdout).toBe(schema.stdout);
    });

    it.each([
      [[name, "--format", "json"], {}, "--squash prints a migration, which is SQL."],
      [["../x"], {}, '"../x" is no name of a migration\'s folder.'],
      [[name], { "prisma/migrations/3_do/migration.sql": "DO $$ BEGIN EXECUTE current_setting('work.sql'); END $$;\n" }, "What statement 0 of 3_do does to the schema is not known, so a squash would leave it out."],
    ])("refuses %j", async (argv, more, message) => {
      const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject({ ...files, ...more }) }, "schema", "--squash", ...argv);
      expect([exitCode, stdout, stderr.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
    });
  });

  it("names the nearest migration to one that is not there", async () => {
    expect(await runIn({ cwd: tempProject(files) }, "schema", "--at", "1_inti")).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: 'error: There is no migration "1_inti": did you mean "1_init"?\n  Give --at the name of a migration\'s folder, or its path.\n',
    });
  });

  it("says which statements it knows nothing of", async () => {
    const cwd = tempProject({ ...files, "prisma/migrations/3_do/migration.sql": "DO $$ BEGIN EXECUTE current_setting('work.sql'); END $$;\n" });
    const { stderr } = await runIn({ cwd }, "schema");
    expect(stderr).toBe("note: what 1 statement may have changed is not known and not in here, the first in 3_do (DoStmt).\n");
  });
});
