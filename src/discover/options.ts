import type { UserConfig } from "../model/config.js";
import type { GitReader } from "./git/types.js";
import type { Selection } from "./selection.js";

export interface DiscoverOptions {
  /** Absolute. */
  readonly cwd: string;
  /** As given on the command line: files, folders or names of migrations. */
  readonly paths: readonly string[];
  /** Checked by src/check. */
  readonly config: UserConfig | undefined;
  /** Absolute path of the configuration file; paths in it are relative to its folder. */
  readonly configFile?: string | undefined;
  /** `--schema`, `--migrations`, `--provider`. */
  readonly schema?: string | undefined;
  readonly migrations?: string | undefined;
  readonly provider?: string | undefined;
  /** `--since`. */
  readonly since?: readonly string[];
  readonly selection: Selection;
  readonly git: GitReader;
  /** Takes the place of the paths. */
  readonly buffer?: Buffered | undefined;
}

/** A text that counts instead of the file of this path, which need not be there: `--stdin`. */
export interface Buffered {
  /** Of a migration.sql or of a schema's file; relative to `cwd`. */
  readonly path: string;
  /** With its byte order mark. */
  readonly text: string;
}
