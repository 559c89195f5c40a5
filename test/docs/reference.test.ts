import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { directiveLabels, directivePrefix } from "../../src/directives/directive.js";
import type { SuppressEntry, UserConfig } from "../../src/model/config.js";

test("docs/configuration.md has every key of the configuration", () => {
  // The compiler asks for those that are missing here.
  const keys: Readonly<Record<keyof UserConfig, true>> = {
    extends: true, rules: true, postgresVersion: true, prismaVersion: true, defaultSchema: true, timeZone: true, tables: true, smallTableRows: true, rates: true, since: true,
    deployed: true, lockTimeout: true, suppress: true, ignoreMigrations: true, runner: true, projects: true,
  };
  const text = readFileSync("docs/configuration.md", "utf8");
  const [withoutEffect = ""] = /^Accepted and checked, but without an effect in this version: .*$/m.exec(text) ?? [];
  const named = [...firstCells(text), ...[...withoutEffect.matchAll(/`(\w+)`/g)].map(([, key]) => key)];
  expect(named.sort()).toEqual(Object.keys(keys).sort());
});

test("docs/suppressing.md has every directive and every key of an entry", () => {
  const keys: Readonly<Record<keyof SuppressEntry, true>> = { rule: true, reason: true, migration: true, table: true, column: true };
  const directives = directiveLabels.map((label) => directivePrefix + label);
  expect(firstCells(readFileSync("docs/suppressing.md", "utf8")).sort()).toEqual([...Object.keys(keys), ...directives].sort());
});

function firstCells(text: string): (string | undefined)[] {
  return [...text.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, cell]) => cell);
}
