import { LintError } from "../model/lint-error.js";
import { meant } from "./options.js";

const formats = ["pretty", "json"] as const;
export type Format = (typeof formats)[number];

export interface ReportOutput {
  readonly format: Format;
  /** As given; undefined for standard output. */
  readonly file: string | undefined;
}

/** `--format NAME[=FILE]`, each of them. Throws `LintError` for formats that do not exist, and for two whose texts would run into each other. */
export function readFormats(written: readonly string[]): readonly ReportOutput[] {
  const outputs = written.map(readFormat);
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1 && printed.some(({ format }) => format === "json")) {
    throw new LintError("JSON cannot share standard output with another report.", "Send one of them to a file: `--format json=report.json`.");
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
