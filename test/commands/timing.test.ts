import { expect, it } from "vitest";
import { Stopwatch } from "../../src/commands/stopwatch.js";
import { smallProject, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

it("counts work inside of other work once", async () => {
  let now = 0;
  const stopwatch = new Stopwatch(() => now);
  const { timer } = stopwatch;
  const work = (milliseconds: number) => () => void (now += milliseconds);
  await timer.wait("read", async () => work(30)());
  timer.phase("replay", () => {
    work(5)();
    timer.phase("parse", work(10));
    timer.phase("parse", work(15));
  });
  timer.phase("check", () => {
    work(1)();
    for (let rule = 1; rule <= 11; rule++) timer.rule(`no-${rule}`, work(rule === 1 ? 1 : 2));
    timer.rule("slow", () => {
      work(12)();
      timer.phase("assess", work(6));
    });
    timer.rule("slow", work(0.5));
  });
  expect(() => timer.phase("report", () => {
    work(4)();
    throw new Error("no disk");
  })).toThrow("no disk");
  expect(stopwatch.table()).toBe(`read disk and git           30.0 ms   29 %
parse SQL                   25.0 ms   24 %
replay                       5.0 ms    5 %
assess locks and rows        6.0 ms    6 %
check                       34.5 ms   33 %
report                       4.0 ms    4 %
total                      104.5 ms  100 %

Slowest of 12 rules:
slow                        12.5 ms   12 %
no-2                         2.0 ms    2 %
no-3                         2.0 ms    2 %
no-4                         2.0 ms    2 %
no-5                         2.0 ms    2 %
no-6                         2.0 ms    2 %
no-7                         2.0 ms    2 %
no-8                         2.0 ms    2 %
no-9                         2.0 ms    2 %
no-10                        2.0 ms    2 %
`);
});

it("says nothing where nothing took time", () => {
  expect(new Stopwatch(() => 0).table().split("\n")[6]).toBe("total                        0.0 ms    0 %");
});

it("leaves standard output to the report", async () => {
  const cwd = tempProject(smallProject());
  const plain = await runIn({ cwd }, "--all", "--format", "json");
  const timed = await runIn({ cwd }, "--all", "--format", "json", "--timing");
  expect([timed.exitCode, timed.stdout]).toEqual([plain.exitCode, plain.stdout]);
  const names = timed.stderr.split("\n").map((line) => /^(.*?) {2,}[\d.]+ ms/.exec(line)?.[1]).filter((name) => name !== undefined);
  expect(names.slice(0, 7)).toEqual(["read disk and git", "parse SQL", "replay", "assess locks and rows", "check", "report", "total"]);
  expect(names.length).toBe(17);
  expect(plain.stderr).not.toContain(" ms");
});
