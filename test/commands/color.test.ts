import { describe, expect, it } from "vitest";
import { tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

describe("colour", () => {
  it.each([
    [[], {}, undefined, false],
    [[], {}, 80, true],
    [["--no-color"], {}, 80, false],
    [["--color"], {}, undefined, true],
    [[], { NO_COLOR: "1" }, 80, false],
    [[], { NO_COLOR: "" }, 80, true],
    [["--color"], { NO_COLOR: "1" }, 80, true],
    [[], { FORCE_COLOR: "1" }, undefined, true],
    [[], { FORCE_COLOR: "0" }, 80, false],
    [[], { FORCE_COLOR: "1", NO_COLOR: "1" }, undefined, true],
    [[], { TERM: "dumb" }, 80, false],
  ] satisfies [string[], Record<string, string>, number | undefined, boolean][])("%j %j on %s columns: %s", async (flags, env, columns, colored) => {
    const world = { cwd: tempProject({}), env, ...(columns === undefined ? {} : { columns }) };
    const { stdout } = await runIn(world, "rules", ...flags);
    expect(stdout.includes("\u001B[")).toBe(colored);
  });
});
