import { LintError } from "../../model/lint-error.js";
import { nearest } from "../../text/nearest.js";

/**
 * A value of the user's config and where it stands, so that every error names its place. All readers throw `LintError`.
 */
export class ConfigValue {
  readonly #value: unknown;
  /** `rules["no-drop-column"][1]`; empty for the whole config. */
  readonly #path: string;
  /** Named in messages: a file or `--rule`. */
  readonly #file: string;

  constructor(value: unknown, file: string, path = "") {
    this.#value = value;
    this.#file = file;
    this.#path = path;
  }

  get value(): unknown {
    return this.#value;
  }

  error(message: string, todo: string): LintError {
    const place = this.#path === "" ? this.#file : `${this.#file}: ${this.#path}`;
    return new LintError(`${place}: ${message}`, todo);
  }

  expected(what: string): LintError {
    return this.error(`this must be ${what}, not ${described(this.#value)}.`, `Write ${what} there.`);
  }

  /** `what` is `key`, `rule`, `option`, …; `word` what was written and `words` are those that are right. */
  unknown(what: string, word: string, words: readonly string[]): LintError {
    const right = nearest(word, words);
    const known = words.length === 0 ? `There are none here.` : `Known: ${words.map((known) => `"${known}"`).join(", ")}.`;
    const todo = right === undefined ? (words.length > 20 ? "" : known) : `Did you mean "${right}"?`;
    return this.error(`there is no ${what} "${word}".`, todo === "" ? "`prisma-migrate-lint rules` lists them." : todo);
  }

  /** Without keys whose value is undefined, so that a config may be put together with conditions. */
  entries(what = "an object"): readonly (readonly [string, ConfigValue])[] {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.expected(what);
    const entries: [string, ConfigValue][] = [];
    for (const [key, part] of Object.entries(value)) {
      if (part !== undefined) entries.push([key, this.#at(key, part)]);
    }
    return entries;
  }

  items(what = "an array"): readonly ConfigValue[] {
    if (!Array.isArray(this.#value)) throw this.expected(what);
    return this.#value.map((item: unknown, index) => this.#at(index, item));
  }

  isArray(): boolean {
    return Array.isArray(this.#value);
  }

  string(what = "a string"): string {
    if (typeof this.#value !== "string") throw this.expected(what);
    if (this.#value.trim() === "") throw this.expected(`${what} that is not empty`);
    return this.#value;
  }

  strings(what = "an array of strings"): readonly string[] {
    return this.items(what).map((item) => item.string());
  }

  stringOrStrings(): readonly string[] {
    return this.isArray() ? this.strings() : [this.string("a string or an array of strings")];
  }

  boolean(): boolean {
    if (typeof this.#value !== "boolean") throw this.expected("true or false");
    return this.#value;
  }

  /** A whole number from 0 up. */
  count(): number {
    if (typeof this.#value !== "number" || !Number.isSafeInteger(this.#value) || this.#value < 0) {
      throw this.expected("a whole number from 0 up");
    }
    return this.#value;
  }

  oneOf<T extends string>(words: readonly T[]): T {
    const found = words.find((word) => word === this.#value);
    if (found !== undefined) return found;
    const all = words.map((word) => `"${word}"`).join(", ");
    const right = typeof this.#value === "string" ? nearest(this.#value, words) : undefined;
    const todo = right === undefined ? `Write one of: ${all}.` : `Did you mean "${right}"?`;
    throw this.error(`this must be one of ${all}, not ${described(this.#value)}.`, todo);
  }

  #at(key: string | number, value: unknown): ConfigValue {
    const isName = typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key);
    const step = isName ? (this.#path === "" ? key : `.${key}`) : `[${JSON.stringify(key)}]`;
    return new ConfigValue(value, this.#file, this.#path + step);
  }
}

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
    case "boolean":
      return String(value);
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}
