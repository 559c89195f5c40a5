import { LintError } from "../model/lint-error.js";
import { meant } from "./wrong-word.js";

export const formats = ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"] as const;
export type Format = (typeof formats)[number];

export interface ReportOutput {
  readonly format: Format;
  /** As given; undefined for standard output. */
  readonly file: string | undefined;
}

/** Lines for people and for programs that look for theirs among others; all the other formats are whole documents. */
const mixable: readonly Format[] = ["pretty", "compact", "github"];

/**
 * `--format NAME[=FILE]`, each of them; `pretty` where none is given, in a step of GitHub Actions with `github`. Throws `LintError` for formats that
 * do not exist, and for two whose texts would run into each other.
 */
export function readFormats(written: readonly string[] | undefined, env: Readonly<Record<string, string | undefined>>): readonly ReportOutput[] {
  const isInActions = Boolean(env["CI"]) && Boolean(env["GITHUB_ACTIONS"]);
  const outputs = (written ?? (isInActions ? ["pretty", "github"] : ["pretty"])).map(readFormat);
  const printed = outputs.filter(({ file }) => file === undefined);
  const document = printed.find(({ format }) => !mixable.includes(format));
  if (printed.length > 1 && document) {
    throw new LintError(`${document.format} cannot share standard output with another report.`, `Send one of them to a file: \`--format ${document.format}=FILE\`.`);
  }
  return outputs;
}

function readFormat(written: string): ReportOutput {
  const [, name = "", file] = /^([^=]*)(?:=(.*))?$/s.exec(written) ?? [];
  const format = formats.find((known) => known === name);
  if (format === undefined) throw new LintError(`There is no format "${name}"${meant(name, formats)}`, `Formats are ${formats.join(", ")}.`);
  if (file === "") throw new LintError(`--format ${name}= names no file.`, `Write \`--format ${name}=FILE\`, or \`--format ${name}\` for standard output.`);
  return { format, file };
}
