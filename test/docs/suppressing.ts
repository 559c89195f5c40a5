import type { Rule } from "../../src/check/rule.js";
import type { SuppressEntry } from "../../src/model/config.js";
import type { Finding } from "../../src/model/finding.js";
import type { RuleFixture } from "../support/rule-fixture.js";

export interface Shown {
  readonly language: "sql" | "prisma" | "ts";
  readonly text: string;
}

/** How this finding is accepted: by a comment where one can silence it, and by an entry of the configuration. */
export function suppressing(rule: Rule, finding: Finding, fixture: RuleFixture, reason: string): readonly Shown[] {
  const comment = canBeSilencedByComment(rule) ? [commented(finding, fixture, reason)] : [];
  const entry = Object.entries(entryFor(finding, reason)).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return [...comment, { language: "ts", text: `// prisma-migrate-lint.config.ts\nsuppress: [{ ${entry.join(", ")} }],` }];
}

/** What is said of comments, and of files that are not there, no comment can silence. */
export const canBeSilencedByComment = ({ directives, folder }: Rule): boolean => directives === undefined && folder === undefined;

export function commentFor({ rule, migration, statement }: Finding, reason: string): string {
  if (migration !== null && statement === null) return `-- prisma-migrate-lint-disable-file ${rule} -- ${reason}`;
  return migration === null ? `// prisma-migrate-lint-disable-next-line ${rule} -- ${reason}` : `-- prisma-migrate-lint-disable-next-statement ${rule} -- ${reason}`;
}

export function entryFor({ rule, migration, subject }: Finding, reason: string): SuppressEntry {
  return { rule, ...(migration === null ? {} : { migration }), ...(subject.table === null ? {} : { table: subject.table }), reason };
}

/** The line of the finding's file, from 1, above which the comment goes: the first line of its statement or of the finding itself. */
export function lineOfComment(finding: Finding, fixture: RuleFixture): number {
  const source = [...fixture.migrations, ...fixture.schema].find(({ file }) => file === finding.file);
  if (source === undefined) throw new Error(`${fixture.path} has no ${finding.file}`);
  const from = finding.migration === null ? finding.span.start : source.text.slice(0, finding.span.start).lastIndexOf(";") + 1;
  if (finding.migration !== null && finding.statement === null) return 1;
  const skipped = /^(?:\s|--.*\n)*/.exec(source.text.slice(from))?.[0].length ?? 0;
  return source.position(from + skipped).line;
}

function commented(finding: Finding, fixture: RuleFixture, reason: string): Shown {
  const source = [...fixture.migrations, ...fixture.schema].find(({ file }) => file === finding.file);
  const rest = (source?.text ?? "").split("\n").slice(lineOfComment(finding, fixture) - 1);
  const last = finding.migration === null ? 0 : rest.findIndex((line) => line.trimEnd().endsWith(";"));
  const statement = rest.slice(0, last + 1).join("\n");
  return { language: finding.migration === null ? "prisma" : "sql", text: `${commentFor(finding, reason)}\n${finding.migration === null ? statement.trim() : statement}` };
}
