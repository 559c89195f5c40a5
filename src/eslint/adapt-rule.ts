import type { RuleDefinition, SuggestedEdit } from "@eslint/core";
import type { Rule } from "../check/rule.js";
import type { Finding } from "../model/finding.js";
import { askFor, verdictFor } from "./asked-rules.js";
import type { LanguageOptions } from "./language-options.js";
import type { GivenOptions } from "./questions.js";
import type { AnyNode, LintedSource } from "./source-code.js";

type Definition = RuleDefinition<{
  LangOptions: LanguageOptions;
  Code: LintedSource;
  RuleOptions: GivenOptions[];
  Visitor: Visitor;
  Node: AnyNode;
  MessageIds: string;
  ExtRuleDocs: { recommended: boolean };
}>;

type Visitor = { Migration(): void; Schema(): void };

/** A rule as ESLint takes it. What its context is called in their types differs between ESLint 9 and 10. */
export interface AdaptedRule extends Pick<Definition, "meta"> {
  create(context: never): Visitor;
}

/** One of our rules as one of ESLint's: reports at the root what the run of all of them found in the linted file. */
export function adaptRule(rule: Rule): AdaptedRule {
  // Their defaults are in the schema alone: ESLint would fill in `meta.defaultOptions`, and what nobody wrote could not be told from what somebody did.
  const properties = Object.fromEntries(Object.entries(rule.options).map(([name, option]) => [name, option.schema]));
  const hasOptions = Object.keys(properties).length > 0;
  const definition: Definition = {
    meta: {
      type: "problem",
      docs: { description: rule.summary, recommended: rule.recommended !== "off" },
      schema: hasOptions ? [{ type: "object", properties, additionalProperties: false }] : [],
      hasSuggestions: true,
      languages: ["prisma-migrate/sql", "prisma-migrate/prisma"],
    },
    create(context) {
      const { sourceCode, options: [options] } = context;
      askFor(sourceCode, { id: rule.id, options });
      const report = (): void => {
        const verdict = verdictFor(context, rule.id);
        if (verdict.kind === "refused") context.report({ loc: sourceCode.linted.loc({ start: 0, end: 0 }), message: verdict.message });
        else for (const finding of verdict.findings) context.report(problemOf(finding, sourceCode));
      };
      return { Migration: report, Schema: report };
    },
  };
  return definition;
}

function problemOf(finding: Finding, { linted }: LintedSource) {
  const { span, message, help } = finding;
  return { loc: linted.loc(span), message: `${message} ${help.replace(/\n+/g, " ")}`, suggest: suggestionsOf(finding, linted) };
}

/** Those that change the linted file alone, as ESLint cannot touch another; and none that comes after a better one that does. */
function suggestionsOf({ suggestions, file }: Finding, linted: LintedSource["linted"]): SuggestedEdit[] {
  const other = suggestions.findIndex(({ edits }) => edits.length === 0 || edits.some((edit) => edit.file !== file));
  return suggestions.slice(0, other === -1 ? suggestions.length : other).map(({ title, edits }) => ({
    desc: title,
    fix: (fixer) => edits.map(({ span, text }) => fixer.replaceTextRange(linted.range(span), text)),
  }));
}
