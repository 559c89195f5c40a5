import type { Readable, Writable } from "node:stream";
import { Chalk, type ChalkInstance } from "chalk";
import type { Page } from "../report/prose.js";

/** What a command may write to and know of the world around it; tests give their own. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** All of standard input. */
  readonly readInput?: () => Promise<Uint8Array>;
  /** Where somebody sits in front of it, who can be asked. */
  readonly person?: { readonly input: Readable; readonly output: Writable };
  /** What is to be done before an interrupted run ends; gives what takes it back. */
  readonly onInterrupt?: (cleanUp: () => Promise<void>) => () => void;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
}

/** Colour by the option, then FORCE_COLOR before NO_COLOR as Node does it, then what the output is. Only the sixteen basic colours are used. */
export function chalkFor(output: Output, env: Terminal["env"], option: boolean | undefined): ChalkInstance {
  return new Chalk({ level: isColored(output, env, option) ? 1 : 0 });
}

function isColored(output: Output, env: Terminal["env"], option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  // https://no-color.org: present and not empty.
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  return output.isTTY && env["TERM"] !== "dumb";
}

/** Columns to wrap to; undefined when nobody looks at a screen. */
export function widthOf(output: Output): number | undefined {
  return output.isTTY ? (output.columns ?? 80) : undefined;
}

const narrowest = 40;

/** Standard output as the page that texts are laid out for. */
export function pageOf({ stdout, env }: Terminal, color: boolean | undefined): Page {
  const width = widthOf(stdout);
  return { chalk: chalkFor(stdout, env, color), width: width === undefined ? undefined : Math.max(width, narrowest) };
}
