import { readFileSync } from "node:fs";
import type { Dialect } from "../model/dialect.js";
import { LintError } from "../model/lint-error.js";
import { SourceText } from "../text/source-text.js";

/** The statements of a file, without semicolons. `option` is how the command line named it. Throws `LintError`. */
export function readQueries(path: string, option: string, dialect: Dialect): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new LintError(`The file of ${option} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, `Give ${option} a file of SQL.`);
  }
  const script = dialect.parse(new SourceText(path, text));
  const todo = "Write queries into it, each with a semicolon at its end.";
  for (const { operations, span } of script.statements) {
    const broken = operations.find((operation) => operation.kind === "invalid");
    if (broken?.kind === "invalid") throw new LintError(`${path}:${script.source.position(span.start).line} is no SQL: ${broken.message}.`, todo);
  }
  if (script.statements.length === 0) throw new LintError(`${path} holds no query.`, todo);
  return script.statements.map(({ span }) => script.source.slice(span));
}
