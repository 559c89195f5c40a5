import { defineRule } from "../src/check/rule.js";

export default defineRule({
  id: "no-unknown-rule",
  summary: "A disable comment that names a rule or a directive that does not exist",
  category: "history",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver", "mongodb"],
  options: {},
  messages: {
    rule: {
      message: "There is no rule {{rule}}, so this silences nothing.",
      help: "{{nearest}}`prisma-migrate-lint rules` lists them all.",
    },
    directive: {
      message: "There is no directive {{label}}, so this comment does nothing.",
      help: "{{nearest}}In SQL: disable-next-statement, disable-file, disable and enable; in schema.prisma disable-next-line for the first.",
    },
  },
  docs: {
    effect: "A misspelt name silences nothing: the finding goes on, or, worse, everybody believes that it was silenced on purpose.",
    remedy: "Write the name that the finding offers.",
  },
  check: {},
  directives(uses, { report }) {
    for (const { place, label, known, nearest, rules } of uses) {
      if (!known) report({ at: place, message: "directive", data: { label, nearest: offer(nearest) }, subject: {} });
      for (const rule of rules) if (!rule.known) report({ at: rule.place, message: "rule", data: { rule: rule.id, nearest: offer(rule.nearest) }, subject: {} });
    }
  },
});

const offer = (nearest: string | undefined): string => (nearest === undefined ? "" : `Did you mean ${nearest}? `);
