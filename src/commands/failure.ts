import { CommanderError } from "commander";
import { Chalk } from "chalk";
import { LintError } from "../model/lint-error.js";
import { paragraph, type Page } from "../report/prose.js";
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
export function failureOf(error: unknown, debug: boolean, page = plain): Failure {
  if (error instanceof CommanderError) return commanderFailure(error, page);
  if (error instanceof LintError) return wrongUse(error.message, error.todo, page, debug ? error.stack : undefined);
  const { version, bugs } = ownPackage();
  const report = `This is a bug in prisma-migrate-lint ${version}, not in your project. Please report it${bugs === undefined ? "" : ` at ${bugs}`} with these lines.`;
  return { exitCode: 2, text: `${stackOf(error)}\n\n${report}\n` };
}

const plain: Page = { chalk: new Chalk({ level: 0 }), width: undefined };

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}

function wrongUse(message: string, todo: string, page: Page, stack?: string): Failure {
  const why = paragraph(message, page, { text: `${page.chalk.bold.red("error")}: `, columns: "error: ".length }, 2);
  const rows = [...why, ...paragraph(todo, page, { text: "  ", columns: 2 }), ...(stack === undefined ? [] : [stack])];
  return { exitCode: 2, text: `${rows.join("\n")}\n` };
}

/** `--help` and `--version` end the same way as wrong options, only without a complaint. */
function commanderFailure(error: CommanderError, page: Page): Failure {
  if (error.exitCode === 0) return { exitCode: 0, text: "" };
  const [first = "", hint = ""] = error.message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (one of )?(.*)\?\)$/.exec(hint)?.[2];
  const why = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, "")}${meant === undefined ? "." : `: did you mean ${meant}?`}`;
  return wrongUse(why, "`prisma-migrate-lint COMMAND --help` lists what there is.", page);
}
