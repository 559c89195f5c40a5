import type { QueryCost } from "../../model/verification.js";
import type { Session } from "../bench.js";
import { cell } from "./cell.js";

const runs = 5;

/** Runs a query several times, in transactions that are rolled back, for it may write. Rejects with what the server says. */
export async function explain(session: Session, sql: string): Promise<QueryCost> {
  const times: number[] = [];
  let pages = 0;
  for (let run = 0; run < runs; run++) {
    await session.exec("BEGIN");
    try {
      const { rows } = await session.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`);
      const measured = costOf(cell(rows[0], "QUERY PLAN") ?? "");
      times.push(measured.milliseconds);
      // The first run also reads catalogs and sets hint bits.
      pages = measured.pages;
    } finally {
      await session.exec("ROLLBACK");
    }
  }
  return { milliseconds: times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0, pages };
}

function costOf(json: string): QueryCost {
  const plans: unknown = JSON.parse(json);
  const top: unknown = Array.isArray(plans) ? plans.at(0) : undefined;
  const plan: unknown = typeof top === "object" && top !== null && "Plan" in top ? top.Plan : undefined;
  const number = (of: unknown, name: string): number => Number(cell(of, name) ?? 0);
  return { milliseconds: number(top, "Execution Time"), pages: number(plan, "Shared Hit Blocks") + number(plan, "Shared Read Blocks") };
}
