import { dirname } from "node:path";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { refusedFixtures } from "./fixture-histories.js";
import type { History } from "./histories.js";

const GENERATED_SEED = 20261123;

/** Those of Prisma's engine: the first histories whose migrations are at least so many. */
export async function generatedHistories(migrations: number): Promise<readonly History[]> {
  const histories: History[] = [];
  for (let number = 0, left = migrations; left > 0; number++) {
    const own = await historySql(generatedHistory(GENERATED_SEED, number).schemas);
    histories.push({ name: `${GENERATED_SEED}/${number}`, migrations: own, since: 0 });
    left -= own.length;
  }
  return histories;
}

/** Of every rule, as far as a PostgreSQL of this version takes them. */
export function fixtureHistories(version = 18): readonly History[] {
  const refused = refusedFixtures(version);
  return readRuleFixtures().flatMap(({ path, migrations }) => {
    const name = path.replace(/^fixtures\/rules\/|\.sql$/g, "");
    return refused[name] === undefined ? [{ name, migrations: migrations.map((source) => ({ name: dirname(source.file), sql: source.text })), since: 0 }] : [];
  });
}
