import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

/** One thing that squawk says of a file. */
export interface SquawkDiagnostic {
  readonly file: string;
  readonly rule: string;
  /** Counted from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Flags that suit Prisma: a migration's statements run together, on a server of today. */
export const squawkFlags: readonly string[] = ["--reporter", "json", "--assume-in-transaction", "--pg-version", "17.0"];
/** Paths a process is given, well below what the shells of any system take. */
const batch = 200;
const launcher = createRequire(import.meta.url).resolve("squawk-cli/js/bin/squawk");
/** The program that the launcher starts. */
export const squawkBinary = createRequire(launcher).resolve(`@squawk-cli/${process.platform}-${process.arch}/bin/squawk`);

/** Everything that squawk says of these files. Throws when it does not run. */
export function runSquawk(files: readonly string[]): readonly SquawkDiagnostic[] {
  const diagnostics: SquawkDiagnostic[] = [];
  for (let at = 0; at < files.length; at += batch) diagnostics.push(...readDiagnostics(squawk([...squawkFlags, ...files.slice(at, at + batch)]).stdout));
  return diagnostics;
}

/** Runs the installed squawk; status 1 is its way to say that it found something. */
export function squawk(args: readonly string[]): { readonly status: number; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [launcher, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error || status === null) throw new Error(`squawk did not run: ${error?.message ?? stderr}`);
  return { status, stdout, stderr };
}

/** Of the JSON that `--reporter json` prints. */
export function readDiagnostics(json: string): readonly SquawkDiagnostic[] {
  const parsed: unknown = JSON.parse(json);
  if (!Array.isArray(parsed)) throw new Error("squawk's JSON is no list.");
  return parsed.map(readDiagnostic);
}

function readDiagnostic(value: unknown): SquawkDiagnostic {
  if (typeof value !== "object" || value === null) throw new Error("A diagnostic of squawk is no object.");
  const { file, rule_name: rule, line, line_end: lineEnd }: { file?: unknown; rule_name?: unknown; line?: unknown; line_end?: unknown } = value;
  if (typeof file !== "string" || typeof rule !== "string" || typeof line !== "number") throw new Error(`A diagnostic of squawk lacks its file, rule or line: ${JSON.stringify(value)}`);
  // squawk counts lines from 0.
  return { file, rule, firstLine: line + 1, lastLine: (typeof lineEnd === "number" ? lineEnd : line) + 1 };
}
