/** Options of the languages. What is meant for other languages, set for all files, reaches these too and is passed over. */
export interface LanguageOptions extends Record<string, unknown> {
  /**
   * What the rules stand on, as `--preset` says on the command line: options that they are not given, and from how many rows a table counts as large.
   * Left out, the `extends` of prisma-migrate-lint.config says it.
   */
  readonly preset?: Preset;
}

export type Preset = "recommended" | "strict";

const presets: readonly Preset[] = ["recommended", "strict"];

/** Throws for a preset that there is not; ESLint adds where it is written. */
export function checkLanguageOptions({ preset }: Readonly<Record<string, unknown>>): void {
  if (preset === undefined || presets.some((known) => known === preset)) return;
  throw new TypeError(`languageOptions.preset is ${JSON.stringify(preset)}; it can be "recommended" or "strict".`);
}
