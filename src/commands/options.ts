import { Option } from "commander";
import { providers } from "../model/environment.js";
import { LintError } from "../model/lint-error.js";
import { formats } from "./formats.js";
import { meant } from "./wrong-word.js";

/** What every command takes, as commander hands it over. */
export interface SharedFlags {
  readonly config?: string;
  readonly schema?: string;
  readonly migrations?: string;
  readonly provider?: string;
  readonly cwd?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

export interface LintFlags extends SharedFlags {
  readonly all?: boolean;
  readonly since?: readonly string[];
  readonly staged?: boolean;
  readonly latest?: number;
  readonly format?: readonly string[];
  readonly rule?: readonly string[];
  readonly preset?: "recommended" | "strict";
  readonly maxWarnings?: number;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly stats?: string;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly timing?: boolean;
  readonly cache?: boolean;
}

export interface FormatFlag {
  readonly format: string;
}

export interface InitFlags extends SharedFlags {
  readonly yes?: boolean;
}

export interface SchemaFlags extends SharedFlags, FormatFlag {
  readonly at?: string;
  readonly squash?: string;
}

export interface ImpactFlags extends SharedFlags, FormatFlag {
  readonly all?: boolean;
  readonly since?: readonly string[];
  readonly stats?: string;
}

export interface VerifyFlags extends SharedFlags, FormatFlag {
  readonly all?: boolean;
  readonly since?: readonly string[];
  readonly rows: number;
  readonly queries?: string;
  readonly check?: readonly string[];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly skipExtension?: readonly string[];
  readonly databaseUrl?: string;
  readonly template?: string;
  readonly allowDatabase?: string;
}

export interface RollbackFlags extends SharedFlags, FormatFlag {
  readonly all?: boolean;
  readonly since?: readonly string[];
  readonly to?: string;
  readonly failedAt?: number;
  readonly write?: boolean;
  readonly asMigration?: boolean;
  readonly keepData?: boolean;
}

export function sharedOptions(): readonly Option[] {
  return [
    new Option("--config <file>", "configuration file (default: prisma-migrate-lint.config.* up to the repository's root)"),
    new Option("--schema <path>", "schema.prisma, or a folder of .prisma files"),
    new Option("--migrations <dir>", "folder of the migrations"),
    new WordOption("--provider <name>", providers, "database provider, where the schema does not say it").argParser(String),
    new Option("--cwd <dir>", "work as if started there"),
    new Option("--color", "colours, also where the output is no terminal"),
    new Option("--no-color", "no colours"),
    new Option("--quiet", "errors only"),
    new Option("--debug", "stacks of errors"),
  ];
}

export const sinceOption = (): Option =>
  new Option("--since <ref>", "what counts as deployed: branch, tag or commit, `*` allowed; of several the nearest wins").argParser(collected);

export function lintOptions(): readonly Option[] {
  return [
    new Option("--all", "report every migration, each as if it were the newest").conflicts(["latest", "staged"]),
    sinceOption(),
    new Option("--staged", "report the migrations that are staged for commit").conflicts("latest"),
    new Option("--latest <n>", "report the last n migrations").argParser((text: string) => wholeNumber("--latest", text, 1)),
    new WordOption("--format <name[=file]>", formats, `${formats.join(", ")}; repeatable (default: pretty)`).argParser(collected),
    new Option("--rule <setting>", "'id: off', 'id: warn' or 'id: error', over the configuration; repeatable").argParser(collected),
    new WordOption("--preset <name>", ["recommended", "strict"]),
    new Option("--fix", "rewrite new migrations so that they end the same without the harm (docs/fix.md)").conflicts("fixDryRun"),
    new Option("--fix-dry-run", "print that as a diff instead"),
    new Option("--baseline <file>", "known findings, which are not reported"),
    new Option("--update-baseline", "write what is found now into the baseline file"),
    new Option("--stats <file>", "row counts of a real database, as JSON (docs/impact.md)"),
    new Option("--cache", "keep what deployed migrations end in, in node_modules/.cache, so that the next run need not replay them"),
    new Option("--no-cache", "replay everything (default)"),
    new Option("--stdin", "read a file's text from standard input, for editors").conflicts(["all", "latest", "staged", "fix", "fixDryRun", "updateBaseline"]),
    new Option("--stdin-filename <path>", "which file that is; it need not be there"),
    new Option("--timing", "say on standard error what took how long"),
    new Option("--max-warnings <n>", "fail when there are more warnings").argParser((text: string) => wholeNumber("--max-warnings", text, 0)),
  ];
}

export function rollbackOptions(): readonly Option[] {
  return [
    new Option("--all", "every migration"),
    sinceOption(),
    new Option("--to <migration>", "all migrations after this one, the newest first"),
    new Option("--failed-at <n>", "what the migration left behind when its statement n failed, counted from 0").argParser((text: string) => wholeNumber("--failed-at", text, 0)),
    new Option("--write", "write down.sql beside each migration.sql; one that somebody changed is never written over"),
    new Option("--as-migration", "write it as a new migration"),
    new Option("--keep-data", "two scripts: one to run before the migration, which puts aside what it loses, and a rollback that restores it"),
    formatOption("sql", "json"),
  ];
}

export function verifyOptions(): readonly Option[] {
  return [
    new Option("--all", "every migration"),
    sinceOption(),
    new Option("--rows <n>", "rows that are made up for each table").argParser((text: string) => wholeNumber("--rows", text, 0)).default(100),
    new Option("--queries <file>", "queries of yours that must not become slower"),
    new Option("--check <file>", "queries of yours that must give no rows after the migration; repeatable").argParser(collected),
    new Option("--timeout <time>", "stop a migration that takes longer: 60s, 500ms, 5min").argParser((text: string) => milliseconds("--timeout", text)),
    new Option("--skip-extension <name>", "leave out an extension that the server does not have; repeatable").argParser(collected),
    new Option("--database-url <url>", "a server, in a database that is created and dropped (default: PGlite, in this process)"),
    new Option("--template <name>", "database on that server to work on a copy of, with its rows"),
    new Option("--allow-database <name>", "work in this database itself, which stays changed"),
    formatOption("pretty", "json"),
  ];
}

/** Of which completion knows the words. No other word is taken, unless the option gets another parser. */
export class WordOption extends Option {
  constructor(
    flags: string,
    readonly words: readonly string[],
    description = words.join(" or "),
  ) {
    super(flags, description);
    this.argParser(oneOf(`--${this.name()}`, words));
  }
}

/** `--format` of a command that prints one report; the first word is the default. */
export const formatOption = (...words: readonly [string, ...string[]]): Option => new WordOption("--format <name>", words).default(words[0]);

export function oneOf(option: string, words: readonly string[]): (text: string) => string {
  return (text) => {
    if (words.includes(text)) return text;
    throw new LintError(`${option} does not know "${text}"${meant(text, words)}`, `Give ${option} ${words.join(" or ")}.`);
  };
}

function collected(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
  throw new LintError(`${option} wants a whole number of ${least} or more, not "${text}".`, `Write for example \`${option} ${Math.max(least, 1)}\`.`);
}

function milliseconds(option: string, text: string): number {
  const [, amount = "", unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|min)?$/.exec(text) ?? [];
  const value = Number(amount) * { ms: 1, s: 1000, min: 60_000 }[unit === "ms" || unit === "min" ? unit : "s"];
  if (amount !== "" && value >= 1) return value;
  throw new LintError(`${option} wants a time, not "${text}".`, `Write for example \`${option} 60s\`.`);
}
