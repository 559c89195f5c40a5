import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

export interface MarkdownFile {
  /** From the package's root. */
  readonly file: string;
  readonly text: string;
}

/** Everything that people read in this repository. */
export function markdownFiles(): readonly MarkdownFile[] {
  const paths = [".", "docs", "fixtures/projects"].flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== ".", encoding: "utf8" }).map((path) => posix.join(folder, path.replaceAll("\\", "/"))),
  );
  return paths.filter((path) => path.endsWith(".md")).sort().map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/** Code blocks in this language. */
export function codeBlocks({ text }: MarkdownFile, language: string): readonly string[] {
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return blocks.filter(([, named]) => named === language).map(([, , code = ""]) => code);
}

/** Relative links that lead nowhere: to a file that is not there, or to a heading that its file does not have. */
export function brokenLinks({ file, text }: MarkdownFile): readonly string[] {
  const broken: string[] = [];
  const prose = withoutCode(text);
  for (const [, target = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path = "", heading] = target.split("#");
    const linked = path === "" ? file : posix.join(posix.dirname(file), path);
    if (!existsSync(linked)) broken.push(`${file}: ${target}`);
    else if (heading !== undefined && !headings(readFileSync(linked, "utf8")).includes(heading)) broken.push(`${file}: ${target}`);
  }
  return broken;
}

/** As GitHub makes anchors of them. */
function headings(text: string): readonly string[] {
  const lines = withoutBlocks(text).matchAll(/^#+ (.*)$/gm);
  return [...lines].map(([, title = ""]) => title.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "");
const withoutCode = (text: string): string => withoutBlocks(text).replaceAll(/`[^`\n]*`/g, "");
