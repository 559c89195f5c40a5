import type { SourceText } from "../text/source-text.js";
import type { Environment, Provider } from "./environment.js";
import type { MigrationFile } from "./migration.js";

/** What the new migrations are compared with. */
export interface Base {
  /** `none`: no git, or no branch to compare with; every migration is then judged as when it was the newest. */
  readonly kind: "git" | "none";
  /** As people name it: `origin/main`, `HEAD^1`; null without git. */
  readonly ref: string | null;
  /** Where it was taken from: `--since`, `config`, `GitHub pull request`, `default branch`. */
  readonly source: string;
}

/** A migrations folder as Prisma finds it, beside the migrations themselves. Paths are relative to the repository's root. */
export interface MigrationsFolder {
  readonly dir: string;
  /** migration_lock.toml; undefined: it is not there, or cannot be read, which a notice says. */
  readonly lock: { readonly file: string; readonly provider: Provider } | undefined;
  readonly lockThere: boolean;
  /** As the datasource of schema.prisma says. */
  readonly provider: Provider | undefined;
  /** Folders that are none of Prisma 8 and have no migration.sql, with the names of the files in them. */
  readonly withoutSql: readonly { readonly path: string; readonly files: readonly string[] }[];
  /** Files of SQL that Prisma passes over. */
  readonly stray: readonly string[];
}

/** One Prisma project as found on disk and in git, read once; nothing after it touches the disk. */
export interface Project {
  readonly name: string | undefined;
  /** Folder of the project relative to the repository's root, `.` for the root itself. */
  readonly root: string;
  /** As written in schema.prisma or migration_lock.toml; undefined when neither says. */
  readonly provider: Provider | undefined;
  /** Every .prisma file of the schema, in Prisma's order. */
  readonly schema: readonly SourceText[];
  /** The same at the base; undefined when there is no base. */
  readonly baseSchema: readonly SourceText[] | undefined;
  /** Relative to the repository's root; undefined when the project has no migrations folder. */
  readonly migrationsDir: string | undefined;
  /** The same folder, beside its migrations; undefined where it holds none. */
  readonly folder?: MigrationsFolder | undefined;
  /** In Prisma's order. */
  readonly migrations: readonly MigrationFile[];
  readonly base: Base;
  readonly environment: Environment;
  /** `schema.table` names that Prisma Migrate leaves alone (`tables.external` of prisma.config). */
  readonly externalTables: readonly string[];
  /** One line each, for people: what was assumed, passed over, not supported yet. */
  readonly notices: readonly string[];
}
