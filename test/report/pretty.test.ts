import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import type { ProjectReport } from "../../src/report/lint-report.js";
import { pretty, type PrettyOptions } from "../../src/report/pretty.js";
import { SourceText } from "../../src/text/source-text.js";
import { dropColumn, file, project, slowIndex, spanOf } from "./sample.js";

const plain: PrettyOptions = { chalk: new Chalk({ level: 0 }), width: undefined, quiet: false, show: (path) => path };

function print(projects: readonly ProjectReport[], options: Partial<PrettyOptions> = {}): string {
  return pretty({ root: "/repository", projects }, { ...plain, ...options });
}

describe("a finding", () => {
  it("shows message, place, line, way out with statements on lines of their own, and page", () => {
    expect(print([project({ findings: [slowIndex] })])).toBe(`\
error[require-concurrent-index]: Every insert, update and delete on "Post" waits until this index is built; reads continue.
  ┌─ prisma/migrations/2_index/migration.sql:2:1
2 │ CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: Alone in its file:
          CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");
        If it fails:
          DROP INDEX CONCURRENTLY "Post_authorId_idx";
        then deploy again.
  docs: npx prisma-migrate-lint explain require-concurrent-index

1 error in 2 new migrations (163 replayed, base origin/main)
`);
  });

  it("names related places and the rules it stands for", () => {
    const schema = new SourceText("prisma/schema.prisma", "model User {\n  email String\n}\n");
    const finding = {
      ...dropColumn,
      help: "Stop using it, deploy, then drop it.",
      related: [
        { file: schema.file, span: spanOf("email", schema), message: "declared here" },
        { file: "prisma/gone.prisma", span: { start: 0, end: 0 }, message: "was declared here" },
      ],
      supersedes: ["no-default-drop", "no-tightening"],
    };
    expect(print([project({ findings: [finding], sources: new Map([...project().sources, [schema.file, schema]]) })])).toBe(`\
warning[no-drop-column]: The values of "email" are lost.
  ┌─ prisma/migrations/2_index/migration.sql:5:20
5 │ ALTER TABLE "User" DROP COLUMN "email";
  │                    ^^^^^^^^^^^^^^^^^^^
  help: Stop using it, deploy, then drop it.
  note: declared here: prisma/schema.prisma:2:3
  note: was declared here: prisma/gone.prisma
  note: this stands for no-default-drop and no-tightening too
  docs: npx prisma-migrate-lint explain no-drop-column

1 warning in 2 new migrations (163 replayed, base origin/main)
`);
  });

  it("without a file to show has its place alone", () => {
    const finding = { ...dropColumn, rule: "no-missing-migration-file", file: "prisma/migrations/3_gone/migration.sql", message: "Gone." };
    expect(print([project({ findings: [finding] })])).toBe(`\
warning[no-missing-migration-file]: Gone.
  ─ prisma/migrations/3_gone/migration.sql
  docs: npx prisma-migrate-lint explain no-missing-migration-file

1 warning in 2 new migrations (163 replayed, base origin/main)
`);
  });

  it("wraps to the terminal, but neither paths nor statements", () => {
    expect(print([project({ findings: [slowIndex] })], { width: 50 })).toBe(`\
error[require-concurrent-index]: Every insert,
  update and delete on "Post" waits until this
  index is built; reads continue.
  ┌─ prisma/migrations/2_index/migration.sql:2:1
2 │ CREATE INDEX "Post_authorId_idx" ON "Post"("a…
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: Alone in its file:
          CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");
        If it fails:
          DROP INDEX CONCURRENTLY "Post_authorId_idx";
        then deploy again.
  docs: npx prisma-migrate-lint explain require-concurrent-index

1 error in 2 new migrations (163 replayed, base
origin/main)
`);
  });

  it("takes 40 columns for the least, whatever the terminal says", () => {
    const text = (width: number) => print([project({ findings: [slowIndex] })], { width });
    expect(text(7)).toBe(text(40));
  });

  it("says a long way out once, and its page once", () => {
    const again = { ...slowIndex, span: dropColumn.span, message: "Again." };
    expect(print([project({ findings: [slowIndex, again] })]).split("\n").slice(11, 17)).toEqual([
      "error[require-concurrent-index]: Again.",
      "  ┌─ prisma/migrations/2_index/migration.sql:5:20",
      '5 │ ALTER TABLE "User" DROP COLUMN "email";',
      "  │                    ^^^^^^^^^^^^^^^^^^^",
      "  help: the same as at prisma/migrations/2_index/migration.sql:2:1",
      "",
    ]);
  });

  it("says what stands behind an empty line of the way out once for each rule", () => {
    const first = { ...slowIndex, help: "Build it elsewhere.\n\nSmall table? Say so." };
    const again = { ...first, span: dropColumn.span, help: "Build that elsewhere.\n\nSmall table? Say so." };
    const rows = print([project({ findings: [first, again] })]).split("\n");
    expect([rows[4], rows[5], rows[12], rows[13]]).toEqual(["  help: Build it elsewhere.", "        Small table? Say so.", "  help: Build that elsewhere.", ""]);
  });

  it("shows places as they can be opened from the working directory", () => {
    const text = print([project({ findings: [dropColumn] })], { show: (path) => `../${path}` });
    expect(text.split("\n")[1]).toBe("  ┌─ ../prisma/migrations/2_index/migration.sql:5:20");
  });

  it("never hands control characters of a file to the terminal", () => {
    const hostile = new SourceText(file, 'DROP TABLE "a\u001B[2J\u202Eb";\n');
    const finding = { ...dropColumn, message: 'The rows of "a\u001B[2J\u202Eb" are lost.', span: spanOf("DROP", hostile) };
    expect(print([project({ findings: [finding], sources: new Map([[file, hostile]]) })]).split("\n").slice(0, 4)).toEqual([
      'warning[no-drop-column]: The rows of "a\uFFFD[2J\uFFFDb" are lost.',
      "  ┌─ prisma/migrations/2_index/migration.sql:1:1",
      '1 │ DROP TABLE "a\uFFFD[2J\uFFFDb";',
      "  │ ^^^^",
    ]);
  });

  it("is coloured by its severity when the output can show it", () => {
    const rows = print([project({ findings: [{ ...dropColumn, help: "Use `@ignore`." }] })], { chalk: new Chalk({ level: 1 }) }).split("\n");
    expect(rows.slice(0, 6)).toEqual([
      '\u001B[33m\u001B[1mwarning[no-drop-column]: \u001B[22m\u001B[39m\u001B[1mThe values of "email" are lost.\u001B[22m',
      "\u001B[34m  ┌─ \u001B[39mprisma/migrations/2_index/migration.sql:5:20",
      '\u001B[34m5 │\u001B[39m ALTER TABLE "User" DROP COLUMN "email";',
      "\u001B[34m  │\u001B[39m                    \u001B[33m^^^^^^^^^^^^^^^^^^^\u001B[39m",
      "  \u001B[1m\u001B[32mhelp\u001B[39m\u001B[22m: Use \u001B[36m`@ignore`\u001B[39m.",
      "  \u001B[2mdocs: npx prisma-migrate-lint explain no-drop-column\u001B[22m",
    ]);
  });
});

