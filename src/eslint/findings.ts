import { isAbsolute } from "node:path";
import type { Rule } from "../check/rule.js";
import type { Finding } from "../model/finding.js";
import type { GivenOptions } from "./history.js";
import { loneHistory, saidOfLoneFiles } from "./lone-file.js";
import { locate, type Found } from "./projects.js";
import type { LintedSource } from "./source-code.js";

export type Verdict =
  | { readonly kind: "findings"; readonly findings: readonly Finding[] }
  /** For people: why nothing could be judged and what to do. */
  | { readonly kind: "refused"; readonly message: string };

/** The part of ESLint's context that tells what is linted. */
interface Linting {
  readonly sourceCode: LintedSource;
  readonly physicalFilename: string;
  readonly cwd: string;
}

const places = new WeakMap<LintedSource, Found>();
const refused = new WeakSet<LintedSource>();

/** What the rule finds in the linted text. */
export function verdictOf({ sourceCode: source, physicalFilename, cwd }: Linting, rule: Rule, options: GivenOptions): Verdict {
  const place = places.get(source) ?? locateSource(source, physicalFilename, cwd);
  places.set(source, place);
  switch (place.kind) {
    case "history": {
      const findings = place.history.findings(rule, options);
      return { kind: "findings", findings: findings.filter(({ file }) => file === place.file) };
    }
    case "unreported":
    case "outside":
      return { kind: "findings", findings: [] };
    case "refused": {
      // Each of the rules asks, and one answer is enough.
      if (refused.has(source)) return { kind: "findings", findings: [] };
      refused.add(source);
      return { kind: "refused", message: `${place.message} ${place.todo}` };
    }
    case "lone":
      return { kind: "findings", findings: saidOfLoneFiles.includes(rule.id) ? place.history.findings(rule, options) : [] };
  }
}

function locateSource(source: LintedSource, path: string, cwd: string): Found {
  const { text } = source.linted.source;
  // Text from standard input or an editor may have no file.
  const place: Found = isAbsolute(path) ? locate(path, cwd, text) : { kind: "outside" };
  return place.kind === "outside" && source.ast.type === "Migration" ? { kind: "lone", history: loneHistory(path, text) } : place;
}
