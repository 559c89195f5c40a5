import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../rules/index.js";
import { squawk, squawkBinary } from "./squawk.js";
import { squawkRules } from "./squawk-rules.js";

/** What squawk says of files, but has no switch for. */
const fixed: ReadonlySet<string> = new Set(["syntax-error", "unused-ignore"]);
const names = [...squawkRules.keys()];

test("each name is a rule of the installed squawk", () => {
  const excluded = names.filter((name) => !fixed.has(name)).join(",");
  expect(squawk(["--exclude", excluded, "--version"])).toEqual({ status: 0, stdout: "squawk 2.66.0\n", stderr: "" });
  expect(squawk(["--exclude", "no-such-rule", "--version"]).stderr).toContain("invalid rule name no-such-rule");
});

test("no rule of squawk is left out", () => {
  // No option prints them. Its program holds their names one behind the other, in the order in which it declares them.
  const text = readFileSync(squawkBinary, "latin1");
  const [run] = /require-concurrent-index-creationrequire-concurrent-index-deletion[a-z-]+/.exec(text) ?? [];
  expect(run?.replaceAll(new RegExp([...names].sort((one, other) => other.length - one.length).join("|"), "g"), "")).toBe("require-timeout-settings");
});

test("each counterpart is a rule of ours", () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect([...squawkRules.values()].flatMap(({ ours }) => ours).filter((id) => !ids.has(id))).toEqual([]);
});