describe("the end of the report", () => {
  it("counts and names the base, what was silenced and what was assumed", () => {
    expect(print([project({ suppressed: 3, notices: ["The version of Prisma was not found: judged for all."] })])).toBe(`\
note: The version of Prisma was not found: judged for all.

No problems in 2 new migrations (163 replayed, base origin/main), 3 suppressed
`);
  });

  it.each([
    [{ reported: 1 }, "No problems in 1 new migration (163 replayed, base origin/main)"],
    [{ reported: 163, chosen: "all" }, "No problems in all 163 migrations (163 replayed, base origin/main)"],
    [{ reported: 1, replayed: 1, chosen: "all" }, "No problems in the only migration (1 replayed, base origin/main)"],
    [{ reported: 1, chosen: "given" }, "No problems in 1 migration (163 replayed, base origin/main)"],
    [{ reported: 1, chosen: "staged" }, "No problems in 1 staged migration (163 replayed, base origin/main)"],
    [{ reported: 0, chosen: "staged" }, "No staged migrations (163 replayed, base origin/main)"],
    [{ reported: 0, chosen: "given" }, "No migrations chosen (163 replayed, base origin/main)"],
    [{ base: { kind: "none", ref: null, source: "no git" } }, "No problems in 2 new migrations (163 replayed, no base)"],
    [{ supported: false, provider: "mysql", reported: 0 }, "Migrations are not linted: mysql is not supported yet"],
    [{ supported: false, provider: undefined, reported: 0 }, "Migrations are not linted: the provider is not known"],
    [{ migrationsDir: undefined, replayed: 0, reported: 0 }, "No problems in schema.prisma (no migrations)"],
    [{ migrationsDir: undefined, replayed: 0, reported: 0, schema: ["prisma/jobs.prisma"] }, "No problems in jobs.prisma (no migrations)"],
    [{ migrationsDir: undefined, replayed: 0, reported: 0, schema: ["prisma/a.prisma", "prisma/b.prisma"] }, "No problems in the schema (no migrations)"],
  ] satisfies [Partial<ProjectReport>, string][])("%o", (change, text) => {
    expect(print([project(change)])).toBe(`${text}\n`);
  });

  it("with nothing new gives the newest migration's verdict and the ways to see more", () => {
    const newest = { migration: "163_last", errors: 1, warnings: 2, rules: ["no-drop-column", "no-tightening"] };
    expect(print([project({ reported: 0, newest })])).toBe(`\
No new migrations (163 replayed, base origin/main)
The newest, 163_last: 1 error, 2 warnings (no-drop-column, no-tightening)

To see more: \`--latest 1\` reports the newest migration, \`--all\` the whole history.
`);
  });

  it("with nothing new but a finding in schema.prisma says where it is", () => {
    const newest = { migration: "163_last", errors: 0, warnings: 0, rules: [] };
    expect(print([project({ reported: 0, newest, findings: [dropColumn] })]).split("\n").slice(-5)).toEqual([
      "1 warning in schema.prisma; no new migrations (163 replayed, base origin/main)",
      "The newest, 163_last: no problems",
      "",
      "To see more: `--latest 1` reports the newest migration, `--all` the whole history.",
      "",
    ]);
  });
});

