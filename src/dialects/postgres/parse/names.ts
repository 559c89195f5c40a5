import type { Node, RangeVar } from "libpg-query";
import type { Identifier, Name, NameAt } from "../../../model/name.js";
import type { Range, StatementText } from "./text/statement-text.js";
import { strings } from "./tree.js";

export function identifierAt(text: StatementText, number: number, name: string | undefined): Identifier {
  return { name: name ?? "", span: text.spanAt(number) };
}

/** A relation's name; its span covers the schema too. */
export function relationName(text: StatementText, relation: RangeVar | undefined): NameAt {
  const number = text.at(relation?.location);
  return { schema: relation?.schemaname, name: relation?.relname ?? "", span: number === -1 ? text.span : text.spanOf(text.dotted(number)) };
}

/** A name that the tree gives as a path and no location, at a token. */
export function nameAt(text: StatementText, number: number, path: readonly string[]): NameAt {
  return { ...nameOf(path), span: text.spanOf(text.dotted(number)) };
}

export function nameOf(path: readonly string[]): Name {
  return { schema: path.at(-2), name: path.at(-1) ?? "" };
}

/** A collation's name: `pg_catalog` is where all the usual ones are. */
export function collationName(nodes: readonly Node[] | undefined): Name | undefined {
  if (nodes === undefined || nodes.length === 0) return undefined;
  const { schema, name } = nameOf(strings(nodes));
  return { schema: schema === "pg_catalog" ? undefined : schema, name };
}

/** A list of columns between parentheses, each at the first token of its part. */
export function identifiersIn(text: StatementText, inside: Range, nodes: readonly Node[] | undefined): Identifier[] {
  const names = strings(nodes);
  return text.parts(inside).flatMap((part, place) => {
    const name = names[place];
    if (name === undefined) return [];
    // `FOREIGN KEY (a, PERIOD b)`
    const first = text.word(part.from) === "period" && text.isName(part.from + 1) ? part.from + 1 : part.from;
    return [identifierAt(text, first, name)];
  });
}

/** Path of a dotted name inside a string, as PostgreSQL reads it for regclass; undefined when it is no such name. */
export function parsePath(text: string): string[] | undefined {
  const path: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")+)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))\s*(\.|$)/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    path.push(match[1]?.replaceAll('""', '"') ?? fold(match[2] ?? ""));
    if (match[3] === "") return path;
  }
  return undefined;
}

/** PostgreSQL folds ASCII letters only, in a UTF-8 database. */
export function fold(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
