import { ask } from "./ask-worker.js";
import type { LanguageOptions } from "./language-options.js";
import type { AskedRule, Verdict } from "./questions.js";
import type { LintedSource } from "./source-code.js";

/** The part of ESLint's context that tells what is linted. */
interface Linting {
  readonly sourceCode: LintedSource;
  readonly languageOptions: LanguageOptions;
  readonly physicalFilename: string;
  readonly cwd: string;
}

interface Run {
  readonly rules: AskedRule[];
  verdict: Verdict | undefined;
  /** Why nothing could be judged is said once, by the first rule that asks. */
  isRefusalSaid: boolean;
}

const runs = new WeakMap<LintedSource, Run>();

/** ESLint makes all rules ready before the first of them sees a node: by then it is known which ones run, with which options. */
export function askFor(source: LintedSource, rule: AskedRule): void {
  const run = runs.get(source);
  if (run === undefined || run.verdict !== undefined) runs.set(source, { rules: [rule], verdict: undefined, isRefusalSaid: false });
  else run.rules.push(rule);
}

/** What the rule finds in the linted text, in a run of all rules that were asked for: what one of them explains, another does not say. */
export function verdictFor({ sourceCode, languageOptions: { preset }, physicalFilename: path, cwd }: Linting, id: string): Verdict {
  const run = runs.get(sourceCode);
  if (run === undefined) throw new Error(`${id} runs without having been made ready`);
  const { source } = sourceCode.linted;
  run.verdict ??= ask("judge", { path, cwd, text: source.text, language: sourceCode.ast.type === "Migration" ? "sql" : "prisma", preset, rules: run.rules, env: { ...process.env } });
  if (run.verdict.kind === "findings") return { kind: "findings", findings: run.verdict.findings.filter(({ rule }) => rule === id) };
  if (run.isRefusalSaid) return { kind: "findings", findings: [] };
  run.isRefusalSaid = true;
  return run.verdict;
}
