/** `npx tsx test/oracles/judge-sql.ts FOLDER…`: reads every migration.sql below with PostgreSQL's grammar and with pgsql-ast-parser, and compares. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse as parsePgsqlAst } from "pgsql-ast-parser";
import { loadParser, parse } from "../../src/dialects/postgres/parse/index.js";
import { SourceText } from "../../src/text/source-text.js";
import { compareWithPgsqlAst } from "./sql-oracle.js";

interface Counts {
  files: number;
  statements: number;
  /** Files of which PostgreSQL's grammar takes every statement. */
  acceptedByUs: number;
  acceptedByPgsqlAst: number;
  acceptedByPgsqlAstOnly: number;
  /** Files that both accept and read differently. */
  withDifferences: number;
  /** Text to operations. */
  ourMilliseconds: number;
  /** Text to tree, the files that it rejects included. */
  pgsqlAstMilliseconds: number;
}

/** Judges every migration below the folder and writes what differs; resolves with the counts. */
export async function judgeFolder(folder: string, write: (line: string) => void): Promise<Counts> {
  await loadParser();
  const counts: Counts = { files: 0, statements: 0, acceptedByUs: 0, acceptedByPgsqlAst: 0, acceptedByPgsqlAstOnly: 0, withDifferences: 0, ourMilliseconds: 0, pgsqlAstMilliseconds: 0 };
  const sources = migrationsBelow(folder);
  const accepted = new Set<string>();
  const start = performance.now();
  for (const source of sources) {
    const { statements } = parse(source);
    counts.statements += statements.length;
    if (statements.every(({ operations }) => operations.every(({ kind }) => kind !== "invalid"))) accepted.add(source.file);
  }
  const middle = performance.now();
  for (const { text } of sources) isAcceptedByPgsqlAst(text);
  counts.ourMilliseconds = Math.round(middle - start);
  counts.pgsqlAstMilliseconds = Math.round(performance.now() - middle);
  for (const source of sources) {
    counts.files++;
    if (accepted.has(source.file)) counts.acceptedByUs++;
    const differences = compareWithPgsqlAst(source);
    if (differences === "rejected") continue;
    counts.acceptedByPgsqlAst++;
    if (!accepted.has(source.file)) counts.acceptedByPgsqlAstOnly++;
    if (differences.length > 0) counts.withDifferences++;
    for (const difference of differences) write(`${source.file}: ${difference}`);
  }
  return counts;
}

function isAcceptedByPgsqlAst(sql: string): boolean {
  try {
    parsePgsqlAst(sql);
    return true;
  } catch {
    return false;
  }
}

/** Of projects on another database than PostgreSQL none. */
function migrationsBelow(folder: string): SourceText[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("/migration.sql"));
  const files = names.filter((name) => statSync(join(folder, name)).isFile() && isForPostgres(join(folder, name, "../../migration_lock.toml")));
  return files.sort().map((name) => new SourceText(name, readFileSync(join(folder, name), "utf8")));
}

function isForPostgres(lock: string): boolean {
  return !existsSync(lock) || /^provider\s*=\s*"postgres(?:ql)?"/m.test(readFileSync(lock, "utf8"));
}

const folders = process.argv[1]?.endsWith("judge-sql.ts") === true ? process.argv.slice(2) : [];
for (const folder of folders) {
  const counts = await judgeFolder(folder, (line) => {
    console.log(line);
  });
  console.log(folder, counts);
}
