import type { RuleDefinition, SuggestedEdit } from "@eslint/core";
import type { Rule } from "../check/rule.js";
import type { Finding } from "../model/finding.js";
import { verdictOf } from "./findings.js";
import type { GivenOptions } from "./history.js";
import type { AnyNode, LintedSource, NoOptions } from "./source-code.js";

export type AdaptedRule = RuleDefinition<{
  LangOptions: NoOptions;
  Code: LintedSource;
  RuleOptions: GivenOptions[];
  Visitor: { Migration(): void; Schema(): void };
  Node: AnyNode;
  MessageIds: string;
  ExtRuleDocs: { recommended: boolean };
}>;

/** One of our rules as one of ESLint's: reports at the root what the whole project's run found in the linted file. */
export function adaptRule(rule: Rule): AdaptedRule {
  const options = Object.entries(rule.options);
  const defaults: GivenOptions = Object.fromEntries(options.map(([name, option]) => [name, option.default]));
  const properties = Object.fromEntries(options.map(([name, option]) => [name, option.schema]));
  return {
    meta: {
      type: "problem",
      docs: { description: rule.summary, recommended: rule.recommended !== "off" },
      schema: options.length === 0 ? [] : [{ type: "object", properties, additionalProperties: false }],
      defaultOptions: options.length === 0 ? [] : [defaults],
      hasSuggestions: true,
      languages: ["prisma-migrate/sql", "prisma-migrate/prisma"],
    },
    create(context) {
      const { sourceCode, options: [given] } = context;
      const report = (): void => {
        const verdict = verdictOf(context, rule, { ...defaults, ...given });
        if (verdict.kind === "refused") context.report({ loc: sourceCode.linted.loc({ start: 0, end: 0 }), message: verdict.message });
        else for (const finding of verdict.findings) context.report(problemOf(finding, sourceCode));
      };
      return { Migration: report, Schema: report };
    },
  };
}

function problemOf(finding: Finding, { linted }: LintedSource) {
  const { span, message, help } = finding;
  return { loc: linted.loc(span), message: `${message} ${help.replace(/\n+/g, " ")}`, suggest: suggestionsOf(finding, linted) };
}

/** Those that change the linted file alone: ESLint cannot touch another. */
function suggestionsOf({ suggestions, file }: Finding, linted: LintedSource["linted"]): SuggestedEdit[] {
  const own = suggestions.filter(({ edits }) => edits.length > 0 && edits.every((edit) => edit.file === file));
  return own.map(({ title, edits }) => ({
    desc: title,
    fix: (fixer) => edits.map(({ span, text }) => fixer.replaceTextRange(linted.range(span), text)),
  }));
}
