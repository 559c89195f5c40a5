import { findColumn, findTable } from "../database/names/lookup.js";
import { foreignKeysOf } from "../database/dependents.js";
import type { Finding, Suggestion } from "../model/finding.js";
import type { Unfixed } from "../model/fix.js";
import type { Migration } from "../model/migration.js";
import { candidateOf, type Candidate } from "./candidates.js";
import type { FixInput } from "./fix.js";
import type { History } from "./history.js";
import type { Judged } from "./prove.js";

/** What may be tried: those that were refused before are not. */
export function candidatesIn(judged: Judged, history: History, input: FixInput, refused: ReadonlyMap<string, string>): readonly Candidate[] {
  return judged.findings.flatMap((finding) => {
    const [suggestion] = finding.suggestions;
    if (suggestion === undefined || input.isKnown(finding) || refused.has(finding.fingerprint) || obstacle(finding, judged, history, input) !== undefined) return [];
    return [candidateOf(finding, suggestion, judged.timeline)];
  });
}

/** Why each finding is still there. */
export const reasonsFor = (judged: Judged, history: History, input: FixInput, refused: ReadonlyMap<string, string>): readonly Unfixed[] =>
  judged.findings.filter((finding) => !input.isKnown(finding)).map((finding) => ({ finding, why: obstacle(finding, judged, history, input) ?? refused.get(finding.fingerprint) ?? "nothing was tried" }));

function obstacle(finding: Finding, judged: Judged, history: History, input: FixInput): string | undefined {
  const [suggestion] = finding.suggestions;
  if (suggestion === undefined) return finding.stuck ?? "no rewriting of files does away with it: see its help";
  if (suggestion.asks !== undefined) return suggestion.asks;
  const migrations = new Map(judged.timeline.migrations.map(({ migration }) => [migration.source.file, migration]));
  for (const file of new Set(suggestion.edits.filter(({ creates }) => creates === undefined).map((edit) => edit.file))) {
    const migration = migrations.get(file);
    const why = migration ? fixed(migration, history, input) : schemaFixed(file, history, input);
    if (why !== undefined) return why;
  }
  return onlySchema(finding, suggestion, judged, migrations);
}

/** Why this migration must not change. */
function fixed(migration: Migration, { parts }: History, { isUnchosen, refuses, project }: FixInput): string | undefined {
  if (migration.deployed || migration.shared === true) return `${migration.name} is on ${project.base.ref ?? "the base"} already: Prisma keeps a checksum of what is applied`;
  if (!migration.reported) return `${migration.name} is not among the migrations chosen`;
  if (isUnchosen) return "there is no base that says which migrations are deployed: choose with --since REF, --latest N, or by naming the migration";
  if (migration.script.statements.some(({ operations }) => operations.some(({ kind }) => kind === "begin" || kind === "commit" || kind === "rollback"))) {
    return "its file has BEGIN, COMMIT or ROLLBACK: where its transactions end is the author's decision";
  }
  const placeholder = [...project.environment.placeholders.keys()].find((text) => migration.source.text.includes(text));
  if (placeholder !== undefined) return `its file has a placeholder (${placeholder}), which the new text would not have`;
  const part = parts.find(({ own }) => own.source.file === migration.source.file);
  return part && refuses(part.before);
}

function schemaFixed(file: string, { schema }: History, { project, refuses, isUnchosen }: FixInput): string | undefined {
  if (file.startsWith("../")) return `${file} lies outside of the repository`;
  const own = project.schema.find((source) => source.file === file);
  if (own === undefined || !schema.some((source) => source.file === file)) return `${file} is no file of the project`;
  return isUnchosen ? undefined : refuses(own);
}

/** Lines of schema.prisma alone are right where no migration has made the table or its foreign key yet: the next `migrate dev` does both. */
function onlySchema(finding: Finding, { edits }: Suggestion, { timeline: { database } }: Judged, migrations: ReadonlyMap<string, Migration>): string | undefined {
  if (edits.some(({ file, creates }) => creates !== undefined || migrations.has(file))) return undefined;
  const { schema, table: name, column } = finding.subject;
  const table = name === null ? undefined : findTable(database, { schema: schema ?? undefined, name });
  if (!table) return undefined;
  const columns = (column ?? "").split(", ").map((each) => findColumn(table, each)?.id);
  const isMade = foreignKeysOf(table).some((key) => key.columns.length === columns.length && columns.every((id) => id !== undefined && key.columns.includes(id)));
  return isMade ? "schema.prisma would then say what no migration makes: add the line, and `prisma migrate dev --create-only` writes the migration" : undefined;
}
