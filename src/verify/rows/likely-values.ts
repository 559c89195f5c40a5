import { renderExpression } from "../../database/render.js";
import { quoteIdentifier as quote } from "../../dialects/postgres/naming.js";
import type { Column, Database, Table } from "../../model/database.js";

/**
 * Texts of values that a table's CHECKs, the column's domain and partition bounds may want in a column: the literals beside it, numbers around them, texts of the lengths
 * and patterns that they name. Not all of them fit; whoever inserts tries.
 */
export function likelyValues(table: Table, column: Column, database: Database): string[] {
  const found = new Set<string>();
  for (const constraint of table.constraints) {
    if (constraint.kind !== "check" || !constraint.expression.references.some(({ target }) => target === column.id)) continue;
    for (const value of inExpression(renderExpression(constraint.expression, database, quote))) found.add(value);
  }
  const domain = database.domains.find(({ id }) => id === column.type.userType);
  for (const check of domain?.checks ?? []) for (const value of inExpression(renderExpression(check.expression, database, quote))) found.add(value);
  for (const partition of [table, ...database.tables.filter(({ partitionOf }) => partitionOf?.parent === table.id)]) {
    for (const value of literals(partition.partitionOf?.bounds ?? "")) found.add(value);
  }
  return [...found];
}

function inExpression(sql: string): string[] {
  const values = literals(sql);
  for (const number of numbers(sql)) {
    values.push(String(number), String(number + 1), String(number - 1));
    if (/length|trim/i.test(sql) && number >= 0 && number <= 1000) for (const size of [number, number + 1, number - 1]) if (size >= 0) values.push("a".repeat(size), "1".repeat(size));
  }
  for (const pattern of literals(sql)) if (/~/.test(sql)) values.push(matching(pattern, 0), matching(pattern, 1));
  return values;
}

const literals = (sql: string): string[] => [...sql.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? "").replaceAll("''", "'"));
const numbers = (sql: string): number[] => [...sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, " ").matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g)].map((match) => Number(match[0]));

/** A text that a simple regular expression takes: classes, escapes and characters with their counts; groups are read as their first branch. */
function matching(pattern: string, more: number): string {
  let text = "";
  const plain = pattern.replace(/^\^|\$$/g, "").replace(/\|[^)]*(?=\))|\(\?:|[()]/g, "");
  for (const [, atom = "", count = ""] of plain.matchAll(/(\[[^\]]*\]|\\.|[^\\[])([*+?]|\{[\d,]+\})?/g)) {
    const least = count === "*" || count === "?" ? 0 : Number(/\d+/.exec(count)?.[0] ?? 1);
    text += characterOf(atom).repeat(Math.min(least + (count === "" || count === "?" || /^\{\d+\}$/.test(count) ? 0 : more), 200));
  }
  return text;
}

function characterOf(atom: string): string {
  if (atom === ".") return "a";
  if (atom.startsWith("[^")) return ["a", "1", "_", " "].find((character) => !atom.includes(character)) ?? "a";
  if (atom.startsWith("[")) return atom.charAt(1) === "\\" ? characterOf(atom.slice(1, 3)) : atom.charAt(1);
  if (atom === "\\d") return "1";
  if (atom === "\\w") return "a";
  if (atom === "\\s") return " ";
  return atom.startsWith("\\") ? atom.charAt(1) : atom;
}
