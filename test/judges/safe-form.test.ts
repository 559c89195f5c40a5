import { beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { servers } from "./lock-judge.js";
import { judgeSuggestion, seriesOf } from "./safe-form.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

/** Fixtures whose history is about one version run there; all others on each. */
describe.each(servers)("PostgreSQL $version", ({ version, open }) => {
  it("runs every series that a finding suggests, with rows in the tables, to the same end, and the rule is content with it", { timeout: 300_000 }, async () => {
    const server = await open();
    const wrong: string[] = [];
    let judged = 0;
    for (const fixture of readRuleFixtures().filter(({ path }) => path.includes("/unsafe-"))) {
      if (Number(fixture.config.postgresVersion ?? version) > version) continue;
      const here = { ...fixture, config: { ...fixture.config, postgresVersion: version } };
      for (const { finding, suggestion } of seriesOf(here, dialect)) {
        if (finding.rule !== fixture.rule) continue;
        judged += 1;
        for (const said of await judgeSuggestion(server, here, finding, suggestion, dialect)) wrong.push(`${fixture.path}: ${suggestion.title}: ${said}`);
      }
    }
    await server.close();
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(6);
  });
});
