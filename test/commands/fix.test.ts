import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject, type Files } from "../support/temp-project.js";
import { runIn, type Ran } from "./fake-terminal.js";

const migrations = "prisma/migrations";
const init = `${migrations}/20260101000000_init/migration.sql`;
const more = `${migrations}/20260301120000_more/migration.sql`;
const index = `${migrations}/20260301120001_index_user_email/migration.sql`;
const validate = `${migrations}/20260301120002_validate_user_age/migration.sql`;

const base: Files = {
  "package.json": '{ "devDependencies": { "prisma": "6.19.0" } }\n',
  "prisma/schema.prisma": `${POSTGRESQL}\nmodel User {\n  id    Int     @id\n  email String?\n  age   Int?\n\n  @@index([email])\n}\n`,
  [`${migrations}/migration_lock.toml`]: LOCK,
  [init]: 'CREATE TABLE "User" (\n    "id" INTEGER NOT NULL,\n    "email" TEXT,\n    "age" INTEGER,\n    CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);\n',
};
const two = '-- Two things.\n\n-- CreateIndex\nCREATE INDEX "User_email_idx" ON "User"("email");\n\n-- Nobody is that old.\nALTER TABLE "User" ADD CONSTRAINT "user_age" CHECK ("age" < 200);\n';
const split = {
  [index]: '-- CreateIndex\nCREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");\n',
  [validate]: 'ALTER TABLE "User" VALIDATE CONSTRAINT "user_age";\n',
  [more]: '-- Two things.\n\n-- Nobody is that old.\nALTER TABLE "User" ADD CONSTRAINT "user_age" CHECK ("age" < 200) NOT VALID;\n',
};
const quiet = ["--rule", "no-tightening: off"];

const git = (root: string, ...words: string[]): string => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.autocrlf=false", ...words], { cwd: root, encoding: "utf8" });

