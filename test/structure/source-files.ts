import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

/** One of our source files. */
export interface SourceFile {
  /** From the package's root: `src/model/name.ts`. */
  readonly file: string;
  readonly text: string;
  /** Our own files that it imports, types and dynamic imports too, from the package's root. */
  readonly files: readonly string[];
  /** Packages that it imports, without the path in them: `node:fs`, `@babel/parser`. */
  readonly packages: readonly string[];
}

export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  const paths = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => posix.join(folder, path.replaceAll("\\", "/"))));
  return paths.filter((path) => path.endsWith(".ts")).sort().map((path) => sourceFile(path, readFileSync(join(path), "utf8")));
}

export function sourceFile(file: string, text: string): SourceFile {
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const own = imported.filter((name) => name.startsWith("."));
  const others = imported.filter((name) => !name.startsWith("."));
  return {
    file,
    text,
    files: own.map((name) => posix.join(posix.dirname(file), name).replace(/\.js$/, ".ts")),
    packages: others.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name),
  };
}
