import { count, defineRule, flag, patterns, type Rule } from "../../src/check/rule.js";

// Compiled by `npm run typecheck`, never run: an error that is expected and does not come is an error itself.
const meta = {
  id: "typed",
  summary: "",
  category: "habits",
  recommended: "warning",
  strict: "error",
  providers: ["postgresql"],
  docs: { effect: "", remedy: "" },
} as const;
declare function use(...values: readonly unknown[]): void;
const at = { file: "", span: { start: 0, end: 0 } };
const subject = {};

const typed = defineRule({
  ...meta,
  options: { ignoreTables: patterns("", []), deep: flag("", false), most: count("", 3) },
  messages: {
    bare: { message: "Nothing.", help: "Nothing." },
    named: { message: "{{table}} goes.", help: "Keep {{table}}.{{column}}." },
  },
  check: {
    createIndex(step, { report, options }) {
      report({ at, subject, message: "bare" });
      report({ at, subject, message: "named", data: { table: step.operation.table.name, column: "" } });
      // @ts-expect-error There is no such message.
      report({ at, subject, message: "nmaed", data: { table: "", column: "" } });
      // @ts-expect-error The data is missing.
      report({ at, subject, message: "named" });
      // @ts-expect-error A placeholder of the help is missing.
      report({ at, subject, message: "named", data: { table: "" } });
      // @ts-expect-error A placeholder is misspelt.
      report({ at, subject, message: "named", data: { tabel: "", column: "" } });
      // @ts-expect-error There is no such placeholder.
      report({ at, subject, message: "named", data: { table: "", column: "", index: "" } });
      // @ts-expect-error The message has no placeholders.
      report({ at, subject, message: "bare", data: { table: "" } });
      // @ts-expect-error Values are strings.
      report({ at, subject, message: "named", data: { table: 1, column: "" } });
      // @ts-expect-error A rule may only lower its severity.
      report({ at, subject, message: "bare", level: "error" });
      // @ts-expect-error No such part of a subject.
      report({ at, subject: { tabel: "" }, message: "bare" });
      use(
        options.ignoreTables satisfies readonly string[],
        options.deep satisfies boolean,
        options.most satisfies number,
        // @ts-expect-error Another kind of operation's property.
        step.operation.column,
        // @ts-expect-error There is no such option.
        options.ignoreTable,
      );
    },
  },
});

defineRule({
  ...meta,
  options: {},
  messages: {
    named: { message: "{{table}} goes.", help: "Keep {{table}}.{{column}}. {{way}}" },
    bare: { message: "Nothing.", help: "Nothing." },
  },
  severalOf: "object",
  several: {
    named: (values) => {
      use(
        values.table satisfies readonly string[],
        values.column satisfies readonly string[],
        values.way satisfies readonly string[],
        // @ts-expect-error There is no such placeholder.
        values.index,
      );
      return { message: values.table.join(), help: values.way.join() };
    },
    // @ts-expect-error The help is missing.
    bare: () => ({ message: "Nothing." }),
  },
  check: {},
});

// @ts-expect-error There is no such message.
defineRule({ ...meta, options: {}, messages: { bare: { message: "", help: "" } }, several: { bear: () => ({ message: "", help: "" }) }, check: {} });

// @ts-expect-error There is no such group.
defineRule({ ...meta, options: {}, messages: {}, severalOf: "statement", check: {} });

defineRule({
  ...meta,
  options: {},
  messages: {},
  check: {
    // @ts-expect-error There is no such kind of operation.
    createIdnex() {},
  },
});

// @ts-expect-error There is no such category.
defineRule({ ...meta, category: "speed", options: {}, messages: {}, check: {} });

/** What the registry holds: rules with whatever messages and options. */
export const registry: readonly Rule[] = [typed];
