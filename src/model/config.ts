import type { Level } from "./finding.js";

/** What people write in prisma-migrate-lint.config.*; docs/configuration.md has the meaning of every key. */
export interface UserConfig {
  readonly extends?: readonly string[];
  readonly rules?: Readonly<Record<string, UserLevel | readonly [UserLevel, Readonly<Record<string, unknown>>]>>;
  readonly postgresVersion?: number | string;
  readonly prismaVersion?: string;
  readonly defaultSchema?: string;
  readonly timeZone?: string;
  readonly tables?: Readonly<Record<string, TableFacts>>;
  readonly smallTableRows?: number;
  readonly rates?: Partial<Rates>;
  readonly since?: string | readonly string[];
  readonly deployed?: string;
  readonly lockTimeout?: "connection";
  readonly suppress?: readonly SuppressEntry[];
  readonly ignoreMigrations?: readonly string[];
  readonly runner?: RunnerConfig;
  readonly projects?: readonly ProjectConfig[];
}

/** `warn` is what people write; findings say `warning`. */
export type UserLevel = "off" | "warn" | "error";

export interface TableFacts {
  readonly rows?: number;
  /** Not managed by these migrations: may be there without one that makes it. */
  readonly external?: boolean;
}

/** Rows a second, for estimates of how long a statement takes. */
export interface Rates {
  /** Reading a relation whole. */
  readonly scan: Rate;
  /** Writing it anew, with its indexes. */
  readonly rewrite: Rate;
}
export interface Rate {
  readonly slow: number;
  readonly fast: number;
}

/** All that is given must match; `*` stands for any characters. */
export interface SuppressEntry {
  readonly rule: string;
  readonly migration?: string;
  readonly table?: string;
  readonly column?: string;
  readonly reason: string;
}

export interface RunnerConfig {
  readonly transaction?: "file" | "statement";
  /** Texts in migration files and what they stand for when they run. */
  readonly placeholders?: Readonly<Record<string, string>>;
  readonly migrations?: string;
}

export interface ProjectConfig extends Omit<UserConfig, "projects" | "extends"> {
  readonly name: string;
  readonly schema?: string;
  readonly migrations?: string;
}

/** The configuration of one project, checked and complete. */
export interface Config {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly tables: ReadonlyMap<string, TableFacts>;
  readonly smallTableRows: number;
  readonly rates: Rates;
  readonly lockTimeout: "connection" | undefined;
  readonly suppress: readonly SuppressEntry[];
  readonly ignoreMigrations: readonly string[];
  /** For messages: the file it came from, relative to the repository's root; undefined when there is none. */
  readonly file: string | undefined;
}

export interface RuleSetting {
  readonly level: Level;
  readonly options: Readonly<Record<string, unknown>>;
}
