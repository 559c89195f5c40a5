import { init, parse } from "@guanmingchiu/sqlparser-ts";
import { isSplittable } from "../../src/dialects/postgres/assess/transactions/splitting.js";
import { parse as parseScript } from "../../src/dialects/postgres/parse/index.js";
import type { SourceText } from "../../src/text/source-text.js";

export interface SplittingJudgement {
  /** Of a file: what sqlparser says, and we. */
  readonly splits: boolean;
  readonly claimed: boolean | undefined;
  /** Statements of which we say otherwise than it, in words. */
  readonly different: readonly string[];
}

/** Loads the parser (WASM); once. */
export async function loadSqlparser(): Promise<void> {
  await init();
}

/**
 * sqlparser-rs 0.61 with its PostgreSQL dialect, as Prisma's engine runs it on a whole file: it splits what parses to the end, and sends the file in one
 * message where anything does not (prisma-engines #5767, #5847).
 */
export function compareWithSqlparser(source: SourceText): SplittingJudgement {
  const script = parseScript(source);
  const different: string[] = [];
  const claims: (boolean | undefined)[] = [];
  for (const statement of script.statements) {
    const sql = source.slice(statement.span);
    const refusal = refusalOf(sql);
    const claim = isSplittable(script, statement);
    claims.push(claim);
    if (claim !== undefined && claim !== (refusal === undefined)) different.push(`${sql.slice(0, 200).replace(/\s+/g, " ")}: said to be ${claim ? "" : "not "}parsed, sqlparser says ${refusal ?? "nothing"}`);
  }
  const claimed = claims.includes(false) ? false : claims.includes(undefined) ? undefined : true;
  return { splits: refusalOf(source.text) === undefined, claimed, different };
}

/** Undefined where it parses. */
function refusalOf(sql: string): string | undefined {
  try {
    parse(sql, "postgresql");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
