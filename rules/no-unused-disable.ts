import { defineRule } from "../src/check/rule.js";

export default defineRule({
  id: "no-unused-disable",
  summary: "A disable comment or suppress entry that silenced nothing",
  category: "history",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql", "cockroachdb", "mysql", "sqlite", "sqlserver", "mongodb"],
  options: {},
  messages: {
    unused: {
      message: "{{label}} silenced nothing: no rule reports anything here.",
      help: "Delete it, so that it cannot hide the next mistake.",
    },
    rule: {
      message: "{{label}} silenced no finding of {{rule}}.",
      help: "Delete {{rule}} from it, so that it cannot hide the next mistake.",
    },
  },
  docs: {
    effect: "A comment that silences nothing is left over, or stands at the wrong place while the finding that it was written for goes on. The next finding at its place would be hidden.",
    remedy: "Delete it. Of several rules, delete the one that is named.",
  },
  check: {},
  directives(uses, { report }) {
    for (const { place, label, known, rules, silenced } of uses) {
      if (!known) continue;
      if (silenced === 0) report({ at: place, message: "unused", data: { label }, subject: {} });
      else for (const rule of rules) if (rule.known && rule.silenced === 0) report({ at: rule.place, message: "rule", data: { label, rule: rule.id }, subject: {} });
    }
  },
});
