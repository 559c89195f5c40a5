import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { XMLParser } from "fast-xml-parser";
import { SyntaxValidator } from "fast-xml-validator";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.js";
import { checkstyle } from "../../src/report/checkstyle.js";
import { compact } from "../../src/report/compact.js";
import { github } from "../../src/report/github.js";
import { gitlab } from "../../src/report/gitlab.js";
import { junit } from "../../src/report/junit.js";
import type { LintReport } from "../../src/report/lint-report.js";
import { markdown, MARKDOWN_MARKER } from "../../src/report/markdown.js";
import { sarif } from "../../src/report/sarif.js";
import { SourceText } from "../../src/text/source-text.js";
import { rules } from "../../rules/index.js";
import { dropColumn, file, project, slowIndex } from "./sample.js";

const suggested: Finding = {
  ...slowIndex,
  related: [{ file: "prisma/schema.prisma", span: { start: 0, end: 0 }, message: "declared here" }],
  suggestions: [{ title: "Build it CONCURRENTLY", edits: [{ file, span: { start: 23, end: 23 }, text: " CONCURRENTLY" }] }],
};

const report: LintReport = { root: "/repository", projects: [project({ findings: [suggested, dropColumn] })] };
const clean: LintReport = { root: "/repository", projects: [project()] };

/** What a name can hold, in a file whose name holds it too. */
const evilText = "a<b>&\"'`%,:;\r\n*_[x](y) @someone #1 ]]> \u0000\u001B[31m \uD800 é 😀 </details> <!-- -->";
const evilFile = "pri sma/ü&<#?>%/migrations/1_x/migration.sql";
const evilSource = new SourceText(evilFile, `-- ${evilText}\nSELECT 1;\n`);
const evil: LintReport = {
  root: "/with space/ü#?",
  projects: [project({ name: evilText, findings: [{ ...slowIndex, file: evilFile, span: { start: 0, end: evilSource.text.length }, message: evilText, help: `${evilText} \`DROP TABLE "a\`b";\`` }], sources: new Map([[evilFile, evilSource]]), notices: [evilText] })],
};

const reports = { report, clean, evil };

describe("sarif", () => {
  const schema: unknown = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const isSarif = ajv.compile(schema as object);

  it.each(Object.entries(reports))("is SARIF 2.1.0: %s", (_, some) => {
    const value: unknown = JSON.parse(sarif(some, { version: "1.2.3", rules }));
    isSarif(value);
    expect(isSarif.errors).toBe(null);
  });

  it("says of a finding its region, related places, fixes and what tells it again", () => {
    const log = JSON.parse(sarif(report, { version: "1.2.3", rules })) as { runs: { results: unknown[]; tool: { driver: { rules: { id: string }[] } }; originalUriBaseIds: unknown }[] };
    const [run] = log.runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).filter((id) => id === "require-concurrent-index" || id === "no-drop-column"));
    expect(run?.originalUriBaseIds).toEqual({ SRCROOT: { uri: "file:///repository/" } });
    const artifactLocation = { uri: "prisma/migrations/2_index/migration.sql", uriBaseId: "SRCROOT" };
    expect(run?.results[0]).toEqual({
      ruleId: "require-concurrent-index",
      ruleIndex: run?.tool.driver.rules.findIndex(({ id }) => id === "require-concurrent-index"),
      level: "error",
      message: { text: `${slowIndex.message}\n\n${slowIndex.help}` },
      locations: [{ physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 55 } } }],
      relatedLocations: [
        { id: 0, physicalLocation: { artifactLocation: { uri: "prisma/schema.prisma", uriBaseId: "SRCROOT" }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } }, message: { text: "declared here" } },
      ],
      partialFingerprints: { primaryLocationLineHash: "f1:1", "prismaMigrateLint/v1": "f1" },
      fixes: [
        { description: { text: "Build it CONCURRENTLY" }, artifactChanges: [{ artifactLocation, replacements: [{ deletedRegion: { charOffset: 23, charLength: 0 }, insertedContent: { text: " CONCURRENTLY" } }] }] },
      ],
    });
  });

  it("writes paths as URIs", () => {
    const { runs } = JSON.parse(sarif(evil, { version: "1.2.3", rules })) as { runs: { originalUriBaseIds: { SRCROOT: { uri: string } }; results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
    const base = runs[0]?.originalUriBaseIds.SRCROOT.uri;
    const uri = runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? "";
    expect(decodeURIComponent(new URL(uri, base).pathname)).toBe(`/with space/ü#?/${evilFile}`);
  });
});

describe("github", () => {
  it("is a workflow command for each finding", () => {
    expect(github(report)).toBe(
      `::error file=prisma/migrations/2_index/migration.sql,line=2,endLine=2,col=1,endColumn=54,title=require-concurrent-index::${slowIndex.message}%0A${slowIndex.help}\n` +
        '::warning file=prisma/migrations/2_index/migration.sql,line=5,endLine=5,col=20,endColumn=38,title=no-drop-column::The values of "email" are lost.\n',
    );
    expect(github(clean)).toBe("");
  });

  it("is one line that reads back, whatever the names hold", () => {
    const text = github(evil);
    expect(text.split("\n").length).toBe(2);
    const [, properties = "", data = ""] = /^::error ([^:]*)::(.*)\n$/.exec(text) ?? [];
    const decoded = (written: string): string => decodeURIComponent(written.replace(/%(?!25|0D|0A|3A|2C)/g, "%25"));
    expect(properties.split(",").map((pair) => pair.slice(0, pair.indexOf("=")))).toEqual(["file", "line", "endLine", "title"]);
    expect(decoded(/^file=([^,]*)/.exec(properties)?.[1] ?? "")).toBe(evilFile);
    expect(data.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%")).toBe(`${evilText}\n${evilText} \`DROP TABLE "a\`b";\``);
  });
});

