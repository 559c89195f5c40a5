import { CommanderError } from "commander";
import { LintError } from "../model/lint-error.js";
import { ownPackage } from "./own-package.js";

export interface Failure {
  readonly exitCode: number;
  /** For stderr, with its line end. */
  readonly text: string;
}

/**
 * What people see of an error. Wrong use and unreadable input: one line why, one line what to do. Everything else is a bug
 * of this program: its stack, and where to report it.
 */
export function failureOf(error: unknown, debug: boolean): Failure {
  if (error instanceof CommanderError) return commanderFailure(error);
  if (error instanceof LintError) return wrongUse(error.message, error.todo, debug ? error.stack : undefined);
  const { version, bugs } = ownPackage();
  const report = `This is a bug in prisma-migrate-lint ${version}, not in your project. Please report it${bugs === undefined ? "" : ` at ${bugs}`} with these lines.`;
  return { exitCode: 2, text: `${stackOf(error)}\n\n${report}\n` };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}

function wrongUse(message: string, todo: string, stack?: string): Failure {
  return { exitCode: 2, text: `error: ${message}\n  ${todo}\n${stack === undefined ? "" : `${stack}\n`}` };
}

/** `--help` and `--version` end the same way as wrong options, only without a complaint. */
function commanderFailure(error: CommanderError): Failure {
  if (error.exitCode === 0) return { exitCode: 0, text: "" };
  const [first = "", hint = ""] = error.message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (one of )?(.*)\?\)$/.exec(hint)?.[2];
  const why = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, "")}${meant === undefined ? "." : `: did you mean ${meant}?`}`;
  return wrongUse(why, "`prisma-migrate-lint COMMAND --help` lists what there is.");
}
