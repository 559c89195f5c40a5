import { expect, it } from "vitest";
import { progressOn } from "../../src/commands/progress.js";

function watched(isTTY: boolean, quiet = false) {
  let text = "";
  let time = 0;
  const output = { write: (part: string) => (text += part), isTTY, columns: 80 };
  const progress = progressOn(output, quiet, () => time);
  return {
    at(milliseconds: number, done: number) {
      time = milliseconds;
      progress.update(done, 9);
    },
    clear: () => progress.clear(),
    text: () => text,
  };
}

it("says nothing in the first half second, then ten times a second, on one line that is cleared", () => {
  const run = watched(true);
  run.at(499, 1);
  expect(run.text()).toBe("");
  run.at(500, 2);
  run.at(599, 3);
  run.at(600, 4);
  run.clear();
  expect(run.text()).toBe("\r\u001B[Kreplaying 2/9 …\r\u001B[Kreplaying 4/9 …\r\u001B[K");
});

it("clears nothing when nothing was said", () => {
  const run = watched(true);
  run.at(10, 9);
  run.clear();
  expect(run.text()).toBe("");
});

it.each([
  [false, false],
  [true, true],
])("says nothing when the output is a terminal: %s, quiet: %s", (isTTY, quiet) => {
  const run = watched(isTTY, quiet);
  run.at(5000, 1);
  run.clear();
  expect(run.text()).toBe("");
});
