import type { Database } from "../../../model/database.js";
import type { Operation } from "../../../model/operation.js";
import type { Handler, LoopRange, Ran, Routine, RoutineStatement } from "../../../model/routine.js";
import { moveSpans } from "../../../text/move-spans.js";
import { SourceText, type Span } from "../../../text/source-text.js";
import type { Known, Row } from "../catalog/value.js";
import type { ReadStatements } from "./body-reader.js";
import { dynamicSql } from "./dynamic-sql.js";
import { evaluate, parsedQuery, type Scope } from "./evaluate.js";
import { rowsOf } from "./evaluate-query.js";
import { opaque } from "./opaque.js";
import { sameSchema } from "./same-schema.js";

/**
 * Runs a body: gives each operation and hears what came of it. What runs only on a condition that is not known is `conditional`, and where the schema
 * then depends on it, an opaque operation says so. Without a database nothing is known but literals, and nothing is heard.
 */
export function* runRoutine(routine: Routine, database: Database | undefined, args: readonly string[], read: ReadStatements): Generator<Operation, void, Ran | undefined> {
  yield* new Run(routine, database, args, read).all(routine.body, true);
}

/** How a statement ends: the next one follows, or not, or that is not known. `refused`: an error that a block catches. */
type Flow = "on" | "maybe" | "leave" | "return" | "fail" | "refused";
type Running = Generator<Operation, Flow, Ran | undefined>;

/** Loops over more than this are not unrolled. */
const MOST_ROUNDS = 500;

class Run {
  readonly #read: ReadStatements;
  readonly #variables = new Map<string, Known | Row>();
  /** What the variables were made of. */
  readonly #sources = new Map<string, string>();
  readonly #records: ReadonlySet<string>;
  readonly #ambiguous: ReadonlySet<string>;
  #database: Database | undefined;
  /** Blocks around that catch errors. */
  #catching = 0;
  #savepoints = 0;
  /** Where ROLLBACK would go back to. */
  #committed: Database | undefined;

  constructor({ variables }: Routine, database: Database | undefined, args: readonly string[], read: ReadStatements) {
    this.#read = read;
    this.#database = database;
    this.#committed = database;
    this.#records = new Set(variables.filter(({ record }) => record).map(({ name }) => name));
    this.#ambiguous = new Set(variables.filter(({ ambiguous }) => ambiguous).map(({ name }) => name));
    const given = args.map((sql) => evaluate(sql, { variables: new Map(), rows: [], database }));
    for (const [at, value] of given.entries()) this.#variables.set(`$${at + 1}`, value);
    for (const { name, initial, argument } of variables) {
      if (argument !== undefined && argument < given.length) this.#set(name, given[argument], "");
      else if (initial !== undefined) this.#set(name, this.#value(initial), initial);
    }
  }

  *all(statements: readonly RoutineStatement[], sure: boolean): Running {
    let certain = sure;
    for (const statement of statements) {
      const flow = yield* this.#one(statement, certain);
      if (flow === "maybe") certain = false;
      else if (flow !== "on") return flow;
    }
    return certain === sure ? "on" : "maybe";
  }

  *#one(statement: RoutineStatement, sure: boolean): Running {
    switch (statement.kind) {
      case "run": {
        const { query, into } = statement;
        const found = query === undefined ? undefined : this.#value(`EXISTS (${query})`);
        const values = query === undefined ? undefined : this.#rows(query);
        const flow = yield* this.#emit(statement.operations, sure);
        if (query !== undefined || statement.operations.some(({ kind }) => kind === "changeData")) this.#set("found", found, query ?? "");
        this.#fill(into, values, query ?? "");
        return flow;
      }
      case "execute": return yield* this.#execute(statement, sure);
      case "assign": {
        this.#set(statement.variable, this.#value(statement.value), statement.value);
        return "on";
      }
      case "forget": {
        for (const name of statement.variables) this.#set(name, undefined, "");
        return "on";
      }
      case "choose": return yield* this.#choose(statement, sure);
      case "loop": return yield* this.#loop(statement, sure);
      case "block": return statement.handlers === undefined ? yield* this.all(statement.body, sure) : yield* this.#caught(statement.body, statement.handlers, statement.span, sure);
      case "return": return "return";
      case "fail": return sure && this.#catching > 0 ? "refused" : "fail";
      case "leave": {
        const leaves = statement.when === undefined ? true : this.#value(statement.when);
        return leaves === true ? "leave" : leaves === undefined ? "maybe" : "on";
      }
      case "commit": {
        this.#committed = this.#database;
        return "on";
      }
      case "rollback": return sameSchema(this.#committed, this.#database) ? "on" : yield* this.#emit([opaque({ start: 0, end: 0 }, "DoStmt", true)], sure);
      case "unknown": return yield* this.#emit([{ ...opaque(statement.span, "DoStmt", true), mayFill: true }], sure);
    }
  }

