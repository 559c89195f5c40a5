import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import ts from "typescript";
import { expect, test } from "vitest";
import { sourceFiles } from "../structure/source-files.js";

const decision = "docs/decisions/0002-dependencies.md";
const { dependencies, devDependencies, optionalPeers } = manifest();
/** What may be missing, and where that is said to the user. */
const mayMiss = /^src\/verify\/(embedded|postgres)\//;

test("the decision on dependencies lists those of package.json, at run time and for development", () => {
  const [, atRunTime = "", forDevelopment = ""] = /## At run time\n([\s\S]*?)## For development\n([\s\S]*?)## /.exec(readFileSync(decision, "utf8")) ?? [];
  const listed = (text: string) => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name).sort();
  expect(listed(atRunTime)).toEqual(dependencies);
  expect(listed(forDevelopment)).toEqual(devDependencies);
});

test("what is imported at run time is installed at run time", () => {
  const missing = sourceFiles("src", "rules").flatMap(({ file, text }) => {
    // With verbatimModuleSyntax nothing else than these is gone when it runs.
    const kept = text.replaceAll(/^(?:import|export) type [^;]*;/gm, "");
    const names = ts.preProcessFile(kept, true, true).importedFiles.map(({ fileName }) => fileName).filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
    const allowed = mayMiss.test(file) ? [...dependencies, ...optionalPeers] : dependencies;
    return names.filter((name) => !allowed.some((known) => name === known || name.startsWith(`${known}/`))).map((name) => `${file}: ${name}`);
  });
  expect(missing).toEqual([]);
});

test("Node's own modules are imported as such", () => {
  const bare = sourceFiles("src", "rules").flatMap(({ file, packages }) => packages.filter((name) => builtinModules.includes(name)).map((name) => `${file}: ${name}`));
  expect(bare).toEqual([]);
});

function manifest(): { readonly dependencies: readonly string[]; readonly devDependencies: readonly string[]; readonly optionalPeers: readonly string[] } {
  const content: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const keys = (value: unknown) => (typeof value === "object" && value !== null ? Object.keys(value).sort() : []);
  if (typeof content !== "object" || content === null || !("dependencies" in content) || !("devDependencies" in content)) throw new Error("package.json has no dependencies");
  return { dependencies: keys(content.dependencies), devDependencies: keys(content.devDependencies), optionalPeers: keys("peerDependenciesMeta" in content ? content.peerDependenciesMeta : undefined) };
}
