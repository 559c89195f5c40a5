/** Wrong use or unreadable input: ends the run with exit code 2. `message` says why in one line, `todo` what to do in one line. */
export class LintError extends Error {
  readonly todo: string;

  constructor(message: string, todo: string) {
    super(message);
    this.name = "LintError";
    this.todo = todo;
  }
}
