import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { resolveConfig } from "../../src/check/config/config.js";
import type { MigrationsFolder } from "../../src/model/project.js";
import { check } from "../../src/check/run/run.js";
import { reviewSchema } from "../../src/check/schema-review/schema-review.js";
import { shortNames } from "../../src/database/names/short-names.js";
import type { UserConfig } from "../../src/model/config.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Environment, Version } from "../../src/model/environment.js";
import type { Finding } from "../../src/model/finding.js";
import type { MigrationFile } from "../../src/model/migration.js";
import { replay } from "../../src/replay/replay.js";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import { SourceText } from "../../src/text/source-text.js";
import { rules } from "../../rules/index.js";

/**
 * One small history in one file. Lines that begin its parts:
 * `-- file: 0001_init/migration.sql`, `-- file: schema.prisma`, `-- base: schema.prisma` (at the base), `-- config: {…}`, `-- new: 2` (so many of the
 * last migrations are new; 1 unless said; `all` for no base). `-- expect: rule-id "part of the message"` (`//` in schema.prisma) stands before the line where the finding starts.
 */
export interface RuleFixture {
  readonly path: string;
  /** Folder name. */
  readonly rule: string;
  readonly migrations: readonly SourceText[];
  readonly schema: readonly SourceText[];
  readonly base: readonly SourceText[] | undefined;
  /** Other files of the migrations folder: `-- file: migration_lock.toml` (empty: it is not there), `-- file: 0002_x/notes.md`. */
  readonly others?: readonly SourceText[];
  readonly config: UserConfig;
  readonly fresh: number | "all";
  readonly expected: readonly Expectation[];
}

export interface Expectation {
  readonly rule: string;
  readonly part: string;
  readonly file: string;
  /** undefined: the file is not there. */
  readonly line: number | undefined;
}

export function readRuleFixtures(folder = "fixtures/rules"): RuleFixture[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql")).sort();
  return paths.map((path) => parseRuleFixture(join(folder, path), readFileSync(join(folder, path), "utf8")));
}

const HEADER = /^-- (file|base|config|new): (.*)$/;
const EXPECT = /^\s*(?:--|\/\/) expect: ([a-z-]+) "(.*)"\s*$/;
/** Of a file that is not there. */
const EXPECT_IN = /^-- expect-in: (\S+) ([a-z-]+) "(.*)"\s*$/;

export function parseRuleFixture(path: string, text: string): RuleFixture {
  const parts: { readonly kind: string; readonly name: string; readonly lines: string[] }[] = [];
  let config: UserConfig = {};
  let fresh: number | "all" = 1;
  for (const line of text.split("\n")) {
    const [, kind, value = ""] = HEADER.exec(line) ?? [];
    if (kind === "config") config = JSON.parse(value) as UserConfig;
    else if (kind === "new") fresh = value === "all" ? "all" : Number(value);
    else if (kind !== undefined) parts.push({ kind, name: value, lines: [] });
    else if (parts.length > 0) parts.at(-1)?.lines.push(line);
    else if (line.trim() !== "" && !line.startsWith("--")) throw new Error(`${path}: text before the first "-- file:"`);
  }
  const sources = (kind: string, sql: boolean): SourceText[] =>
    parts.filter((part) => part.kind === kind && (sql ? isMigration(part.name) : part.name.endsWith(".prisma"))).map((part) => new SourceText(part.name, part.lines.join("\n")));
  const base = sources("base", false);
  return {
    path,
    rule: basename(dirname(path)),
    migrations: sources("file", true),
    schema: sources("file", false),
    base: base.length > 0 ? base : undefined,
    others: parts.filter(({ kind, name }) => kind === "file" && !isMigration(name) && !name.endsWith(".prisma")).map(({ name, lines }) => new SourceText(name, lines.join("\n"))),
    config,
    fresh,
    expected: parts.flatMap((part) => (part.kind === "file" ? expectations(part.name, part.lines) : [])),
  };
}

const isMigration = (file: string): boolean => file.endsWith("/migration.sql");

