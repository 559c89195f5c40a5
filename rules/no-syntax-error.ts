import { defineRule, placeOf } from "../src/check/rule.js";

/** `${schema}`, `{{schema}}`, `<%= schema %>`, `:schema`: the file is filled in before it runs. */
const TEMPLATE = /\$\{\w+\}|\{\{\s*\w+\s*\}\}|<%/;

export default defineRule({
  id: "no-syntax-error",
  summary: "SQL that PostgreSQL cannot parse",
  category: "failing",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    syntax: {
      message: "PostgreSQL cannot read this statement, so the deployment stops here: {{error}}.",
      help: "Correct the statement.{{others}}",
    },
    template: {
      message: "This file is a template: {{count}} of its statements are not SQL until it is filled in ({{error}}).",
      help: "Say what its placeholders stand for: `runner: { placeholders: { \"{{example}}\": \"…\" } }` in the config.",
    },
  },
  docs: {
    effect:
      "PostgreSQL's own grammar (libpg-query 18) reads every migration. What it refuses, the server refuses too (42601): the migration is then recorded as failed, and Prisma runs no other one until it is resolved (P3009).",
    remedy: "Correct the statement. Files that another program fills in before they run need `runner.placeholders` in the config.",
  },
  check: {
    migration({ migration, steps }, { report }) {
      const broken = steps.flatMap((step) => (step.operation.kind === "invalid" ? [{ step, operation: step.operation }] : []));
      const example = TEMPLATE.exec(migration.source.text)?.[0];
      for (const { step, operation } of broken) {
        const at = placeOf(step, operation.at);
        if (example !== undefined) {
          report({ at, message: "template", data: { count: String(broken.length), error: operation.message, example }, subject: {} });
          return;
        }
        const others = migration.script.statements.length > 1 ? " The other statements of the file were checked all the same." : "";
        report({ at, message: "syntax", data: { error: operation.message, others }, subject: {} });
      }
    },
  },
});