/** A repository whose `main` has the base; `files` are not committed. */
function project(files: Files, committed: Files = base): string {
  const root = tempProject(committed);
  git(root, "init", "-q", "-b", "main");
  git(root, "add", ".");
  git(root, "commit", "-qm", "base");
  for (const [path, text] of Object.entries(files)) {
    execFileSync("mkdir", ["-p", join(root, path, "..")]);
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Files of the project beside those of the base. */
function filesOf(root: string): Record<string, string> {
  const paths = readdirSync(join(root, "prisma"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return Object.fromEntries(paths.filter((path) => path !== init && !path.endsWith(".toml")).sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
const newFilesOf = (root: string): Record<string, string> => Object.fromEntries(Object.entries(filesOf(root)).filter(([path]) => path.endsWith(".sql")));
const reasonsOf = ({ stderr }: Ran): string[] => stderr.slice(stderr.indexOf("Not fixed")).split("\n").slice(1).filter((line) => line !== "").map((line) => line.trim());

describe("--fix", () => {
  it("splits a migration, says what was done and what a database with the old file needs; a second run has nothing to do", async () => {
    const root = project({ [more]: two });
    const { exitCode, stdout, stderr } = await runIn({ cwd: root }, "--fix", ...quiet);
    expect(newFilesOf(root)).toEqual(split);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "No problems in 3 new migrations (4 replayed, base main)\n" });
    expect(stderr.split("\n")).toEqual([
      `Fixed ${more}`,
      '  require-concurrent-index "User_email_idx": Build it CONCURRENTLY, alone in its migration',
      '  require-not-valid-check "user_age": Add it NOT VALID, and validate it in the next migration',
      `  + ${index}`,
      `  + ${validate}`,
      "",
      'A database of your own that has the old file already: `prisma migrate dev` would say "modified after it was applied" and ask for a reset. To keep its rows, run there',
      expect.stringMatching(/^ {2}UPDATE "_prisma_migrations" SET "checksum" = '[0-9a-f]{64}' WHERE "migration_name" = '20260301120000_more';$/),
      "and then",
      "  npx prisma migrate resolve --applied 20260301120001_index_user_email",
      "  npx prisma migrate resolve --applied 20260301120002_validate_user_age",
      "",
    ]);
    const again = await runIn({ cwd: root }, "--fix", ...quiet);
    expect([again.stderr, newFilesOf(root)]).toEqual(["Nothing was fixed.\n", split]);
  });

  it("prints nothing but JSON on standard output", async () => {
    const root = project({ [more]: two });
    const { stdout, stderr } = await runIn({ cwd: root }, "--fix", "--format", "json", "--quiet", ...quiet);
    const { projects: [report] }: { projects: { findings: unknown[]; fix: { applied: boolean; files: { file: string; was: string | null; text: string }[]; migrations: { added: string[] }[]; left: unknown[] } }[] } = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect(report?.findings).toEqual([]);
    expect(report?.fix.applied).toBe(true);
    expect(report?.fix.files).toEqual([{ file: index, was: null, text: split[index] }, { file: validate, was: null, text: split[validate] }, { file: more, was: two, text: split[more] }]);
    expect(report?.fix.migrations.map(({ added }) => added)).toEqual([["20260301120001_index_user_email", "20260301120002_validate_user_age"]]);
  });

  it("leaves a migration of the base alone", async () => {
    const root = project({}, { ...base, [more]: two });
    const ran = await runIn({ cwd: root }, "--all", "--fix", ...quiet);
    expect(newFilesOf(root)).toEqual({ [more]: two });
    expect(reasonsOf(ran)).toEqual(["require-concurrent-index, require-not-valid-check: 20260301120000_more is on main already: Prisma keeps a checksum of what is applied"]);
  });

  it("leaves a migration of the base alone that is not deployed yet, and a file with placeholders", async () => {
    const config = { "prisma-migrate-lint.config.json": '{ "deployed": "production" }' };
    const root = project({}, { ...base, ...config });
    git(root, "branch", "production");
    execFileSync("mkdir", ["-p", join(root, more, "..")]);
    writeFileSync(join(root, more), two);
    git(root, "add", ".");
    git(root, "commit", "-qm", "more");
    expect(reasonsOf(await runIn({ cwd: root }, "--latest", "1", "--fix", ...quiet))).toEqual(["require-concurrent-index, require-not-valid-check: 20260301120000_more is on main already: Prisma keeps a checksum of what is applied"]);
    const filled = project({ [more]: two.replace('"User"(', '/* SCHEMA */"User"('), "prisma-migrate-lint.config.json": '{ "runner": { "placeholders": { "/* SCHEMA */": "" } } }' });
    expect(reasonsOf(await runIn({ cwd: filled }, "--fix", ...quiet))).toEqual(["require-concurrent-index, require-not-valid-check: its file has a placeholder (/* SCHEMA */), which the new text would not have"]);
  });

  it("without a base touches only what is chosen", async () => {
    const root = tempProject({ ...base, [more]: two });
    expect(reasonsOf(await runIn({ cwd: root }, "--fix", ...quiet))).toEqual(["require-concurrent-index, require-not-valid-check: there is no base that says which migrations are deployed: choose with --since REF, --latest N, or by naming the migration"]);
    expect(newFilesOf(root)).toEqual({ [more]: two });
    await runIn({ cwd: root }, "--latest", "1", "--fix", ...quiet);
    expect(newFilesOf(root)).toEqual(split);
  });

  it("leaves a file with BEGIN alone, and one that is not UTF-8", async () => {
    const begun = `BEGIN;\n${two}COMMIT;\n`;
    const root = project({ [more]: begun });
    expect(reasonsOf(await runIn({ cwd: root }, "--fix", ...quiet))).toEqual(["require-concurrent-index, require-not-valid-check: its file has BEGIN, COMMIT or ROLLBACK: where its transactions end is the author's decision"]);
    writeFileSync(join(root, more), Buffer.concat([Buffer.from("-- \xE9\n", "latin1"), Buffer.from(two)]));
    expect(reasonsOf(await runIn({ cwd: root }, "--fix", ...quiet))).toEqual([`require-concurrent-index, require-not-valid-check: ${more} is not valid UTF-8: writing it would change other bytes too`]);
  });

  it("refuses where no time stamp is free before the next migration", async () => {
    const next = `${migrations}/20260301120001_next/migration.sql`;
    const root = project({ [more]: two, [next]: "SELECT 1;\n" });
    expect(reasonsOf(await runIn({ cwd: root }, "--fix", ...quiet))).toEqual(["require-concurrent-index, require-not-valid-check: between 20260301120000_more and 20260301120001_next there is no room for a new migration: rename the folder of the later one"]);
    expect(newFilesOf(root)).toEqual({ [more]: two, [next]: "SELECT 1;\n" });
  });

  it("does not move a unique index behind rows that it refuses, and says so", async () => {
    const sql = 'CREATE UNIQUE INDEX "User_email_key" ON "User"("email");\nINSERT INTO "User" ("id", "email") VALUES (1, \'a\') ON CONFLICT ("email") DO NOTHING;\n';
    const root = project({ [more]: sql });
    const { stderr } = await runIn({ cwd: root }, "--fix", ...quiet);
    expect(stderr).toContain("the statement in line 2 may write rows, and would then run before it");
    expect(newFilesOf(root)).toEqual({ [more]: sql });
  });

  it("keeps CRLF, a comment that silences travels with its statement", async () => {
    const silenced = two.replace("-- CreateIndex\n", "-- CreateIndex\n-- prisma-migrate-lint-disable-next-statement no-wide-index -- wanted\n").replaceAll("\n", "\r\n");
    const root = project({ [more]: silenced });
    await runIn({ cwd: root }, "--fix", "--rule", "no-unused-disable: off", ...quiet);
    expect(newFilesOf(root)[index]).toBe('-- CreateIndex\r\n-- prisma-migrate-lint-disable-next-statement no-wide-index -- wanted\r\nCREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");\r\n');
    expect(newFilesOf(root)[more]).toBe(split[more].replaceAll("\n", "\r\n"));
  });

  it("adds the index of a new foreign key in schema.prisma and in SQL", async () => {
    const schema = `${POSTGRESQL}\nmodel User {\n  id    Int    @id\n  posts Post[]\n}\n\nmodel Post {\n  id       Int  @id\n  authorId Int\n  author   User @relation(fields: [authorId], references: [id])\n}\n`;
    const sql = 'CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));\n\n-- AddForeignKey\nALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;\n';
    const root = project({ "prisma/schema.prisma": schema, [more]: sql });
    const { stderr } = await runIn({ cwd: root }, "--fix", ...quiet);
    expect(filesOf(root)).toEqual({
      "prisma/schema.prisma": schema.replace("[id])\n}", "[id])\n\n  @@index([authorId])\n}"),
      [more]: `${sql.trimEnd()}\nCREATE INDEX "Post_authorId_idx" ON "Post"("authorId");\n`,
    });
    expect(stderr).toContain('run there\n  CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");\n  UPDATE "_prisma_migrations"');
  });

  it("takes a migration away that only renames what the field can map, and says what a database with it needs", async () => {
    const schema = base["prisma/schema.prisma"]?.toString().replace("age   Int?", "years Int?") ?? "";
    const rename = 'ALTER TABLE "User" RENAME COLUMN "age" TO "years";\n';
    const root = project({ "prisma/schema.prisma": schema, [more]: rename });
    const diff = await runIn({ cwd: root }, "--fix-dry-run");
    expect(diff.stdout).toContain(`diff --git a/${more} b/${more}\ndeleted file mode 100644\n--- a/${more}\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-ALTER TABLE "User" RENAME COLUMN "age" TO "years";\n`);
    const [applied, beside] = [project({ "prisma/schema.prisma": schema, [more]: rename }), project({ "prisma/schema.prisma": schema, [more]: rename, [more.replace("migration.sql", "down.sql")]: "" })];
    execFileSync("git", ["apply", "-"], { cwd: applied, input: diff.stdout });
    const { exitCode, stderr } = await runIn({ cwd: root }, "--fix");
    const fixed = { "prisma/schema.prisma": schema.replace("years Int?", 'years Int?    @map("age")') };
    expect([filesOf(root), filesOf(applied), existsSync(join(root, more, "..")), exitCode]).toEqual([fixed, fixed, false, 0]);
    expect(stderr.split("\n")).toEqual([
      `Deleted ${more}`,
      '  no-rename-column "User.age": Keep the column, as `@map("age")` of the field years',
      "",
      expect.stringMatching(/^A database of your own that has the old file already/),
      '  ALTER TABLE "User" RENAME COLUMN "years" TO "age";',
      "  DELETE FROM \"_prisma_migrations\" WHERE \"migration_name\" = '20260301120000_more';",
      "",
    ]);
    expect(reasonsOf(await runIn({ cwd: beside }, "--fix"))).toEqual([`no-rename-column: nothing would be left of ${more}, and its folder holds down.sql too`]);
  });

  it("keeps a default while old code runs, and says what the next release is to do", async () => {
    const schema = base["prisma/schema.prisma"]?.toString().replace("age   Int?", "age   Int?\n  kind  String") ?? "";
    const root = project({ "prisma/schema.prisma": schema, [more]: 'ALTER TABLE "User" ADD COLUMN "kind" TEXT NOT NULL DEFAULT \'a\';\nALTER TABLE "User" ALTER COLUMN "kind" DROP DEFAULT;\n' });
    const { stdout, stderr } = await runIn({ cwd: root }, "--fix", "--format", "json");
    expect(filesOf(root)).toEqual({ "prisma/schema.prisma": schema.replace("kind  String", 'kind  String  @default("a")'), [more]: 'ALTER TABLE "User" ADD COLUMN "kind" TEXT NOT NULL DEFAULT \'a\';\n' });
    const later = 'Take `@default("a")` out of User.kind again: `prisma migrate dev` then writes the DROP DEFAULT.';
    expect(stderr.split("\n").slice(2, 5)).toEqual(["", "In the next release, when no old code runs any more:", `  ${later}`]);
    const { projects: [report] }: { projects: { fix: { migrations: { fixed: unknown[] }[] } }[] } = JSON.parse(stdout);
    expect(report?.fix.migrations[0]?.fixed).toEqual([{ rule: "no-default-drop", title: "Keep the default until no old code runs any more", about: '"User.kind"', later }]);
  });

  it("leaves it to the author whether a DROP and ADD is a rename, and offers programs both ways as theirs to ask about", async () => {
    const schema = base["prisma/schema.prisma"]?.toString().replace("age   Int?", "years Int?") ?? "";
    const root = project({ "prisma/schema.prisma": schema, [more]: 'ALTER TABLE "User" DROP COLUMN "age",\nADD COLUMN     "years" INTEGER;\n' });
    const asks = "whether it is a rename only its author knows: its help has both ways";
    const { stdout, stderr } = await runIn({ cwd: root }, "--fix", "--format", "json");
    const { projects: [report] }: { projects: { findings: { suggestions: { title: string; asks?: string }[] }[] }[] } = JSON.parse(stdout);
    expect(stderr).toBe(`Nothing was fixed.\n\nNot fixed: 1 finding\n  no-unintended-rename: ${asks}\n`);
    expect(report?.findings.flatMap(({ suggestions }) => suggestions.map((one) => [one.title, one.asks]))).toEqual([["Keep the column, as `@map(\"age\")` of the field years", asks], ["Rename the column: its values stay, code that still runs fails", asks]]);
  });

  it("of what is staged changes what is on disk alike, and says what to stage again", async () => {
    const root = project({ [more]: two });
    git(root, "add", ".");
    writeFileSync(join(root, more), `${two}-- later\n`);
    expect(reasonsOf(await runIn({ cwd: root }, "--staged", "--fix", ...quiet))).toEqual([`require-concurrent-index, require-not-valid-check: ${more} has changes that are not staged`]);
    writeFileSync(join(root, more), two);
    const { stderr } = await runIn({ cwd: root }, "--staged", "--fix", ...quiet);
    expect(stderr.split("\n").slice(-3)).toEqual(["What is staged is still the old text. Before you commit:", `  git add ${index} ${validate} ${more}`, ""]);
    expect(newFilesOf(root)).toEqual(split);
  });

  it("does not fix what the baseline holds", async () => {
    const root = project({ [more]: two });
    await runIn({ cwd: root }, "--baseline", "known.json", "--update-baseline", ...quiet);
    await runIn({ cwd: root }, "--baseline", "known.json", "--fix", ...quiet);
    expect(newFilesOf(root)).toEqual({ [more]: two });
  });

  it.each([
    [["--fix", "--fix-dry-run"], "error: Option '--fix' cannot be used with option '--fix-dry-run'.\n  `prisma-migrate-lint COMMAND --help` lists what there is.\n"],
    [["--fix", "--baseline", "b.json", "--update-baseline"], "error: --update-baseline does not go with --fix.\n  Fix first, then write what is left into the baseline.\n"],
    [["--fix-dry-run", "--format", "pretty"], "error: --fix-dry-run prints a diff where the report would go.\n  Send the report to a file, `--format pretty=FILE`, or give `--format json`, which holds the new texts.\n"],
  ])("%j is refused", async (argv, error) => {
    const { exitCode, stderr } = await runIn({ cwd: project({ [more]: two }) }, ...argv);
    expect([exitCode, stderr]).toEqual([2, error]);
  });
});

describe("--fix-dry-run", () => {
  it.each([
    ["as Prisma writes it", two],
    ["without a line end", two.trimEnd()],
    ["with CRLF", two.replaceAll("\n", "\r\n")],
  ])("prints a diff that git applies to the same end as --fix: %s", async (_, text) => {
    const [root, other] = [project({ [more]: text }), project({ [more]: text })];
    const { exitCode, stdout } = await runIn({ cwd: root }, "--fix-dry-run", ...quiet);
    expect([exitCode, newFilesOf(root)]).toEqual([1, { [more]: text }]);
    execFileSync("git", ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"], { cwd: root, input: stdout });
    await runIn({ cwd: other }, "--fix", ...quiet);
    expect(newFilesOf(root)).toEqual(newFilesOf(other));
    expect(Object.keys(newFilesOf(root))).toEqual([more, index, validate]);
  });

  it("prints nothing where nothing can be fixed", async () => {
    const { exitCode, stdout, stderr } = await runIn({ cwd: project({}) }, "--fix-dry-run");
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "", stderr: "Nothing was fixed.\n" });
  });

  it("names folders with spaces and quotes as git reads them", async () => {
    const odd = `${migrations}/20260301120000_a "b"/migration.sql`;
    const root = project({ [odd]: two });
    const { stdout } = await runIn({ cwd: root }, "--fix-dry-run", ...quiet);
    execFileSync("git", ["apply", "-"], { cwd: root, input: stdout });
    expect(newFilesOf(root)).toEqual({ [odd]: split[more], [index]: split[index], [validate]: split[validate] });
  });
});

describe("a fix that was interrupted while it was written", () => {
  it("is told of by lint, refused by a dry run, and finished by the next --fix", async () => {
    const root = project({ [more]: two, "prisma/.prisma-migrate-lint-fix/plan.json": JSON.stringify({ version: 1, files: [{ file: index, before: null, after: split[index] }, { file: validate, before: null, after: split[validate] }, { file: more, before: two, after: split[more] }] }) });
    const note = "note: a fix was interrupted while it was written: `prisma-migrate-lint --fix` writes the rest.\n";
    expect((await runIn({ cwd: root }, ...quiet)).stderr).toBe(note);
    expect((await runIn({ cwd: root }, "--fix-dry-run", ...quiet)).stderr).toBe("error: A fix was interrupted while it was written.\n  `prisma-migrate-lint --fix` writes the rest.\n");
    expect((await runIn({ cwd: root }, "--fix", ...quiet)).stderr).toBe("The rest of an interrupted fix was written.\nNothing was fixed.\n");
    expect([newFilesOf(root), existsSync(join(root, "prisma/.prisma-migrate-lint-fix"))]).toEqual([split, false]);
  });

  it("is not finished over what somebody wrote since", async () => {
    const root = project({ [more]: `${two}-- mine\n`, "prisma/.prisma-migrate-lint-fix/plan.json": JSON.stringify({ version: 1, files: [{ file: more, before: two, after: split[more] }] }) });
    const { exitCode, stderr } = await runIn({ cwd: root }, "--fix", ...quiet);
    expect([exitCode, stderr.split("\n")[0]]).toEqual([2, `error: ${more} was changed since a fix was interrupted.`]);
    expect(newFilesOf(root)).toEqual({ [more]: `${two}-- mine\n` });
  });
});
