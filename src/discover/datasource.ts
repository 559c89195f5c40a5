/** The datasource block of a schema, as far as finding projects needs it; src/schema has the real parser. */
export interface Datasource {
  /** As written: `postgresql`; undefined where it is missing or no string literal. */
  readonly provider: string | undefined;
  /** `?schema=` of a literal `url`. */
  readonly defaultSchema: string | undefined;
}

/** Reads the first datasource block; undefined without one. Comments and strings are skipped; broken text gives what can be read. */
export function readDatasource(text: string): Datasource | undefined {
  const tokens = tokenize(text);
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] !== "datasource" || tokens[at + 2] !== "{" || !startsLine(tokens[at - 1])) continue;
    return readBlock(tokens, at + 3);
  }
  return undefined;
}

/** Whether the text declares a model, an enum, a type or a view. */
export function declaresModels(text: string): boolean {
  const tokens = tokenize(text);
  return tokens.some((token, at) => ["model", "enum", "type", "view"].includes(token) && tokens[at + 2] === "{" && startsLine(tokens[at - 1]));
}

function startsLine(previous: string | undefined): boolean {
  return previous === undefined || previous === "\n" || previous === "}";
}

function readBlock(tokens: readonly string[], from: number): Datasource {
  let provider: string | undefined;
  let url: string | undefined;
  for (let at = from; at < tokens.length && tokens[at] !== "}"; at++) {
    if (tokens[at + 1] !== "=") continue;
    if (tokens[at] === "provider") provider ??= literal(tokens[at + 2]);
    if (tokens[at] === "url") url ??= literal(tokens[at + 2]);
  }
  return { provider, defaultSchema: url === undefined ? undefined : schemaOfUrl(url) };
}

/** `?schema=` of a connection string. */
export function schemaOfUrl(url: string): string | undefined {
  const query = url.slice(url.indexOf("?") + 1);
  if (query.length === url.length) return undefined;
  const schema = new URLSearchParams(query).get("schema");
  return schema === null || schema === "" ? undefined : schema;
}

function literal(token: string | undefined): string | undefined {
  if (token === undefined || !token.startsWith('"') || token.length < 2 || !token.endsWith('"')) return undefined;
  return token.slice(1, -1).replace(/\\(.)/g, "$1");
}

/** Words, strings with their quotes, punctuation and line ends; without comments. */
function tokenize(text: string): readonly string[] {
  const token = /\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|"(?:\\.|[^"\\\r\n])*"?|[\p{L}\p{N}_-]+|\r\n|[\r\n]|[^\s]/gu;
  const tokens: string[] = [];
  for (const [match] of text.matchAll(token)) {
    if (match.startsWith("//") || match.startsWith("/*")) continue;
    tokens.push(match === "\r\n" || match === "\r" ? "\n" : match);
  }
  return tokens;
}
