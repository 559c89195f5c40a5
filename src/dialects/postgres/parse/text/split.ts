import type { SourceText } from "../../../../text/source-text.js";
import type { Range } from "./statement-text.js";
import type { Token } from "./tokenize.js";

/**
 * The statements of a text that as a whole does not parse: cut at each semicolon that ends one. Inside parentheses a semicolon separates only the commands of CREATE RULE;
 * elsewhere it is taken as an end, so that a parenthesis left open spoils one statement and not the file.
 */
export function split(source: SourceText, tokens: readonly Token[]): Range[] {
  const statements: Range[] = [];
  let from = 0;
  let parentheses = 0;
  let atomic = 0;
  const end = (to: number): void => {
    if (to > from) statements.push({ from, to });
    parentheses = 0;
    atomic = 0;
  };
  const word = (number: number): string => {
    const token = tokens[number];
    return token === undefined || (token.kind !== "word" && token.kind !== "symbol") ? "" : source.text.slice(token.start, token.end).toLowerCase();
  };

  for (let number = 0; number < tokens.length; number++) {
    if (tokens[number]?.kind === "nul" && number === from) {
      end(number + 1);
      from = number + 1;
      continue;
    }
    const here = word(number);
    if (here === "(") parentheses++;
    else if (here === ")") parentheses--;
    else if (here === "begin" && word(number + 1) === "atomic" && isRoutine(word, from)) atomic++;
    else if (atomic > 0 && here === "case") atomic++;
    else if (atomic > 0 && here === "end") atomic--;
    else if (here === ";" && atomic === 0 && (parentheses <= 0 || !isRule(word, from))) {
      end(number);
      from = number + 1;
    }
  }
  end(tokens.length);
  return statements;
}

function isRoutine(word: (number: number) => string, from: number): boolean {
  const kind = createdKind(word, from);
  return kind === "function" || kind === "procedure";
}

function isRule(word: (number: number) => string, from: number): boolean {
  return createdKind(word, from) === "rule";
}

function createdKind(word: (number: number) => string, from: number): string {
  if (word(from) !== "create") return "";
  return word(from + 1) === "or" && word(from + 2) === "replace" ? word(from + 3) : word(from + 1);
}
