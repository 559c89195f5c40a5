import { LintError } from "../model/lint-error.js";

/** The paths are part of no project: wrong use of the command line, but nothing unusual for an editor that asks about one file. */
export class NoProjectError extends LintError {}