/** The folder as it would be on disk; a lock that no part tells is there and right. */
export function folderOf({ migrations, others = [] }: RuleFixture): MigrationsFolder {
  const lock = others.find(({ file }) => file === "migration_lock.toml");
  const provider = lock === undefined ? "postgresql" : /"(postgresql|mysql|sqlite)"/.exec(lock.text)?.[1];
  const own = new Set(migrations.map(({ file }) => dirname(file)));
  const rest = others.filter((other) => other !== lock);
  const bare = [...new Set(rest.map(({ file }) => dirname(file)))].filter((folder) => folder !== "." && !own.has(folder));
  return {
    dir: ".",
    lock: provider === "postgresql" || provider === "mysql" || provider === "sqlite" ? { file: "migration_lock.toml", provider } : undefined,
    lockThere: lock === undefined || lock.text.replace(/^--.*$/gm, "").trim() !== "",
    provider: "postgresql",
    withoutSql: bare.map((path) => ({ path, files: rest.filter(({ file }) => dirname(file) === path).map(({ file }) => basename(file)) })),
    stray: rest.map(({ file }) => file).filter((file) => file.endsWith(".sql") && !bare.includes(dirname(file)) && !file.endsWith("/down.sql")),
  };
}

function expectations(file: string, lines: readonly string[]): Expectation[] {
  const found: Expectation[] = [];
  for (const [at, line] of lines.entries()) {
    const [, absent, itsRule, itsPart] = EXPECT_IN.exec(line) ?? [];
    if (absent !== undefined && itsRule !== undefined && itsPart !== undefined) found.push({ rule: itsRule, part: itsPart, file: absent, line: undefined });
    const [, rule, part] = EXPECT.exec(line) ?? [];
    if (rule === undefined || part === undefined) continue;
    let next = at + 1;
    while (/^\s*(--|\/\/)/.test(lines[next] ?? "")) next++;
    // Nothing but comments is left: it is about one of them.
    if (lines.slice(next).every((rest) => rest.trim() === "")) next = at + 1;
    found.push({ rule, part, file, line: isMigration(file) || file.endsWith(".prisma") ? next + 1 : 1 });
  }
  return found;
}

/** Findings of all rules under `strict`, as the command line would have them. */
export function lintFixture(fixture: RuleFixture, dialect: Dialect): { readonly findings: readonly Finding[]; readonly sources: ReadonlyMap<string, SourceText> } {
  const environment = environmentOf(fixture.config);
  const all = fixture.fresh === "all";
  const timeline = replay(migrationFiles(fixture), dialect, environment, { eachAsNewest: all });
  const newest = timeline.migrations.findLast(({ migration }) => migration.reported);
  const defaultSchema = environment.defaultSchema.value;
  const schema = reviewSchema({
    declared: declaredSchema(fixture.schema.map(parseSchema)),
    base: fixture.base && declaredSchema(fixture.base.map(parseSchema)),
    deployed: newest?.deployed ?? timeline.database,
    final: newest?.after ?? timeline.database,
    defaultSchema,
    all,
  });
  const config = resolveConfig({ ...fixture.config, extends: fixture.config.extends ?? ["strict"] }, { rules, overrides: [], preset: undefined, file: "prisma-migrate-lint.config.json", project: undefined });
  const { findings } = check({ timeline, schema, folder: folderOf(fixture), environment, config, rules, sql: shortNames(dialect.writer, defaultSchema), blocks: dialect.blocks, soleProject: true });
  return { findings, sources: new Map([...fixture.migrations, ...fixture.schema, ...(fixture.others ?? [])].map((source) => [source.file, source])) };
}

/** Which of them are deployed and reported, as the fixture says. */
export function migrationFiles({ migrations, fresh }: RuleFixture): MigrationFile[] {
  const known = fresh === "all" ? 0 : migrations.length - fresh;
  return migrations.map((source, at): MigrationFile => ({ name: dirname(source.file), source, deployed: at < known, reported: at >= known }));
}

export function environmentOf(config: UserConfig): Environment {
  const [major = 6, minor = 19, patch = 0] = (config.prismaVersion ?? "6.19.0").split(".").map(Number);
  const version: Version | undefined = config.prismaVersion === "unknown" ? undefined : { major, minor, patch };
  const source = "the fixture";
  return {
    provider: "postgresql",
    serverVersion: { value: Number(config.postgresVersion ?? 16), source },
    prismaVersion: { value: version, source },
    runner: config.runner?.transaction,
    placeholders: new Map(Object.entries(config.runner?.placeholders ?? {})),
    defaultSchema: { value: config.defaultSchema ?? "public", source },
    timeZone: { value: config.timeZone ?? "UTC", source },
  };
}
