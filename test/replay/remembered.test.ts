import { describe, expect, it } from "vitest";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import { replayRemembering, type StateMemory } from "../../src/replay/remembered.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { dialect as postgres, environment } from "./replayed.js";

const texts = [
  'CREATE TABLE "User" ("id" INT PRIMARY KEY);',
  'ALTER TABLE "User" ADD COLUMN "email" TEXT;',
  'CREATE VIEW "Mail" AS SELECT "email" FROM "User";',
  'CREATE INDEX "User_email_idx" ON "User"("email");',
  'ALTER TABLE "User" RENAME COLUMN "email" TO "mail";',
];
const eachAsNewest = false;

/** The first `deployed` of them are; those after the first `old` are reported. */
const files = (deployed: number, old: number, sql: readonly string[] = texts): readonly MigrationFile[] =>
  sql.map((text, at) => ({ name: `${at}_m`, source: new SourceText(`${at}_m/migration.sql`, text), deployed: at < deployed, reported: at >= old }));

/** Keeps what it is given, by the texts; `kept` are their numbers. */
function memory(): StateMemory & { readonly kept: number[] } {
  const states = new Map<string, Database>();
  const kept: number[] = [];
  const key = (of: readonly MigrationFile[]): string => of.map(({ source }) => source.text).join("\n");
  return {
    kept,
    recall: (of) => {
      const count = of.findLastIndex((_, at) => states.has(key(of.slice(0, at + 1)))) + 1;
      const database = states.get(key(of.slice(0, count)));
      return database && { count, database };
    },
    keep: (of, _, database) => {
      kept.push(of.length);
      states.set(key(of), structuredClone(database));
    },
  };
}

/** With the files that were parsed. */
function reading(): { readonly dialect: Dialect; readonly read: string[] } {
  const read: string[] = [];
  return { read, dialect: { ...postgres, parse: (source) => (read.push(source.file.slice(0, 1)), postgres.parse(source)) } };
}

describe("what is deployed and not reported is not replayed again", () => {
  it("the same timeline, from fewer files", () => {
    const { dialect, read } = reading();
    const known = memory();
    const whole = replay(files(3, 3), dialect, environment, { eachAsNewest });
    replayRemembering(known, files(3, 3), dialect, environment, { eachAsNewest });
    read.length = 0;
    const again = replayRemembering(known, files(3, 3), dialect, environment, { eachAsNewest });
    expect(again.database).toEqual(whole.database);
    expect(again.migrations[4]?.steps.map(({ before, deployed }) => ({ before, deployed }))).toEqual(whole.migrations[4]?.steps.map(({ before, deployed }) => ({ before, deployed })));
    expect({ read, kept: known.kept }).toEqual({ read: ["3", "4"], kept: [3] });
  });

  it("who asks for an old step gets it, by a replay of all", () => {
    const { dialect, read } = reading();
    const known = memory();
    const whole = replay(files(3, 3), dialect, environment, { eachAsNewest });
    replayRemembering(known, files(3, 3), dialect, environment, { eachAsNewest });
    const again = replayRemembering(known, files(3, 3), dialect, environment, { eachAsNewest });
    read.length = 0;
    expect(again.migrations.map(({ migration }) => migration.name)).toEqual(["0_m", "1_m", "2_m", "3_m", "4_m"]);
    expect(read).toEqual([]);
    expect(again.migrations[1]?.steps.map(({ operation }) => operation)).toEqual(whole.migrations[1]?.steps.map(({ operation }) => operation));
    expect(read).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("one more that is deployed is replayed from there", () => {
    const { dialect, read } = reading();
    const known = memory();
    replayRemembering(known, files(2, 2, texts.slice(0, 3)), dialect, environment, { eachAsNewest });
    read.length = 0;
    replayRemembering(known, files(4, 4), dialect, environment, { eachAsNewest });
    expect({ read, kept: known.kept }).toEqual({ read: ["2", "3", "4"], kept: [2, 4] });
  });

  it("an old file that has changed is another history", () => {
    const { dialect, read } = reading();
    const known = memory();
    replayRemembering(known, files(3, 3), dialect, environment, { eachAsNewest });
    const changed = ['CREATE TABLE "User" ("id" BIGINT PRIMARY KEY);', ...texts.slice(1)];
    read.length = 0;
    const again = replayRemembering(known, files(3, 3, changed), dialect, environment, { eachAsNewest });
    expect(read).toEqual(["0", "1", "2", "3", "4"]);
    expect(again.database.tables[0]?.columns[0]?.type.name).toBe("int8");
  });

  it("nothing is new: the newest one is still there to be judged", () => {
    const { dialect, read } = reading();
    const known = memory();
    replayRemembering(known, files(5, 5), dialect, environment, { eachAsNewest });
    read.length = 0;
    const again = replayRemembering(known, files(5, 5), dialect, environment, { eachAsNewest });
    expect(again.migrations[4]?.steps.map(({ operation }) => operation.kind)).toEqual(["renameColumn"]);
    expect(read).toEqual(["4"]);
  });

  it("nothing is deployed: nothing is kept", () => {
    const { dialect } = reading();
    const known = memory();
    replayRemembering(known, files(0, 0), dialect, environment, { eachAsNewest });
    expect(known.kept).toEqual([]);
  });
});
