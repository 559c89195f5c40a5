import type { Database, Table } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Step } from "../model/step.js";
import { meaning, texts } from "./compare.js";

/** Which statement of a migration it was; where none can be told, the last that changed a definition. Statements count from 0. */
export class Blame {
  readonly #steps: readonly Step[];
  readonly #dialect: Dialect;
  readonly #serverVersion: number | undefined;
  readonly #known = new Map<Database, ReadonlyMap<string, string>>();

  constructor(steps: readonly Step[], dialect: Dialect, serverVersion: number | undefined) {
    this.#steps = steps.filter(({ before, after }) => before !== after);
    this.#dialect = dialect;
    this.#serverVersion = serverVersion;
  }

  /** What made the database lack what this statement makes. */
  gone(sql: string): number {
    const key = meaning(sql);
    return this.#first(({ before, after }) => this.#texts(before).has(key) && !this.#texts(after).has(key));
  }

  made(sql: string): number {
    const key = meaning(sql);
    return this.#first(({ before, after }) => !this.#texts(before).has(key) && this.#texts(after).has(key));
  }

  constraintGone({ id }: Table, name: string): number {
    const has = ({ tables }: Database): boolean => tables.find((table) => table.id === id)?.constraints.some((constraint) => constraint.name === name) === true;
    return this.#first(({ before, after }) => has(before) && !has(after));
  }

  /** What names it. */
  changed(name: string): number {
    return this.#first(({ operation }) => JSON.stringify(operation).includes(JSON.stringify(name)));
  }

  #first(isIt: (step: Step) => boolean): number {
    return (this.#steps.find(isIt) ?? this.#steps.at(-1))?.statement.index ?? 0;
  }

  #texts(database: Database): ReadonlyMap<string, string> {
    const known = this.#known.get(database) ?? texts(database, this.#dialect, this.#serverVersion);
    this.#known.set(database, known);
    return known;
  }
}
