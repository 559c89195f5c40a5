import { defineRule } from "../src/check/rule.js";

export default defineRule({
  id: "no-empty-migration",
  summary: "A migration without a statement",
  category: "history",
  recommended: "warning",
  strict: "warning",
  providers: ["postgresql"],
  options: {},
  messages: {
    empty: {
      message: "{{name}} holds no statement: Prisma records it as applied, and nothing happens.",
      help: "Write its SQL; or delete the folder, as long as it is not deployed anywhere.",
    },
  },
  docs: {
    effect:
      "`prisma migrate dev --create-only` without a change writes such a file, to be filled by hand. Once it is deployed as it is, SQL that is put into it later does not run any more where it was deployed: Prisma has it on record as applied.",
    remedy: "Fill it or delete it before it is merged.",
  },
  check: {
    migration({ migration }, { report }) {
      const { source, script, name } = migration;
      if (script.statements.length > 0) return;
      const end = source.text.trimEnd().length;
      const start = end === 0 ? 0 : source.text.lastIndexOf("\n", end - 1) + 1;
      report({ at: { file: source.file, span: { start, end } }, message: "empty", data: { name }, subject: {} });
    },
  },
});
