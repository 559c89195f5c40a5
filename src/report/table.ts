import stringWidth from "string-width";
import { printable, wrapped, type Page } from "./prose.js";

export interface TableRow {
  /** Of each column its items: side by side while they fit, else below each other. */
  readonly cells: readonly (readonly string[])[];
  readonly paint: (text: string) => string;
  /** Lines below it, indented by so many columns. */
  readonly below: (columns: number) => readonly string[];
}

export interface TableLayout {
  readonly headings: readonly string[];
  /** The column that is cut where it is too wide. */
  readonly cut: number;
}

/** Lines of a table as wide as the page; where it is too narrow for that, each row is told in lines of its own. Cells need not be trusted. */
export function table({ headings, cut }: TableLayout, untrusted: readonly TableRow[], page: Page): readonly string[] {
  if (untrusted.length === 0) return [];
  const rows = untrusted.map((row) => ({ ...row, cells: row.cells.map((items) => items.map((item) => printable(item).replaceAll("\n", " "))) }));
  const { chalk } = page;
  const joined = rows.map((row) => row.cells.map((items) => [items.join(", ")]));
  for (const cells of [joined, rows.map((row) => row.cells)]) {
    const widths = widthsOf([headings.map((heading) => [heading]), ...cells], cut, page.width);
    if (widths === undefined) continue;
    const head = `  ${chalk.dim(line(headings, widths))}`;
    return [head, ...rows.flatMap(({ paint, below }, at) => [...linesOf(cells[at] ?? [], widths).map((text) => `  ${paint(text)}`), ...below(REMARKS)])];
  }
  const indented = Math.max(...rows.map(({ cells }) => stringWidth(cells[0]?.[0] ?? "")));
  return rows.flatMap((row) => [...told(row, headings, cut, indented, page), ...row.below(indent + indented + gap.length)]);
}

/** The items of a cell that must not be empty. */
export const orDash = (items: readonly string[]): readonly string[] => (items.length === 0 ? [NOTHING] : items);

const NOTHING = "–";

/** undefined: there would be too little room for the column that is cut. */
function widthsOf(rows: readonly (readonly (readonly string[])[])[], cut: number, page: number | undefined): readonly number[] | undefined {
  const natural = (rows[0] ?? []).map((_, column) => Math.max(...rows.flatMap((row) => (row[column] ?? []).map((item) => stringWidth(item)))));
  const others = natural.reduce((sum, width, column) => (column === cut ? sum : sum + gap.length + width), indent);
  const wanted = Math.min(natural[cut] ?? 0, widest);
  const room = page === undefined ? wanted : Math.min(wanted, page - others);
  return room < Math.min(wanted, narrowest) ? undefined : natural.map((width, column) => (column === cut ? room : width));
}

const gap = "  ";
const indent = 2;
/** Where remarks begin below a row that is a line. */
const REMARKS = 6;
/** Columns of the one that is cut: with less it says too little, with more the others are too far away. */
const [narrowest, widest] = [36, 60];

function linesOf(cells: readonly (readonly string[])[], widths: readonly number[]): readonly string[] {
  const height = Math.max(...cells.map((items) => items.length), 1);
  return Array.from({ length: height }, (_, at) => line(cells.map((items) => items[at] ?? ""), widths));
}

function line(texts: readonly string[], widths: readonly number[]): string {
  const padded = texts.map((text, column) => {
    const width = widths[column] ?? 0;
    const shown = shortened(text, width);
    return shown + " ".repeat(width - stringWidth(shown));
  });
  return padded.join(gap).trimEnd();
}

function shortened(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let shown = "";
  for (const character of text) {
    if (stringWidth(shown + character) > width - 1) break;
    shown += character;
  }
  return `${shown}…`;
}

/** The first column, which is so wide, and the one that is cut; below them the others, by their headings. */
function told({ cells, paint }: TableRow, headings: readonly string[], cut: number, width: number, page: Page): readonly string[] {
  const first = `  ${(cells[0]?.[0] ?? "").padEnd(width)}  `;
  const others = cells.flatMap((items, column) => (column === 0 || column === cut || items[0] === NOTHING ? [] : [`${headings[column] ?? ""} ${items.join(", ")}`]));
  const room = (page.width ?? Infinity) - first.length;
  const below = others.length === 0 ? [] : wrapped(others.join("; "), page, { text: " ".repeat(first.length), columns: first.length });
  return [first + paint(shortened(cells[cut]?.join(", ") ?? "", room)), ...below];
}
