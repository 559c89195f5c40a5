import type { Dialect } from "../../model/dialect.js";
import { assess } from "./assess/index.js";
import { blocks, strongest } from "./assess/locks/modes.js";
import { transactions } from "./assess/transactions/transactions.js";
import { naming } from "./naming.js";
import { loadParser, parse, routine, run } from "./parse/index.js";
import { typeName } from "./types.js";
import { writer } from "./write/writer.js";

/** Loads PostgreSQL's parser; everything after that is synchronous. */
export async function loadPostgres(): Promise<Dialect> {
  await loadParser();
  return { provider: "postgresql", naming, writer, parse, transactions, blocks, strongest, assess, run, routine, typeName };
}
