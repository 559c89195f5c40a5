import { ESLint as ESLint10 } from "eslint";
import { ESLint as ESLint9, type Linter } from "eslint-9";
import plugin from "../../src/eslint/index.js";

/** What both versions of ESLint say, of which we look at these. */
export interface Message {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly fatal?: boolean | undefined;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: { readonly range: readonly [number, number]; readonly text: string } }[] | undefined;
}

interface Result {
  readonly filePath: string;
  readonly messages: readonly Message[];
  readonly suppressedMessages: readonly Message[];
}

export interface Linting {
  lintFiles(patterns: string[]): Promise<readonly Result[]>;
  lintText(text: string, options: { readonly filePath: string }): Promise<readonly Result[]>;
}

export type Config = Partial<Omit<(typeof plugin.configs.strict)[number], "rules" | "linterOptions">> & { readonly rules: Linter.RulesRecord; readonly linterOptions?: Linter.LinterOptions };

/** The preset without the rule that has something to say of nearly every change. */
export const strictButLockTimeout: readonly Config[] = plugin.configs.strict.map((config) => ({ ...config, rules: { ...config.rules, "prisma-migrate/require-lock-timeout": "off" } }));

export const versions = ["9.28", "10"] as const;

interface Options {
  readonly cwd: string;
  readonly configs?: readonly Config[];
}

/** ESLint with our plugin and these configs alone. */
export function eslint(version: (typeof versions)[number], { cwd, configs = strictButLockTimeout }: Options): Linting {
  const shared = { cwd, overrideConfigFile: true as const };
  if (version === "10") return new ESLint10({ ...shared, overrideConfig: [...configs] });
  return new ESLint9({ ...shared, overrideConfig: [...configs] });
}

/** `rule line:column-endLine:endColumn` */
export function placed({ ruleId, line, column, endLine, endColumn }: Message): string {
  return `${ruleId === null ? "null" : ruleId.replace("prisma-migrate/", "")} ${line}:${column}-${endLine}:${endColumn}`;
}
