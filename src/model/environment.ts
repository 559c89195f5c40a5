/** As schema.prisma writes them. */
export const providers = ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver", "mongodb"] as const;
export type Provider = (typeof providers)[number];

/** A fact about the user's set-up and where it was found. */
export interface Fact<T> {
  readonly value: T;
  /** For people: `package-lock.json`, `prisma-migrate-lint.config.ts`, `not found: assumed`. */
  readonly source: string;
}

/** `6.19.0` as numbers. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** What a migration will run on. An undefined value is not known: only what holds in all cases is then called safe. */
export interface Environment {
  readonly provider: Provider;
  /** Major version of the server: 16. */
  readonly serverVersion: Fact<number | undefined>;
  readonly prismaVersion: Fact<Version | undefined>;
  /** How files are run, where it is not Prisma that runs them or the config says it. */
  readonly runner: "file" | "statement" | undefined;
  /** Texts in migration files and what they stand for when they run. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** `?schema=` of the connection, where unqualified names are created. */
  readonly defaultSchema: Fact<string>;
  readonly timeZone: Fact<string | undefined>;
}
