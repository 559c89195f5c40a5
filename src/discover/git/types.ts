import type { Base } from "../../model/project.js";

/** Variables as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the rest of discover asks of git; made by `openRepository(cwd, env)`. All paths are relative to the repository's root, with forward slashes. */
export interface GitReader {
  /** Git's top level as an absolute real path; undefined without git. */
  readonly topLevel: string | undefined;
  /** For people, one line each: why there is no git. */
  readonly notices: readonly string[];
  /** The base for one project; the same request is answered once. Throws `LintError` for a ref that is named and missing. */
  base(request: BaseRequest): Promise<BaseState>;
  /** Files under `paths` that the index has otherwise than HEAD; without git none. Unmerged files are left out. */
  staged(paths: readonly string[]): Promise<readonly StagedFile[]>;
  /** Files under `paths` that the disk has otherwise than the index, or not at all, as the index has them; without git none. Untracked and unmerged ones are left out. */
  unstaged(paths: readonly string[]): Promise<readonly StagedFile[]>;
}

export interface BaseRequest {
  /** `--since`: several, the nearest to HEAD wins; globs such as `origin/release/*`. */
  readonly since: readonly string[];
  /** `since` of the configuration, read the same way. */
  readonly configured: readonly string[];
  /** `deployed` of the configuration. */
  readonly deployed: string | undefined;
}

/** The tip of the target branch, the merge base, and what is deployed. */
export interface BaseState {
  readonly base: Base;
  /** For people, one line each. */
  readonly notices: readonly string[];
  /**
   * Compares files with the tip, path by path: all in `working` and all that git has under `paths`. Without a base every file is `new`.
   * Costs two to four git processes a call whatever the number of files, so ask for everything of a project at once.
   */
  compare(request: CompareRequest): Promise<ReadonlyMap<string, ComparedFile>>;
}

export interface CompareRequest {
  /** Files and folders; `.` is the whole repository. Folders are read at any depth. */
  readonly paths: readonly string[];
  /** Which files of them matter; the others are not read. */
  readonly wanted: (path: string) => boolean;
  /** What is on disk (for `--staged`: in the index), decoded as `readText` does. */
  readonly working: ReadonlyMap<string, string>;
}

/** Line ends aside (autocrlf; Prisma's checksum takes both), texts that are the same are the same string as in `working`. */
export interface ComparedFile {
  readonly status: FileStatus;
  /** Undefined where the file is not. */
  readonly tip: string | undefined;
  readonly mergeBase: string | undefined;
  /** At `deployed: REF`; the tip's when the configuration names none. */
  readonly deployed: string | undefined;
}

export type FileStatus =
  /** As at the tip. */
  | "same"
  /** Absent from the tip (untracked or committed), and not because the target branch removed it. */
  | "new"
  /** Differs from the tip and from the merge base: changed here. Without a merge base: differs from the tip. */
  | "edited"
  /** Was in the merge base and is still at the tip: deleted (or renamed) here. */
  | "deleted"
  /** As at the merge base, but the target branch has since removed it (squashed migrations). */
  | "removed-at-tip"
  /** As at the merge base, but the target branch has since changed it. */
  | "changed-at-tip"
  /** Added to the target branch since; this branch does not have it yet. Without a merge base, deleted files are taken for these. */
  | "added-at-tip"
  /** Neither here nor at the tip: only in the merge base or at the deployed ref. */
  | "elsewhere";

export interface StagedFile {
  readonly path: string;
  /** The index's text, decoded as `readText` does; undefined when the file is deleted there. */
  readonly text: string | undefined;
}