  *#emit(operations: readonly Operation[], sure: boolean): Running {
    for (const operation of operations) {
      const ran = yield sure && this.#catching === 0 ? operation : { ...operation, conditional: true };
      if (this.#database === undefined || ran === undefined) continue;
      this.#database = ran.database;
      // Where something is not known, the refusal may be ours alone.
      if (ran.refused && sure && this.#catching > 0 && ran.database.unknown.length === 0) return "refused";
    }
    return "on";
  }

  *#execute({ sql, into, span }: Extract<RoutineStatement, { kind: "execute" }>, sure: boolean): Running {
    const text = this.#value(sql);
    this.#fill(into, undefined, "");
    if (typeof text === "string") return yield* this.#emit(this.#read(new SourceText("", text)).map((operation) => moveSpans(operation, () => span)), sure);
    return yield* this.#emit([{ ...opaque(span, "DoStmt", true), ...dynamicSql(sql, this.#scope()) }], sure);
  }

  *#choose({ branches, span }: Extract<RoutineStatement, { kind: "choose" }>, sure: boolean): Running {
    const before = this.#database;
    const flows: Flow[] = [];
    let guarded = true;
    let decided = false;
    let changing = 0;
    for (const { condition, body } of branches) {
      const value = condition === undefined ? true : this.#value(condition);
      if (value === false || value === null) continue;
      if (value === true && flows.length === 0) return yield* this.all(body, sure);
      const here = this.#database;
      flows.push(yield* this.#perhaps(body));
      if (!sameSchema(here, this.#database)) changing++;
      if (condition !== undefined) guarded &&= this.#asksCatalog(condition);
      decided = value === true;
      if (decided) break;
    }
    if (changing > 1 || !guarded) yield* this.#unless(before, span);
    if (decided && flows.every((flow) => flow !== "on" && flow !== "maybe")) return flows.find((flow) => flow !== "fail") ?? "fail";
    return flows.some((flow) => flow !== "on" && flow !== "fail" && flow !== "refused") ? "maybe" : "on";
  }

  /** What it assigns is not known after it. */
  *#perhaps(body: readonly RoutineStatement[]): Running {
    const before = new Map(this.#variables);
    const flow = yield* this.all(body, false);
    for (const name of new Set([...before.keys(), ...this.#variables.keys()])) if (before.get(name) !== this.#variables.get(name)) this.#variables.delete(name);
    return flow;
  }

  /** Says that the schema is not known, unless it is as it was. */
  *#unless(before: Database | undefined, span: Span): Running {
    if (sameSchema(before, this.#database)) return "on";
    return yield* this.#emit([opaque(span, "DoStmt", true)], true);
  }

  *#loop({ over, variables, body, span }: Extract<RoutineStatement, { kind: "loop" }>, sure: boolean): Running {
    const rounds = this.#rounds(over);
    if (rounds === undefined || rounds.length > MOST_ROUNDS) return yield* this.#someRounds(over, variables, body, span, sure);
    let certain = sure;
    for (const round of differs(body) ? rounds : rounds.slice(0, 1)) {
      this.#bind(variables, round);
      const flow = yield* this.all(body, certain);
      if (flow === "maybe") certain = false;
      if (flow === "return" || flow === "fail" || flow === "refused") return flow;
    }
    for (const name of variables) this.#variables.delete(name);
    return certain !== sure && returns(body) ? "maybe" : "on";
  }

  *#someRounds(over: LoopRange, variables: readonly string[], body: readonly RoutineStatement[], span: Span, sure: boolean): Running {
    const before = this.#database;
    for (const name of [...variables, ...assigned(body)]) this.#set(name, undefined, "");
    const once = over.kind === "unknown" && over.atLeastOnce;
    const flow = yield* this.all(body, sure && once);
    for (const name of [...variables, ...assigned(body)]) this.#set(name, undefined, "");
    if (!once) yield* this.#unless(before, span);
    if (once && (flow === "return" || flow === "fail" || flow === "refused")) return flow;
    return flow !== "on" && returns(body) ? "maybe" : "on";
  }

  /** A block with EXCEPTION: what is refused undoes all of it. */
  *#caught(body: readonly RoutineStatement[], handlers: readonly Handler[], span: Span, sure: boolean): Running {
    const name = `block ${this.#savepoints++}`;
    const several = this.#database !== undefined && sure && body.length > 1;
    if (several) yield* this.#emit([{ kind: "savepoint", span, name, release: false }], true);
    this.#catching++;
    const before = this.#database;
    const flow = yield* this.all(body, sure);
    this.#catching--;
    if (flow !== "refused") {
      for (const handler of handlers) if (this.#database === undefined || !handler.conditions.every(aboutSchema)) {
        const here = this.#database;
        yield* this.#perhaps(handler.body);
        yield* this.#unless(here, span);
      }
      return flow;
    }
    if (several) yield* this.#emit([{ kind: "rollback", span, toSavepoint: name }], true);
    else yield* this.#unless(before, span);
    const [only, ...others] = handlers;
    if (only && others.length === 0) return yield* this.all(only.body, sure);
    const start = this.#database;
    for (const handler of handlers) yield* this.#perhaps(handler.body);
    yield* this.#unless(start, span);
    return handlers.every((handler) => handler.body.every(({ kind }) => kind !== "return")) ? "on" : "maybe";
  }

  #rounds(over: LoopRange): readonly (Known | Row)[] | undefined {
    switch (over.kind) {
      case "integers": {
        const [lower, upper, step] = [this.#value(over.lower), this.#value(over.upper), over.step === undefined ? 1 : this.#value(over.step)];
        if (typeof lower !== "number" || typeof upper !== "number" || typeof step !== "number" || step < 1) return undefined;
        const rounds: number[] = [];
        for (let at = lower; (over.reverse ? at >= upper : at <= upper) && rounds.length <= MOST_ROUNDS; at += over.reverse ? -step : step) rounds.push(at);
        return rounds;
      }
      case "array": {
        const value = this.#value(over.sql);
        return Array.isArray(value) ? (value as readonly Known[]) : undefined;
      }
      case "query": return this.#rows(over.sql);
      case "unknown": return undefined;
    }
  }

  #bind(variables: readonly string[], round: Known | Row): void {
    const [first = ""] = variables;
    if (!(round instanceof Map)) this.#variables.set(first, round);
    else if (this.#records.has(first)) this.#variables.set(first, round);
    else for (const [at, value] of [...(round as Row).values()].entries()) this.#variables.set(variables[at] ?? "", value);
  }

  /** SELECT INTO: of several rows the first, and which that is only the server knows. */
  #fill(into: readonly string[], rows: readonly Row[] | undefined, source: string): void {
    const [first = ""] = into;
    if (rows !== undefined && rows.length === 1 && rows[0] && this.#records.has(first)) {
      this.#variables.set(first, rows[0]);
      return;
    }
    const values = rows !== undefined && rows.length < 2 ? [...(rows[0]?.values() ?? into.map(() => null))] : [];
    for (const [at, name] of into.entries()) this.#set(name, values[at], source);
  }

  #set(name: string, value: Known | Row, source: string): void {
    if (value === undefined || this.#ambiguous.has(name)) this.#variables.delete(name);
    else this.#variables.set(name, value);
    this.#sources.set(name, source);
  }

  #value(sql: string): Known {
    return evaluate(sql, this.#scope());
  }

  #rows(sql: string): readonly Row[] | undefined {
    const select = parsedQuery(sql);
    return select && rowsOf(select, this.#scope());
  }

  #scope(): Scope {
    return { variables: this.#variables, rows: [], database: this.#database };
  }

  /** Whether a condition looks into the catalogs, by itself or by the variables in it: then what it guards is there after it, either way. */
  #asksCatalog(condition: string): boolean {
    const words = new Set(condition.toLowerCase().match(/\w+/g) ?? []);
    const sources = [...this.#sources].flatMap(([name, source]) => (words.has(name) ? [source] : []));
    return [condition, ...sources].some((sql) => /\bpg_|\binformation_schema\b|\bto_reg/i.test(sql));
  }
}

const aboutSchema = (condition: string): boolean => /^(duplicate_(?!json)|undefined_|42|invalid_schema)/.test(condition);

/** Whether each round of a loop may do something else. */
const differs = (body: readonly RoutineStatement[]): boolean => anywhere(body, ({ kind }) => kind === "execute" || kind === "choose" || kind === "assign" || kind === "leave");

const returns = (body: readonly RoutineStatement[]): boolean => anywhere(body, ({ kind }) => kind === "return");

function assigned(body: readonly RoutineStatement[]): string[] {
  const names: string[] = [];
  anywhere(body, (statement) => {
    if (statement.kind === "assign") names.push(statement.variable);
    if (statement.kind === "run" || statement.kind === "execute") names.push(...statement.into, "found");
    if (statement.kind === "forget" || statement.kind === "loop") names.push(...statement.variables);
    return false;
  });
  return names;
}

function anywhere(body: readonly RoutineStatement[], is: (statement: RoutineStatement) => boolean): boolean {
  return body.some((statement) => is(statement) || within(statement).some((inner) => anywhere(inner, is)));
}

function within(statement: RoutineStatement): readonly (readonly RoutineStatement[])[] {
  switch (statement.kind) {
    case "choose": return statement.branches.map((branch) => branch.body);
    case "loop": return [statement.body];
    case "block": return [statement.body, ...(statement.handlers ?? []).map((handler) => handler.body)];
    default: return [];
  }
}