describe("several projects", () => {
  const api = project({ root: "packages/api", findings: [dropColumn], notices: ["Assumed."] });
  const jobs = project({ name: "jobs", root: "packages/jobs", notices: ["Assumed."] });

  it("have a heading and a line each, shared notices once, and a sum", () => {
    expect(print([api, jobs])).toBe(`\
── packages/api ── postgresql

warning[no-drop-column]: The values of "email" are lost.
  ┌─ prisma/migrations/2_index/migration.sql:5:20
5 │ ALTER TABLE "User" DROP COLUMN "email";
  │                    ^^^^^^^^^^^^^^^^^^^
  docs: npx prisma-migrate-lint explain no-drop-column

note: Assumed.

1 warning in 2 new migrations (163 replayed, base origin/main)

── jobs ── postgresql

No problems in 2 new migrations (163 replayed, base origin/main)

1 warning in 2 projects
`);
  });

  it("print nothing without errors when quiet", () => {
    expect(print([api, jobs], { quiet: true })).toBe("");
  });

  it("print only those with errors when quiet", () => {
    const broken = project({ root: "packages/web", findings: [{ ...dropColumn, severity: "error" }, dropColumn] });
    expect(print([jobs, broken], { quiet: true })).toBe(`\
── packages/web ── postgresql

error[no-drop-column]: The values of "email" are lost.
  ┌─ prisma/migrations/2_index/migration.sql:5:20
5 │ ALTER TABLE "User" DROP COLUMN "email";
  │                    ^^^^^^^^^^^^^^^^^^^
  docs: npx prisma-migrate-lint explain no-drop-column

1 error, 1 warning in 2 new migrations (163 replayed, base origin/main)

1 error, 1 warning in 2 projects
`);
  });
});
