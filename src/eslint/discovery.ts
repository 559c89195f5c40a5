import type { Config } from "../model/config.js";
import type { Project } from "../model/project.js";

/** What the discovery's thread is asked. */
export interface Request {
  /** Absolute, symlinks resolved. It need not exist: editors lint what is not saved yet. */
  readonly file: string;
  /** ESLint's own folder: without git, what the project may be looked for in. Absolute, symlinks resolved. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A project and its configuration, read from disk and git. */
export interface Opened {
  /** Absolute: what files are relative to. */
  readonly root: string;
  readonly project: Project;
  readonly config: Config;
  /** The configuration on top of `strict`: a rule that is off in it although `strict` has it was turned off by its words. */
  readonly strict: Config;
}

export type Discovery =
  | { readonly kind: "opened"; readonly projects: readonly Opened[] }
  /** The file is part of no project. */
  | { readonly kind: "outside" }
  /** A `LintError`, as text. */
  | { readonly kind: "refused"; readonly message: string; readonly todo: string };

/** A bug comes back with its stack. */
export type Answer = Discovery | { readonly kind: "failed"; readonly error: unknown };
