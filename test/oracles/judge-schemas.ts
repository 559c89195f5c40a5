/** `npx tsx test/oracles/judge-schemas.ts FOLDER…`: compares our reading of every .prisma file below with the oracles. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSchema, printSchema } from "../../src/schema/parse-schema.js";
import { SourceText } from "../../src/text/source-text.js";
import { judgeByOracles } from "./schema-oracle.js";

interface Counts {
  projects: number;
  files: number;
  acceptedByUs: number;
  acceptedByPrisma: number;
  acceptedByPrismaAst: number;
  acceptedByUsOnly: number;
  refusedByUsOnly: number;
  withDifferences: number;
  notLossless: number;
  milliseconds: number;
}

/** Judges every project below the folder and writes what differs; resolves with the counts. */
export async function judgeFolder(folder: string, write: (line: string) => void): Promise<Counts> {
  const counts: Counts = {
    projects: 0,
    files: 0,
    acceptedByUs: 0,
    acceptedByPrisma: 0,
    acceptedByPrismaAst: 0,
    acceptedByUsOnly: 0,
    refusedByUsOnly: 0,
    withDifferences: 0,
    notLossless: 0,
    milliseconds: 0,
  };
  for (const files of projectsBelow(folder)) {
    const start = performance.now();
    for (const source of files) if (printSchema(parseSchema(source)) !== source.text) counts.notLossless++;
    counts.milliseconds += performance.now() - start;
    const { refusedByUs, refusedByPrisma, refusedByPrismaAst, differences } = await judgeByOracles(files);
    counts.projects++;
    counts.files += files.length;
    if (refusedByUs === undefined) counts.acceptedByUs++;
    if (refusedByPrisma === undefined) counts.acceptedByPrisma++;
    if (refusedByPrismaAst === undefined) counts.acceptedByPrismaAst++;
    const someoneAccepts = refusedByPrisma === undefined || refusedByPrismaAst === undefined;
    if (refusedByUs === undefined && !someoneAccepts) counts.acceptedByUsOnly++;
    if (refusedByUs !== undefined && someoneAccepts) counts.refusedByUsOnly++;
    if (differences.length > 0) counts.withDifferences++;
    for (const difference of differences) write(`${files[0]?.file}: ${difference}`);
  }
  return { ...counts, milliseconds: Math.round(counts.milliseconds) };
}

/**
 * One list a project. A file without a datasource belongs to the nearest folder above it that has exactly one datasource
 * in all; without such a folder it stands alone.
 */
export function projectsBelow(folder: string): SourceText[][] {
  const files = prismaFilesBelow(folder).map((path) => new SourceText(relative(folder, path), readFileSync(path, "utf8")));
  const projects = new Map<string, SourceText[]>();
  const datasources = new Map<string, SourceText[]>();
  for (const file of files.filter(hasDatasource)) {
    projects.set(file.file, [file]);
    for (const above of foldersAbove(file.file)) datasources.set(above, [...(datasources.get(above) ?? []), file]);
  }
  for (const file of files) {
    if (hasDatasource(file)) continue;
    const [first] = foldersAbove(file.file)
      .map((above) => datasources.get(above) ?? [])
      .filter((found) => found.length > 0);
    const project = first?.length === 1 ? projects.get(first[0]?.file ?? "") : undefined;
    if (project === undefined) projects.set(file.file, [file]);
    else project.push(file);
  }
  return [...projects.values()];
}

function hasDatasource({ text }: SourceText): boolean {
  return /^\s*datasource\s/m.test(text);
}

/** Nearest first, but not the folder that holds everything. */
function foldersAbove(file: string): string[] {
  const above: string[] = [];
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) above.push(folder);
  return above;
}

function prismaFilesBelow(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return found.filter((path) => path.endsWith(".prisma") && statSync(path, { throwIfNoEntry: false })?.isFile() === true).sort();
}

const folders = process.argv[1]?.endsWith("judge-schemas.ts") === true ? process.argv.slice(2) : [];
for (const folder of folders) {
  const counts = await judgeFolder(folder, (line) => {
    console.log(line);
  });
  console.log(folder, counts);
}
