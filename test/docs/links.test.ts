import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { brokenLinks, markdownFiles } from "./markdown-files.js";

test("every relative link leads to a file, and to a heading where it names one", () => {
  expect(markdownFiles().flatMap(brokenLinks)).toEqual([]);
});

test("a link that leads nowhere is told", () => {
  const text = "# A b: `c`\n[x](#a-b-c) [y](#d) [z](missing.md) `[no](link.md)`\n```text\n[no](link.md)\n```\n[w](docs/rules/) [v](https://www.postgresql.org/docs/)\n";
  expect(brokenLinks({ file: "README.md", text: "[x](test/docs/links.test.ts) [y](docs/none.md)" })).toEqual(["README.md: docs/none.md"]);
  expect(brokenLinks({ file: "README.md", text })).toEqual(["README.md: #a-b-c", "README.md: #d", "README.md: missing.md"]);
});

test("no file names a package registry: where packages come from is each user's own setting", () => {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" }).split("\0").filter((file) => file !== "" && !file.startsWith("fixtures/"));
  const registry = new RegExp(["registry\\.npmjs", "registry\\.yarnpkg", "npm\\.pkg\\.github", `"resolved": ?"https?:`].join("|"));
  expect(files.filter((file) => file !== "test/docs/links.test.ts" && registry.test(readText(file)))).toEqual([]);
});

/** Empty for one that is deleted and not committed yet. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
