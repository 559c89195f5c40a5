import { painted, printable, wrapped, type Page } from "./prose.js";

/** Markdown as far as rule pages use it, for a terminal: paragraphs and lists wrapped, code blocks indented and left as they are, emphasis and headings bold. */
export function markdownText(markdown: string, page: Page, indent: number): readonly string[] {
  const rows: string[] = [];
  const margin = " ".repeat(indent);
  let paragraph: string[] = [];
  let bullet = "";
  const flush = () => {
    if (paragraph.length > 0) {
      const prefix = margin + bullet;
      rows.push(...wrapped(inline(paragraph.join(" "), page), page, { text: prefix, columns: prefix.length }));
    }
    paragraph = [];
    bullet = "";
  };
  let fenced = false;
  for (const line of markdown.trim().split(/\r?\n/)) {
    const item = /^(?:[-*]|\d+\.)\s+/.exec(line);
    if (/^\s*```/.test(line)) {
      flush();
      fenced = !fenced;
    } else if (fenced) {
      rows.push(`${margin}  ${page.chalk.cyan(printable(line))}`.trimEnd());
    } else if (line.trim() === "") {
      flush();
      if (rows.at(-1) !== "") rows.push("");
    } else if (/^#+\s/.test(line)) {
      flush();
      rows.push(margin + page.chalk.bold(printable(line.replace(/^#+\s+/, ""))));
    } else if (item !== null) {
      flush();
      bullet = item[0].startsWith("*") ? "- " : item[0];
      paragraph.push(line.slice(item[0].length).trim());
    } else {
      paragraph.push(line.trim());
    }
  }
  flush();
  return rows;
}

function inline(text: string, page: Page): string {
  const plainLinks = text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "$1 ($2)");
  return painted(plainLinks, page).replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => page.chalk.bold(strong));
}
