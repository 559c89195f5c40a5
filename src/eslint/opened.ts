import type { Config } from "../model/config.js";
import type { Project } from "../model/project.js";

/** A project and its configuration, read from disk and git. */
export interface Opened {
  /** Absolute: what files are relative to. */
  readonly root: string;
  readonly project: Project;
  readonly config: Config;
  /** The configuration on top of `strict`, as `--preset strict` has it. */
  readonly strict: Config;
}

export type Discovery =
  | { readonly kind: "opened"; readonly projects: readonly Opened[] }
  /** The file is part of no project. */
  | { readonly kind: "outside" }
  /** A `LintError`, as text. */
  | { readonly kind: "refused"; readonly message: string; readonly todo: string };
