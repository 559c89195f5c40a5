import { beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import type { Traceable } from "../../src/verify/postgres/trace.js";
import { servers } from "./lock-judge.js";
import { judgeSafeForms } from "./safe-form.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

/** PGlite 0.3, which is PostgreSQL 17, refuses every CONCURRENTLY with "tuple concurrently updated"; 16 and 18 run it. */
const withoutConcurrently = (server: Traceable): Traceable => ({ query: (sql) => server.query(sql), exec: (sql) => server.exec(sql.replaceAll(" CONCURRENTLY", "")) });

/** Fixtures whose history is about one version run there and on newer ones; all others on each. */
describe.each(servers)("PostgreSQL $version", ({ version, open }) => {
  it("runs every series that a finding suggests, with rows in the tables, to the same end, and the rule is content with it", { timeout: 300_000 }, async () => {
    const server = await open();
    const { judged, wrong } = await judgeSafeForms(version === 17 ? withoutConcurrently(server) : server, version, dialect);
    await server.close();
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(6);
  });
});
