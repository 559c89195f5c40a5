import { expect, test } from "vitest";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Timeline } from "../../src/model/step.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { dialect, environment } from "./replayed.js";

const texts = [
  'CREATE TABLE "a" ("id" INTEGER PRIMARY KEY);',
  'CREATE TABLE "b" ("id" INTEGER PRIMARY KEY, "a" INTEGER REFERENCES "a");',
  'ALTER TABLE "a" ADD COLUMN "x" TEXT;',
  'CREATE INDEX "x" ON "a"("x");',
];

/** The migrations of these numbers are not deployed. */
function files(fresh: readonly number[], changed: Readonly<Record<number, string>> = {}): MigrationFile[] {
  return texts.map((text, at) => ({ name: String(at), source: new SourceText(`${at}/migration.sql`, changed[at] ?? text), deployed: !fresh.includes(at), reported: fresh.includes(at) }));
}

/** Everything that rules see of a timeline, what is worked out when it is asked for too. */
function seen({ migrations, database }: Timeline) {
  const all = migrations.map(({ migration, before, after, deployed, steps }) => ({ migration, before, after, deployed, steps: steps.map(({ effect, held, ...step }) => ({ ...step, effect, held })) }));
  return { all, database };
}

function replayOf(migrations: readonly MigrationFile[], known?: Timeline, eachAsNewest = false): Timeline {
  return replay(migrations, dialect, environment, { eachAsNewest, ...(known && { known }) });
}

test.each([
  ["nothing", [3], [3], {}, 4],
  ["the last text", [3], [3], { 3: 'DROP TABLE "b";' }, 3],
  ["a text in the middle", [2, 3], [2, 3], { 2: 'DROP TABLE "b";' }, 2],
  ["the first text", [3], [3], { 0: 'CREATE TABLE "a" ("id" BIGINT PRIMARY KEY);' }, 0],
  ["what is deployed", [3], [2, 3], {}, 2],
  ["a text out of order", [1], [1], { 1: 'CREATE TABLE "c" ("id" INTEGER);' }, 1],
  ["that order is lost", [3], [1], {}, 1],
  ["that order is found", [1], [3], {}, 1],
  ["a deployed text out of order", [1], [1], { 3: "SELECT 1;" }, 1],
] as const)("a known timeline is taken over up to the first change: %s", (_, freshBefore, fresh, changed, shared) => {
  for (const eachAsNewest of [false, true]) {
    const known = replayOf(files(freshBefore), undefined, eachAsNewest);
    const timeline = replayOf(files(fresh, changed), known, eachAsNewest);
    expect(seen(timeline)).toEqual(seen(replayOf(files(fresh, changed), undefined, eachAsNewest)));
    const same = timeline.migrations.findIndex((migration, at) => migration !== known.migrations[at]);
    // Without a base nothing hangs on what is deployed, so that a little more is the same.
    if (!eachAsNewest) expect(same === -1 ? timeline.migrations.length : same).toBe(shared);
  }
});

test("a migration that is gone or new changes all after it", () => {
  const known = replayOf(files([3]));
  const without = files([3]).filter(({ name }) => name !== "1");
  const timeline = replayOf(without, known);
  expect(seen(timeline)).toEqual(seen(replayOf(without)));
  expect(timeline.migrations.map((migration) => known.migrations.includes(migration))).toEqual([true, false, false]);
  expect(seen(replayOf(files([3]), timeline))).toEqual(seen(known));
});
