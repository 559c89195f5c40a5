/** Whatever could be a name in this SQL, in bodies and literals too; words without quotes as written and in lower case. */
export function identifiersIn(sql: string): ReadonlySet<string> {
  const words = [...(sql.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [])];
  const quoted = [...sql.matchAll(/"((?:[^"]|"")*)"/g)].map(([, name = ""]) => name.replaceAll('""', '"'));
  return new Set([...words, ...words.map((word) => word.toLowerCase()), ...quoted]);
}
