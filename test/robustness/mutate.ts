import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import type { Random } from "./random.js";

/** Migrations, oldest first. */
export type Sources = readonly SourceText[];

/** One to four changes that leave words and statements whole, so that much of it still runs. */
export function mutated(history: Sources, random: Random, dialect: Dialect): Sources {
  let sources = history;
  for (let left = 1 + random.below(4); left > 0; left--) sources = changeOnce(sources, random, dialect);
  return sources;
}

/** Changes that spoil: bytes, quotes and comments anywhere, a cut, two files spliced. */
export function spoilt(history: Sources, random: Random): Sources {
  let sources = history;
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(sources.length);
    sources = withText(sources, at, spoil(textOf(sources, at), textOf(sources, random.below(sources.length)), random));
  }
  return sources;
}

export const ROUGH = ["'", '"', "$$", "$a$", "--", "/*", "*/", "\0", "\uFEFF", "\uD800", "\uDC00", "😀", "é", "\r", "\n", "\r\n", "\\", "U&'\\", "e'\\", "$1", "1e", "0x", ";", "(", ")", "[", "{", "%", "BEGIN ATOMIC", "-- prisma-migrate-lint-disable-next-statement ", "DO $$ BEGIN ", "\u2028"] as const;

function changeOnce(sources: Sources, random: Random, dialect: Dialect): Sources {
  const at = random.below(sources.length);
  const text = textOf(sources, at);
  switch (random.below(10)) {
    case 0: return sources.length > 1 && random.once(3) ? numbered(sources.toSpliced(at, 1)) : dropStatement(sources, at, random, dialect);
    case 1: return random.once(3) ? numbered(sources.toSpliced(random.below(sources.length), 0, ...sources.slice(at, at + 1))) : dropStatement(sources, at, random, dialect);
    case 2: return random.once(3) ? swapped(sources, at, random.below(sources.length)) : copyStatement(sources, at, random, dialect);
    case 3: return copyStatement(sources, at, random, dialect);
    case 4: return withText(sources, at, swapStatements(text, random, dialect));
    case 5:
    case 6: return withText(sources, at, replaceWord(text, KEYWORD, KEYWORDS, random));
    default: return withText(sources, at, replaceWord(text, NAME, namesIn(sources), random));
  }
}

const NAME = /"(?:[^"]|"")+"|\b[a-z_][a-z0-9_]*\b/g;
const KEYWORD = /\b[A-Z]{2,}\b/g;

/** Words that stand for one another often enough to run. */
const KEYWORDS = [
  "CASCADE", "RESTRICT", "INTEGER", "TEXT", "BIGINT", "BOOLEAN", "UUID", "JSONB", "SERIAL", "TABLE", "VIEW", "INDEX", "TYPE", "SEQUENCE", "SCHEMA", "COLUMN", "CONSTRAINT", "DOMAIN", "FUNCTION", "TRIGGER",
  "CREATE", "DROP", "ALTER", "ADD", "SET", "RENAME", "DEFAULT", "NULL", "NOT NULL", "UNIQUE", "PRIMARY KEY", "IF EXISTS", "IF NOT EXISTS", "ONLY", "TEMPORARY", "CHECK", "DELETE", "UPDATE",
] as const;

function namesIn(sources: Sources): readonly string[] {
  return [...new Set(sources.flatMap(({ text }) => text.match(NAME) ?? []))];
}

function replaceWord(text: string, pattern: RegExp, others: readonly string[], random: Random): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0 || others.length === 0) return text;
  const [word, at] = [random.of(found)].map((match) => [match[0], match.index] as const)[0] ?? ["", 0];
  return text.slice(0, at) + random.of(others) + text.slice(at + word.length);
}

function dropStatement(sources: Sources, at: number, random: Random, dialect: Dialect): Sources {
  const statements = statementsOf(textOf(sources, at), dialect);
  return statements.length === 0 ? sources : withText(sources, at, joined(statements.toSpliced(random.below(statements.length), 1)));
}

/** Into any other place of the history. */
function copyStatement(sources: Sources, from: number, random: Random, dialect: Dialect): Sources {
  const statements = statementsOf(textOf(sources, from), dialect);
  if (statements.length === 0) return sources;
  const to = random.once(2) ? from : random.below(sources.length);
  const target = statementsOf(textOf(sources, to), dialect);
  return withText(sources, to, joined(target.toSpliced(random.below(target.length + 1), 0, random.of(statements))));
}

function swapStatements(text: string, random: Random, dialect: Dialect): string {
  const statements = statementsOf(text, dialect);
  const [first, second] = [random.below(statements.length), random.below(statements.length)];
  return joined(swapped(statements, first, second));
}

function swapped<T>(items: readonly T[], first: number, second: number): readonly T[] {
  const [one, other] = [items[first], items[second]];
  return one === undefined || other === undefined ? items : items.with(first, other).with(second, one);
}

function spoil(text: string, other: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0: return text.slice(0, at);
    case 1: return text.slice(at);
    case 2: return text.slice(0, at) + other.slice(random.below(other.length + 1));
    case 3: return text.slice(0, at) + String.fromCharCode(...Array.from({ length: 1 + random.below(8) }, () => random.below(random.once(2) ? 256 : 65536))) + text.slice(at);
    case 4: return text.slice(0, at) + text.slice(at + 1 + random.below(20));
    default: return text.slice(0, at) + random.of(ROUGH) + text.slice(at);
  }
}

function statementsOf(text: string, dialect: Dialect): readonly string[] {
  const source = new SourceText("", text);
  return dialect.parse(source).statements.map(({ span }) => source.slice(span));
}

const joined = (statements: readonly string[]): string => statements.map((statement) => `${statement};\n`).join("");

const textOf = (sources: Sources, at: number): string => sources[at]?.text ?? "";

const withText = (sources: Sources, at: number, text: string): Sources => sources.map((source, number) => (number === at ? new SourceText(source.file, text) : source));

/** Names in order, so that a migration that stands twice is two. */
export function numbered(sources: Sources): Sources {
  return sources.map(({ text }, at) => new SourceText(`${String(at + 1).padStart(4, "0")}_m/migration.sql`, text));
}