it("gitlab: an issue a finding, as Code Quality asks for", () => {
  expect(JSON.parse(gitlab(report))).toEqual([
    { description: slowIndex.message, check_name: "require-concurrent-index", fingerprint: "f1", severity: "major", location: { path: file, lines: { begin: 2, end: 2 } } },
    { description: dropColumn.message, check_name: "no-drop-column", fingerprint: "f2", severity: "minor", location: { path: file, lines: { begin: 5, end: 5 } } },
  ]);
  expect(gitlab(clean)).toBe("[]\n");
});

it("compact: a line a finding", () => {
  expect(compact(report, (path) => `./${path}`)).toBe(
    './prisma/migrations/2_index/migration.sql:2:1: error: Every insert, update and delete on "Post" waits until this index is built; reads continue. [require-concurrent-index]\n' +
      './prisma/migrations/2_index/migration.sql:5:20: warning: The values of "email" are lost. [no-drop-column]\n',
  );
  expect(compact(evil, (path) => path).split("\n").length).toBe(2);
});

describe("XML", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", isArray: (name) => ["testcase", "testsuite", "file", "error"].includes(name), htmlEntities: true, parseAttributeValue: true, processEntities: true });

  it.each(Object.entries(reports))("is well formed: %s", (_, some) => {
    expect(SyntaxValidator.validate(checkstyle(some))).toBe(true);
    expect(SyntaxValidator.validate(junit(some))).toBe(true);
  });

  it("checkstyle: an error a finding, by file", () => {
    expect((parser.parse(checkstyle(report)) as { checkstyle: unknown }).checkstyle).toEqual({
      version: 4.3,
      file: [
        {
          name: file,
          error: [
            { line: 2, column: 1, severity: "error", message: `${slowIndex.message} ${slowIndex.help}`, source: "prisma-migrate-lint.require-concurrent-index" },
            { line: 5, column: 20, severity: "warning", message: dropColumn.message, source: "prisma-migrate-lint.no-drop-column" },
          ],
        },
      ],
    });
  });

  it("junit: errors fail, warnings do not", () => {
    const suites = (parser.parse(junit(report)) as { testsuites: unknown }).testsuites;
    expect(suites).toEqual({
      name: "prisma-migrate-lint",
      tests: 2,
      failures: 1,
      errors: 0,
      testsuite: [
        {
          name: ".",
          tests: 2,
          failures: 1,
          errors: 0,
          testcase: [
            { name: "require-concurrent-index at line 2, column 1", classname: file, failure: { type: "require-concurrent-index", message: slowIndex.message, "#text": `${file}:2:1\n${slowIndex.message}\n${slowIndex.help}` } },
            { name: "no-drop-column at line 5, column 20", classname: file, "system-out": `${file}:5:20\n${dropColumn.message}` },
          ],
        },
      ],
    });
  });

  it("junit: a run without problems has a case that passed", () => {
    const { testsuites } = parser.parse(junit(clean)) as { testsuites: { tests: number; failures: number; testsuite: { testcase: unknown }[] } };
    expect([testsuites.tests, testsuites.failures, testsuites.testsuite[0]?.testcase]).toEqual([1, 0, [{ name: "2 reported, 163 replayed: no problems", classname: "prisma/migrations" }]]);
  });
});

describe("markdown", () => {
  it("opens finding by finding, after a line by which the comment is found again", () => {
    expect(markdown(report)).toBe(`${MARKDOWN_MARKER}
### ❌ prisma-migrate-lint: 1 error, 1 warning

2 migrations of 163, compared with <code>origin/main</code>

<details><summary>❌ <b>require-concurrent-index</b>: Every insert, update and delete on "Post" waits until this index is built; reads continue.</summary>

<code>prisma/migrations/2&#95;index/migration.sql:2</code>

\`\`\`sql
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId")
\`\`\`

Alone in its file:

\`\`\`sql
CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");
\`\`\`

If it fails:

\`\`\`sql
DROP INDEX CONCURRENTLY "Post_authorId_idx";
\`\`\`

then deploy again.

- declared here: <code>prisma/schema.prisma:1</code>
</details>

<details><summary>⚠️ <b>no-drop-column</b>: The values of "email" are lost.</summary>

<code>prisma/migrations/2&#95;index/migration.sql:5</code>

\`\`\`sql
DROP COLUMN "email"
\`\`\`

</details>
`);
    expect(markdown(clean)).toBe(`${MARKDOWN_MARKER}\n### ✅ prisma-migrate-lint: no problems\n\n2 migrations of 163, compared with <code>origin/main</code>\n`);
  });

  it("is no longer than a comment may be, and counts what is left out", () => {
    const many: LintReport = { root: "/repository", projects: [project({ findings: Array.from({ length: 2000 }, () => slowIndex) })] };
    const text = markdown(many);
    expect(text.length <= 65_536).toBe(true);
    const shown = text.split("<details>").length - 1;
    expect(text.endsWith(`\n… and ${2000 - shown} more findings: \`npx prisma-migrate-lint\` shows them.\n`)).toBe(true);
  });

  it("names cannot leave their place", () => {
    const text = markdown(evil);
    expect(text.match(/<\/details>/g)?.length).toBe(2);
    const outside = text.replace(/`{3,}sql\n[\s\S]*?\n`{3,}\n/g, "");
    expect(outside.match(/<\/details>/g)?.length).toBe(1);
    expect(outside).not.toMatch(/@someone|\[x\]\(y\)|<!-- -->/);
  });
});
