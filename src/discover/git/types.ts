import type { Base } from "../../model/project.js";

/** What the rest of discover asks of git. All paths are relative to the repository's root, with forward slashes. */
export interface GitReader {
  /** Git's top level as an absolute real path; undefined without git. */
  readonly topLevel: string | undefined;
  /** The base for one project. Throws `LintError` for a ref that is named and missing. */
  base(request: BaseRequest): Promise<BaseState>;
  /** Files added or changed in the index. */
  staged(): Promise<readonly string[]>;
}

export interface BaseRequest {
  /** `--since`: several, the nearest wins. */
  readonly since: readonly string[];
  /** `since` and `deployed` of the configuration. */
  readonly configured: readonly string[];
  readonly deployed: string | undefined;
}

/** The tip of the target branch and what is deployed, as git has them. Without a base (`kind: "none"`) both are empty. */
export interface BaseState {
  readonly base: Base;
  /** For people, one line each. */
  readonly notices: readonly string[];
  /** The tip's files under a folder, at any depth; the folder `.` is the whole repository. */
  filesAt(dir: string): FilesAt;
  /** The same at the deployed ref, which is the tip unless the configuration names another. */
  deployedFilesAt(dir: string): FilesAt;
  /** Absent from the tip, or untracked. Without a base: always true. */
  isNew(path: string): boolean;
}

/** Path → reads its text (UTF-8, with replacement for invalid bytes). */
export type FilesAt = ReadonlyMap<string, () => string>;
