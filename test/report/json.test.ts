import { expect, it } from "vitest";
import { json } from "../../src/report/json.js";
import { SourceText } from "../../src/text/source-text.js";
import { dropColumn, file, project, slowIndex } from "./sample.js";

it("gives one object with the fields of the contract", () => {
  const finding = {
    ...slowIndex,
    related: [{ file, span: { start: 0, end: 14 }, message: "here" }],
    supersedes: ["no-set-not-null-scan"],
    suggestions: [{ title: "Say CONCURRENTLY", edits: [{ file, span: { start: 27, end: 27 }, text: " CONCURRENTLY" }] }],
  };
  const text = json({ root: "/repository", projects: [project({ findings: [finding, dropColumn], suppressed: 4, notices: ["never in here"] })] });
  expect(text.endsWith("}\n")).toBe(true);
  expect(JSON.parse(text)).toEqual({
    version: 1,
    command: "lint",
    projects: [
      {
        root: ".",
        provider: "postgresql",
        schema: ["prisma/schema.prisma"],
        migrationsDir: "prisma/migrations",
        base: { kind: "git", ref: "origin/main" },
        replayed: 163,
        reported: 2,
        findings: [
          {
            rule: "require-concurrent-index",
            severity: "error",
            message: slowIndex.message,
            help: slowIndex.help,
            file: "prisma/migrations/2_index/migration.sql",
            migration: "2_index",
            statement: 0,
            start: { line: 2, column: 1 },
            end: { line: 2, column: 55 },
            subject: { schema: "public", table: "Post", column: null, index: "Post_authorId_idx", constraint: null, type: null },
            related: [{ file, start: { line: 1, column: 1 }, end: { line: 1, column: 15 }, message: "here" }],
            supersedes: ["no-set-not-null-scan"],
            suggestions: [{ title: "Say CONCURRENTLY", edits: [{ file, start: 27, end: 27, text: " CONCURRENTLY" }] }],
            docs: "docs/rules/require-concurrent-index.md",
            fingerprint: "f1",
          },
          {
            rule: "no-drop-column",
            severity: "warning",
            message: 'The values of "email" are lost.',
            help: "",
            file: "prisma/migrations/2_index/migration.sql",
            migration: "2_index",
            statement: 1,
            start: { line: 5, column: 20 },
            end: { line: 5, column: 39 },
            subject: { schema: "public", table: "User", column: "email", index: null, constraint: null, type: null },
            related: [],
            supersedes: [],
            suggestions: [],
            docs: "docs/rules/no-drop-column.md",
            fingerprint: "f2",
          },
        ],
        summary: { errors: 1, warnings: 1, suppressed: 4 },
      },
    ],
  });
});

it("says null for what a project does not have", () => {
  const bare = project({ provider: undefined, migrationsDir: undefined, schema: [], base: { kind: "none", ref: null, source: "no git" }, replayed: 0, reported: 0 });
  expect(JSON.parse(json({ root: "/", projects: [bare] }))).toEqual({
    version: 1,
    command: "lint",
    projects: [
      {
        root: ".",
        provider: null,
        schema: [],
        migrationsDir: null,
        base: { kind: "none", ref: null },
        replayed: 0,
        reported: 0,
        findings: [],
        summary: { errors: 0, warnings: 0, suppressed: 0 },
      },
    ],
  });
});

it("counts columns in UTF-16 units and the end exclusive, over lines", () => {
  const text = new SourceText(file, "-- 👩\nDROP\nTABLE a;");
  const finding = { ...dropColumn, migration: null, statement: null, span: { start: 3, end: 17 } };
  const [first] = positions(json({ root: "/", projects: [project({ findings: [finding], sources: new Map([[file, text]]) })] }));
  expect(first).toEqual({ start: { line: 1, column: 4 }, end: { line: 3, column: 7 } });
});

it("places a finding of a file that is not there at its start", () => {
  const [first] = positions(json({ root: "/", projects: [project({ findings: [dropColumn], sources: new Map() })] }));
  expect(first).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
});

function positions(text: string): readonly unknown[] {
  const report: { projects: { findings: { start: unknown; end: unknown }[] }[] } = JSON.parse(text);
  return report.projects.flatMap(({ findings }) => findings.map(({ start, end }) => ({ start, end })));
}
