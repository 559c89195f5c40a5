import { defineRule, givenNames, placeOf, problemSubject, said, writtenName } from "../src/check/rule.js";

const MOST = 63;
const help = "Give it a name of at most 63 bytes, and the same in schema.prisma: `map:` of an index, key or relation, `@map` or `@@map`.";

export default defineRule({
  id: "no-identifier-truncation",
  summary: "A name over 63 bytes, which PostgreSQL cuts",
  category: "failing",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  options: {},
  messages: {
    cut: { message: "PostgreSQL cuts this name of {{bytes}} bytes to {{name}} (63).", help },
    taken: { message: "Cut to 63 bytes this name is {{name}}, which is already there: the statement fails (42P07).", help },
  },
  docs: {
    effect:
      "PostgreSQL keeps 63 bytes of a name and drops the rest, with no more than a NOTICE. schema.prisma and the database then disagree about it, and the next `prisma migrate dev` wants to rename it. Two names that begin alike become one: the second statement fails, or with IF NOT EXISTS does nothing. Names that Prisma makes up are short enough; it is those written by hand, or of a table that was renamed. Letters beyond ASCII take two bytes and more.",
    remedy: "A shorter name, given in schema.prisma with `map:`, `@map` or `@@map` and used in the migration.",
  },
  check: {
    effect(step, { report }) {
      const isTaken = step.problems.some(({ kind }) => kind === "exists");
      for (const name of givenNames(step)) {
        const written = writtenName(name, step);
        const bytes = new TextEncoder().encode(written).length;
        if (bytes <= MOST || written === name.name) continue;
        const at = placeOf(step, name.span);
        const subject = { value: written };
        const explains = isTaken ? step.problems.map((problem) => ({ rule: "no-missing-object", subject: problemSubject(problem) })) : [];
        if (isTaken) report({ at, message: "taken", data: { name: said({ name: name.name }) }, subject, explains });
        else report({ at, message: "cut", data: { name: said({ name: name.name }), bytes: String(bytes) }, subject });
      }
    },
  },
});
