import { execFile } from "node:child_process";
import type { Variables } from "./types.js";

export interface GitOutput {
  /** Git's exit code; undefined when there is no git to run. */
  readonly code: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in one folder; what it answers in `code` is for the caller to judge. */
export type Git = (parameters: readonly string[], input?: string) => Promise<GitOutput>;

const MAXIMUM_OUTPUT_BYTES = 1024 * 1024 * 1024;

/** Throws what node throws when git cannot be started for another reason than its absence. */
export function gitIn(folder: string, env: Variables): Git {
  const childEnv = {
    ...env,
    // Messages are read below; a translated one would not be understood.
    LC_ALL: "C",
    LANGUAGE: "",
    GIT_OPTIONAL_LOCKS: "0",
    // A partial clone may want to fetch: never wait for a password.
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
  };
  return (parameters, input) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        "git",
        [...parameters],
        { cwd: folder, env: childEnv, encoding: "buffer", maxBuffer: MAXIMUM_OUTPUT_BYTES, windowsHide: true },
        (error, stdout, stderr) => {
          const said = stderr.toString("utf8").trim();
          if (error === null) resolve({ code: 0, stdout, stderr: said });
          else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr: said });
          else if (error.code === "ENOENT") resolve({ code: undefined, stdout, stderr: said });
          else reject(new Error(`git could not be run: ${error.message}`, { cause: error }));
        },
      );
      // Git may end before it has read everything; its exit code says why.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input ?? "");
    });
}

/** Standard output as lines, without the empty one at the end. */
export function linesOf({ stdout }: GitOutput): readonly string[] {
  const text = stdout.toString("utf8");
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** Git's last `fatal:` or `error:` line without that word, for a message. */
export function reasonGiven({ stderr, code }: GitOutput): string {
  const lines = stderr.split("\n").filter((line) => /^(fatal|error): /.test(line));
  return (lines.at(-1) ?? lines[0] ?? `git ended with code ${code}`).replace(/^(fatal|error): /, "");
}
