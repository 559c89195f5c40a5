/** The text of a row's column; undefined for NULL and for a column that is not there. PGlite and pg give numbers in different types. */
export function cell(row: unknown, column: string): string | undefined {
  const entry = typeof row === "object" && row !== null ? Object.entries(row).find(([name]) => name === column) : undefined;
  const value: unknown = entry?.[1];
  if (value === null || value === undefined) return undefined;
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" || typeof value === "bigint" ? String(value) : JSON.stringify(value);
}
