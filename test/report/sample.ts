import type { Finding } from "../../src/model/finding.js";
import type { ProjectReport } from "../../src/report/lint-report.js";
import { SourceText, type Span } from "../../src/text/source-text.js";

export const file = "prisma/migrations/2_index/migration.sql";

export const source = new SourceText(
  file,
  `-- CreateIndex
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");

-- AlterTable
ALTER TABLE "User" DROP COLUMN "email";
`,
);

/** The first place where the text stands. */
export function spanOf(text: string, within: SourceText = source): Span {
  const start = within.text.indexOf(text);
  if (start === -1) throw new Error(`no ${text} in ${within.file}`);
  return { start, end: start + text.length };
}

const common = {
  file,
  migration: "2_index",
  subject: { schema: "public", table: "Post", column: null, index: null, constraint: null, type: null },
  related: [],
  supersedes: [],
  suggestions: [],
};

export const slowIndex: Finding = {
  ...common,
  rule: "require-concurrent-index",
  severity: "error",
  message: 'Every insert, update and delete on "Post" waits until this index is built; reads continue.',
  help: 'Alone in its file: `CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");` If it fails: `DROP INDEX CONCURRENTLY "Post_authorId_idx";`, then deploy again.',
  span: spanOf('CREATE INDEX "Post_authorId_idx" ON "Post"("authorId")'),
  statement: 0,
  subject: { ...common.subject, index: "Post_authorId_idx" },
  fingerprint: "f1",
};

export const dropColumn: Finding = {
  ...common,
  rule: "no-drop-column",
  severity: "warning",
  message: 'The values of "email" are lost.',
  help: "",
  span: spanOf('DROP COLUMN "email"'),
  statement: 1,
  subject: { ...common.subject, table: "User", column: "email" },
  fingerprint: "f2",
};

export function project(change: Partial<ProjectReport> = {}): ProjectReport {
  return {
    name: undefined,
    root: ".",
    provider: "postgresql",
    supported: true,
    schema: ["prisma/schema.prisma"],
    migrationsDir: "prisma/migrations",
    base: { kind: "git", ref: "origin/main", source: "default branch" },
    replayed: 163,
    reported: 2,
    chosen: "new",
    findings: [],
    sources: new Map([[file, source]]),
    suppressed: 0,
    notices: [],
    newest: undefined,
    ...change,
  };
}
