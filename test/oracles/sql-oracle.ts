import { parse as parsePgsqlAst } from "pgsql-ast-parser";
import type { Statement } from "pgsql-ast-parser";
import { parse } from "../../src/dialects/postgres/parse/index.js";
import type { SourceText } from "../../src/text/source-text.js";
import { operationFacts } from "./operation-facts.js";
import { pgsqlAstFacts } from "./pgsql-ast-facts.js";

/**
 * Differences between our operations and pgsql-ast-parser's reading of a file, in number of statements, kinds and names; "rejected" where that parser does
 * not accept the file, of which it rejects a fifth though PostgreSQL accepts them. Both parsers share no code: ours is PostgreSQL's own grammar.
 */
export function compareWithPgsqlAst(source: SourceText): string[] | "rejected" {
  const theirs = statementsOf(source.text);
  if (theirs === undefined) return "rejected";
  const ours = parse(source).statements;
  if (ours.length !== theirs.length) return [`${ours.length} statements, pgsql-ast-parser ${theirs.length}`];
  return ours.flatMap(({ index, operations }) => {
    const their = theirs[index];
    const expected = their === undefined ? [] : pgsqlAstFacts(their);
    // It does not look into a DO block; we do.
    const [first] = operations;
    const actual = operationFacts(first?.kind === "opaque" && first.node === "DoStmt" ? [first] : operations);
    return expected.join("\n") === actual.join("\n") ? [] : [`statement ${index}: ${without(actual, expected).join("; ")} but pgsql-ast-parser: ${without(expected, actual).join("; ")}`];
  });
}

function statementsOf(sql: string): Statement[] | undefined {
  try {
    return parsePgsqlAst(sql);
  } catch {
    return undefined;
  }
}

function without(facts: readonly string[], others: readonly string[]): string[] {
  return facts.filter((fact) => !others.includes(fact));
}
