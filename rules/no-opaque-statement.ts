import { defineRule, placeOf } from "../src/check/rule.js";

export default defineRule({
  id: "no-opaque-statement",
  summary: "A statement whose effect on the schema cannot be told from its text",
  category: "history",
  recommended: "off",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    opaque: {
      message: "What this does to the schema cannot be told from its text: from here on, what depends on it is not checked, in this migration and in all later ones.",
      help: "Write out the statements that it runs, with the names that they are about. SQL that is put together at run time cannot be checked by anybody before it runs.",
    },
  },
  docs: {
    effect:
      "The history is replayed from the text of the migrations. A DO block that puts its SQL together from what it finds in the database, or a function in a language that is not read, may have done anything: from there on no claim is made that could be wrong because of it, and so fewer mistakes are found.",
    remedy: "Plain statements. DO blocks with IF, loops over constants and EXECUTE of texts that are known are understood.",
  },
  check: {
    effect(step, { report }) {
      if (step.operation.kind !== "invalid" && step.problems.length === 0 && step.after.unknown.length > step.before.unknown.length) report({ at: placeOf(step), message: "opaque", subject: {} });
    },
  },
});
