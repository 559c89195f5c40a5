import type { CheckInput } from "../../src/check/run/collect.js";
import { resolveConfig } from "../../src/check/config/config.js";
import type { OptionSet, Messages, Report, Rule } from "../../src/check/rule.js";
import { defineRule } from "../../src/check/rule.js";
import { reviewSchema, type SchemaReview } from "../../src/check/schema-review/schema-review.js";
import { check, type CheckResult } from "../../src/check/run/run.js";
import { emptyDatabase } from "../../src/database/names/lookup.js";
import type { Writer } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import type { Place } from "../../src/model/finding.js";
import type { Migration, Statement } from "../../src/model/migration.js";
import type { Operation } from "../../src/model/operation.js";
import type { ReplayedMigration, Step, Timeline } from "../../src/model/step.js";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import { SourceText, type Span } from "../../src/text/source-text.js";

/** A history of `DROP TABLE name;` and `SELECT …;` statements, with comments between them, and what the check is to make of it. */
export interface SmallHistory {
  readonly migrations?: Readonly<Record<string, string>>;
  /** Names of migrations that are not new. */
  readonly old?: readonly string[];
  readonly schema?: string;
  readonly baseSchema?: string;
  readonly rules: readonly Rule[];
  readonly config?: unknown;
  readonly soleProject?: boolean;
}

export const database = emptyDatabase("public");

export function run(history: SmallHistory): CheckResult {
  return check(inputOf(history));
}

export function inputOf({ migrations = {}, old = [], schema = "", baseSchema, rules, config, soleProject = true }: SmallHistory): CheckInput {
  return {
    timeline: timelineOf(migrations, old),
    schema: reviewOf(schema, baseSchema),
    environment,
    config: resolveConfig(config, { rules, preset: undefined, overrides: [], file: "prisma-migrate-lint.config.json" }),
    rules,
    sql: noWriter,
    blocks: () => ["read", "write"],
    soleProject,
  };
}

export function reviewOf(schema: string, baseSchema?: string, all = baseSchema === undefined): SchemaReview {
  const base = baseSchema === undefined ? undefined : declaredFrom(baseSchema);
  const declared = declaredFrom(schema);
  return reviewSchema({ declared, base, deployed: database, final: database, defaultSchema: "public", all });
}

const declaredFrom = (text: string) => declaredSchema([parseSchema(new SourceText("prisma/schema.prisma", text))]);

/** Reports every DROP TABLE with its table as subject, changed as the test wants it. */
export function dropRule(id: string, extra: Partial<Report<Messages>> = {}, more: Partial<Rule> = {}): Rule {
  return defineRule<Messages, OptionSet>({
    ...bareRule(id),
    ...more,
    check: {
      dropTable(step, context) {
        const { name } = step.operation.name;
        const at = { file: step.migration.source.file, span: step.operation.span };
        context.report({ at, message: "found", data: { table: name }, subject: { schema: "public", table: name }, ...extra });
      },
      ...more.check,
    },
  });
}

export const bareRule = (id: string) =>
  ({
    id,
    summary: "A rule of the tests",
    category: "habits",
    recommended: "error",
    strict: "error",
    providers: ["postgresql"],
    options: {},
    messages: { found: { message: `${id}: {{table}}`, help: "keep {{table}}" } },
    docs: { effect: "", remedy: "" },
    check: {},
  }) as const satisfies Rule;

/** Reports every model of schema.prisma that is new. */
export function modelRule(id: string): Rule {
  return defineRule<Messages, OptionSet>({
    ...bareRule(id),
    schema(review, context) {
      for (const model of review.declared.models) {
        if (!review.isNew(model)) continue;
        const at = { file: model.source.file, span: model.nameSpan };
        context.report({ at, message: "found", data: { table: model.table }, subject: { schema: "public", table: model.table } });
      }
    },
  });
}

/** `file:line:column` of a place in a history. */
export function printed({ file, span }: Place, { migrations = {}, schema = "" }: SmallHistory): string {
  const name = file.split("/").at(-2) ?? "";
  const text = file.endsWith(".sql") ? (migrations[name] ?? "") : schema;
  const { line, column } = new SourceText(file, text).position(span.start);
  return `${file}:${line}:${column}`;
}

function timelineOf(migrations: Readonly<Record<string, string>>, old: readonly string[]): Timeline {
  const replayed: ReplayedMigration[] = [];
  for (const [name, text] of Object.entries(migrations)) {
    const source = new SourceText(`prisma/migrations/${name}/migration.sql`, text);
    const statements = statementsIn(text);
    const script = { source, statements, comments: commentsIn(text) };
    const isOld = old.includes(name);
    const migration: Migration = { name, source, deployed: isOld, reported: !isOld, script };
    const states = { before: database, after: database, deployed: database };
    const steps: Step[] = [];
    for (const statement of statements) {
      for (const operation of statement.operations) {
        const effect = { locks: [], scans: [], rewrites: [], losesData: [], mayFail: [], breaks: [], opaque: false };
        steps.push({ migration, statement, operation, transactions: [], ...states, problems: [], effect, held: [] });
      }
    }
    replayed.push({ migration, ...states, steps });
  }
  return { migrations: replayed, database };
}

function statementsIn(text: string): readonly Statement[] {
  return [...text.matchAll(/^\s*((?:DROP|SELECT)[^;]*)/gm)].map((match, index) => {
    const words = match[1] ?? "";
    const start = match.index + match[0].length - words.length;
    const span = { start, end: start + words.length };
    return { index, span, operations: [operationIn(words, span)] };
  });
}

function operationIn(words: string, span: Span): Operation {
  const table = /^DROP\s+TABLE\s+(\w+)/.exec(words)?.[1];
  if (table === undefined) return { kind: "opaque", span, node: "SelectStmt", mayChangeSchema: false, refusesTransaction: false };
  return { kind: "dropTable", span, name: { schema: "public", name: table, span }, ifExists: false, cascade: false };
}

function commentsIn(text: string): { span: Span; text: string }[] {
  return [...text.matchAll(/--([^\n]*)/g)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    text: match[1] ?? "",
  }));
}

const environment: Environment = {
  provider: "postgresql",
  serverVersion: { value: 16, source: "test" },
  prismaVersion: { value: undefined, source: "test" },
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source: "test" },
  timeZone: { value: undefined, source: "test" },
};

const unused = (): never => {
  throw new Error("not written in these tests");
};
const noWriter: Writer = { identifier: unused, name: unused, literal: unused, type: unused, statement: unused, statements: unused, newName: unused };
