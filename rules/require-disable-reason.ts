import { defineRule } from "../src/check/rule.js";

export default defineRule({
  id: "require-disable-reason",
  summary: "A disable comment without its reason",
  category: "history",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver", "mongodb"],
  options: {},
  messages: {
    reason: {
      message: "Nobody will know why {{label}} silences {{rules}} here: it gives no reason.",
      help: "Write it after two dashes: `{{label}} {{names}} -- reason`.",
    },
  },
  docs: {
    effect: "A migration is read again when something has gone wrong. Without the reason nobody can tell whether the risk was weighed or overlooked.",
    remedy: "Add the reason after ` -- `: what makes it safe here (table is small, column is not read since …).",
  },
  check: {},
  directives(uses, { report }) {
    for (const { place, label, rules, reason, needsReason } of uses) {
      if (!needsReason || reason !== undefined) continue;
      const names = rules.map((rule) => rule.id);
      report({ at: place, message: "reason", data: { label, rules: names.join(", ") || "every rule", names: names.join(", ") }, subject: {} });
    }
  },
});
