import { expect, test } from "vitest";
import { examples } from "../../src/commands/examples.js";
import { runIn } from "./fake-terminal.js";

test("every command has examples, which its help shows and whose options it has", async () => {
  const { stdout } = await runIn({ cwd: process.cwd() }, "--help");
  const commands = [...(/Commands:\n([\s\S]*?)\n\n/.exec(stdout)?.[1] ?? "").matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
  expect(Object.keys(examples)).toEqual(commands);
  for (const command of commands) {
    const help = (await runIn({ cwd: process.cwd() }, String(command), "--help")).stdout;
    const [own = "", shown = ""] = help.split("\nExamples:\n");
    for (const { line } of examples[String(command)] ?? []) {
      expect(shown).toContain(line);
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(own, line).toContain(option);
    }
  }
});
