import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import type * as Internals from "@prisma/internals";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import type { SourceText } from "../../src/text/source-text.js";
import { factsOfDeclaration, factsOfDmmf } from "./dmmf-facts.js";
import { readByPrismaAst } from "./prisma-ast.js";
import { factsOfAst, factsOfTree } from "./prisma-ast-facts.js";

export interface OracleJudgement {
  /** Undefined where the oracle accepts the schema, else the first line of its refusal. */
  readonly refusedByPrisma: string | undefined;
  /** Of prisma-ast, which reads one file at a time: the first refusal. */
  readonly refusedByPrismaAst: string | undefined;
  /** Our own first error. */
  readonly refusedByUs: string | undefined;
  /** A fact a line, of the oracles that accept. */
  readonly differences: readonly string[];
}

/** Differences between our reading of one project's schema files and those of the oracles that accept them; empty when all agree. */
export async function compareWithOracles(files: readonly SourceText[]): Promise<readonly string[]> {
  return (await judgeByOracles(files)).differences;
}

/** Prisma 7.10 (`getDMMF`) judges the declared model, `@mrleebo/prisma-ast` 0.15 the tree. */
export async function judgeByOracles(files: readonly SourceText[]): Promise<OracleJudgement> {
  const parsed = files.map(parseSchema);
  const declared = declaredSchema(parsed);
  const differences: string[] = [];
  const firstError = parsed.flatMap((file) => file.errors.map((error) => `${file.source.file}: ${error.message}`))[0];
  const prisma = await readByPrisma(files);
  if (typeof prisma !== "string") {
    if (firstError !== undefined) differences.push(`Prisma accepts what we do not: ${firstError}`);
    differences.push(...compareFacts("Prisma", factsOfDmmf(prisma), factsOfDeclaration(declared)));
  }
  let refusedByPrismaAst: string | undefined;
  for (const file of parsed) {
    const ast = await readByPrismaAst(file.source.text);
    if (typeof ast === "string") {
      refusedByPrismaAst ??= ast;
      continue;
    }
    const [error] = file.errors;
    if (error !== undefined) differences.push(`prisma-ast accepts what we do not: ${file.source.file}: ${error.message}`);
    differences.push(...compareFacts("prisma-ast", factsOfAst(ast), factsOfTree(file)));
  }
  const refusedByPrisma = typeof prisma === "string" ? prisma : undefined;
  return { refusedByPrisma, refusedByPrismaAst, refusedByUs: firstError, differences };
}

const require = createRequire(import.meta.url);
const internals = require("@prisma/internals") as typeof Internals;

/**
 * Prisma 7 refuses `url` and unknown preview features, both usual in schemas for older versions: connection lines and
 * generators are blanked, and a generator with every preview of 7.10 stands in.
 */
async function readByPrisma(files: readonly SourceText[]): Promise<Awaited<ReturnType<typeof Internals.getDMMF>> | string> {
  const datamodel = files.map(({ file, text }): [string, string] => [file, withoutConnection(text)]);
  try {
    return await internals.getDMMF({ datamodel: [...datamodel, ["oracle.prisma", standInGenerator]] });
  } catch (error) {
    return firstReason(error);
  }
}

const standInGenerator = `generator oracle {
  provider = "none"
  previewFeatures = ["views", "partialIndexes", "postgresqlExtensions", "fullTextIndex", "relationJoins", "nativeDistinct"]
}
`;

function withoutConnection(text: string): string {
  const blank = (part: string) => part.replaceAll(/[^\r\n]/g, " ");
  return text
    .replaceAll(/^[ \t]*generator\s+[\w-]+\s*\{[\s\S]*?^[ \t]*\}/gm, blank)
    .replaceAll(/^[ \t]*(?:url|directUrl|shadowDatabaseUrl)[ \t]*=[^\r\n]*/gm, blank);
}

function firstReason(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lines = stripVTControlCharacters(message).split("\n");
  return lines.find((line) => line.startsWith("error: ")) ?? lines[0] ?? "";
}

/** What only one side says, a fact a line. */
export function compareFacts(oracle: string, theirs: readonly string[], ours: readonly string[]): string[] {
  const differences: string[] = [];
  for (const fact of theirs) if (!ours.includes(fact)) differences.push(`only ${oracle}: ${fact}`);
  for (const fact of ours) if (!theirs.includes(fact)) differences.push(`not ${oracle}: ${fact}`);
  if (differences.length === 0 && theirs.length !== ours.length) differences.push(`${oracle} repeats a fact`);
  if (differences.length === 0 && theirs.some((fact, at) => fact !== ours[at])) differences.push(`${oracle} has another order`);
  return differences;
}
