import { Chalk } from "chalk";
import { expect, it } from "vitest";
import { failureOf } from "../../src/commands/failure.js";
import { LintError } from "../../src/model/lint-error.js";

it("wrong use is two lines without a stack", () => {
  expect(failureOf(new LintError("It is so.", "Do that."), false)).toEqual({ exitCode: 2, text: "error: It is so.\n  Do that.\n" });
});

it("wrong use is wrapped and coloured where it is looked at", () => {
  const page = { chalk: new Chalk({ level: 1 }), width: 40 };
  expect(failureOf(new LintError("It is so, and it has been so for years.", "Run `that one`."), false, page).text).toBe(
    "\u001B[1m\u001B[31merror\u001B[39m\u001B[22m: It is so, and it has been so for\n  years.\n  Run \u001B[36m`that one`\u001B[39m.\n",
  );
});

it("a bug has its stack, its version and where to report it", () => {
  const error = new TypeError("x is not a function");
  error.stack = "TypeError: x is not a function\n    at somewhere";
  expect(failureOf(error, false)).toEqual({
    exitCode: 2,
    text: "TypeError: x is not a function\n    at somewhere\n\nThis is a bug in prisma-migrate-lint 0.1.0, not in your project. Please report it with these lines.\n",
  });
});

it("a bug says what caused it", () => {
  const error = new Error("rule no-loss failed at a.sql:1:1: y is undefined", { cause: new Error("y is undefined") });
  error.stack = "Error: rule no-loss failed\n    at collect";
  if (error.cause instanceof Error) error.cause.stack = "Error: y is undefined\n    at check";
  expect(failureOf(error, false).text.split("\n").slice(0, 4)).toEqual(["Error: rule no-loss failed", "    at collect", "caused by Error: y is undefined", "    at check"]);
});

it("what is thrown and is no error is a bug too", () => {
  expect(failureOf("oops", false).text.split("\n")[0]).toBe("oops");
});
