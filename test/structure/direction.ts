import type { SourceFile } from "./source-files.js";

/** From left to right; a file imports from its own part and from those of the lists before its own. */
const order: readonly (readonly string[])[] = [
  ["src/text"],
  ["src/model"],
  ["src/database"],
  ["src/dialects", "src/schema", "src/directives", "src/discover"],
  ["src/replay"],
  ["src/check", "src/impact", "src/rollback", "src/report"],
  ["rules"],
  ["src/open-projects.ts", "src/judge.ts"],
  ["src/fix"],
  ["src/lint.ts", "src/core.ts", "src/plan", "src/verify"],
  ["src/commands", "src/eslint"],
  ["src/cli.ts", "src/index.ts"],
];

/** What goes against the direction, a sentence each. */
export function againstDirection(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ file, files: imports }) => imports.filter((imported) => !mayImport(file, imported)).map((imported) => `${file} imports ${imported}`));
}

function mayImport(file: string, imported: string): boolean {
  const from = placeOf(file);
  const to = placeOf(imported);
  if (from === undefined || to === undefined) return false;
  if (from.part === "rules" && imported !== "src/check/rule.ts" && to.part !== "src/model" && file !== "rules/index.ts") return false;
  if (from.part === to.part) return dialectOf(imported) === undefined || dialectOf(file) === undefined || dialectOf(imported) === dialectOf(file);
  return to.rank < from.rank;
}

function placeOf(file: string): { readonly part: string; readonly rank: number } | undefined {
  for (const [rank, parts] of order.entries()) {
    const part = parts.find((part) => file === part || file.startsWith(`${part}/`));
    if (part !== undefined) return { part, rank };
  }
  return undefined;
}

/** `postgres` of `src/dialects/postgres/index.ts`; undefined for what the dialects share. */
const dialectOf = (file: string): string | undefined => /^src\/dialects\/([^/]+)\//.exec(file)?.[1];

/** What only some parts may know, by what it is called in a message. */
const reserved: readonly { readonly what: string; readonly found: (file: SourceFile) => boolean; readonly where: RegExp }[] = [
  { what: "PostgreSQL's parse tree", found: ({ packages }) => packages.some((name) => /^(libpg-query|@pgsql\/.*)$/.test(name)), where: /^src\/dialects\/postgres\/parse\// },
  {
    what: "the disk or other processes",
    found: ({ packages }) => packages.some((name) => /^(node:(fs|child_process|http|https|net|os)|fast-glob|jiti)$/.test(name)),
    where: /^src\/(discover|commands|verify)\/|^src\/cli\.ts$|^src\/eslint\/[a-z-]*worker[a-z-]*\.ts$/,
  },
  { what: "argv, environment or working directory", found: ({ text }) => /\bprocess\.(?:env|cwd|argv|exit|std\w+)\b/.test(text), where: /^src\/(discover|commands|verify|eslint)\/|^src\/(cli|index)\.ts$/ },
  { what: "the clock", found: ({ text }) => /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/.test(text), where: /^src\/(discover|commands|verify)\/|^src\/cli\.ts$/ },
  { what: "the console", found: ({ text }) => /\bconsole\.\w/.test(text), where: /^$/ },
];

/** What is known where it must not be, a sentence each. */
export function outOfPlace(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => reserved.filter(({ found, where }) => found(file) && !where.test(file.file)).map(({ what }) => `${file.file} knows ${what}`));
}
