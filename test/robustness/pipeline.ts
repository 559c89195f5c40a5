import { readdirSync, readFileSync } from "node:fs";
import { recreate } from "../../src/database/recreate/recreate.js";
import { loadDialect } from "../../src/dialects/index.js";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import type { Script } from "../../src/model/migration.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import { SourceText, type Span } from "../../src/text/source-text.js";
import { lintFixture, type RuleFixture } from "../support/rule-fixture.js";

/** PostgreSQL's dialect, which parses the same source only once: of a history cut at its end all but the last file stay as they are. */
export async function rememberingDialect(): Promise<Dialect> {
  const dialect = await loadDialect("postgresql");
  if (dialect === undefined) throw new Error("no dialect for postgresql");
  const parsed = new WeakMap<SourceText, Script>();
  return {
    ...dialect,
    parse: (source) => {
      const script = parsed.get(source) ?? dialect.parse(source);
      parsed.set(source, script);
      return script;
    },
  };
}

export interface History {
  readonly migrations: readonly SourceText[];
  readonly schema?: readonly SourceText[];
}

/** Parse, replay, check under `strict`. Throws where the pipeline does, and for spans that lie outside of their file. */
export function runPipeline({ migrations, schema = [] }: History, dialect: Dialect): readonly Finding[] {
  return runFixture({ path: "test", rule: "test", migrations, schema, base: undefined, config: {}, fresh: 1, expected: [] }, dialect);
}

export function runFixture(fixture: RuleFixture, dialect: Dialect): readonly Finding[] {
  const { findings, sources } = lintFixture(fixture, dialect);
  for (const { rule, file, span } of findings) {
    // What the rules on the folder miss has no text.
    const text = sources.get(file)?.text ?? (rule === "no-missing-migration-file" || rule === "no-provider-mismatch" ? "" : undefined);
    if (text === undefined) throw new Error(`${rule} is about ${file}, which is no file of the run`);
    requireWithin(span, text, rule);
  }
  return findings;
}

/** Statements, their operations and the places of errors lie in the text, and statements in order beside one another. */
export function requirePlaces({ source, statements, comments }: Script): void {
  let end = 0;
  for (const { index, span, operations } of statements) {
    if (span.start < end) throw new Error(`statement ${index} starts at ${span.start}, before ${end}`);
    end = span.end;
    requireWithin(span, source.text, `statement ${index}`);
    if (operations.length === 0) throw new Error(`statement ${index} has no operation`);
    for (const operation of operations) {
      requireWithin(operation.span, source.text, operation.kind);
      if (operation.kind === "invalid") requireWithin(operation.at, source.text, operation.message);
    }
  }
  for (const { span } of comments) requireWithin(span, source.text, "comment");
}

function requireWithin({ start, end }: Span, text: string, what: string): void {
  if (start >= 0 && start <= end && end <= text.length) return;
  throw new Error(`${what} is at ${start}–${end} of ${text.length}`);
}

/** The migrations of the shop, oldest first. */
export function shopMigrations(): readonly SourceText[] {
  const folder = "fixtures/projects/shop/prisma/migrations";
  const names = readdirSync(folder).filter((name) => /^\d{14}_/.test(name)).sort();
  return names.map((name) => new SourceText(`${name}/migration.sql`, readFileSync(`${folder}/${name}/migration.sql`, "utf8")));
}

/** Reads and declares a schema, and asks for nothing more. */
export function declare(source: SourceText): void {
  declaredSchema([parseSchema(source)]);
}

/** The database written as DDL. */
export function written(dialect: Dialect, database: Database): string {
  return recreate(database, dialect.naming.quote).map((operation) => dialect.writer.statement(operation)).join(";\n");
}

/** What was thrown, and for which of the inputs: all of them, so that one run shows every crash. */
export function crashes<T>(inputs: Iterable<readonly [string, T]>, run: (input: T) => void): readonly string[] {
  const found: string[] = [];
  for (const [name, input] of inputs) {
    try {
      run(input);
    } catch (error) {
      found.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : String(error)}`);
    }
  }
  return found;
}

/** Every beginning of a text, by UTF-16 units, the empty one and the whole included. */
export function* prefixes(source: SourceText): Generator<readonly [string, SourceText]> {
  for (let length = 0; length <= source.text.length; length++) yield [`${source.file}, ${length} units`, new SourceText(source.file, source.text.slice(0, length))];
}
