import type { Database } from "../../../../model/database.js";
import type { Name } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import type { Handler, LoopRange, Ran, Routine, RoutineStatement } from "../../../../model/routine.js";
import { moveSpans } from "../../../../text/move-spans.js";
import { SourceText, type Span } from "../../../../text/source-text.js";
import type { Known, Row } from "../../catalog/value.js";
import type { ReadStatements } from "./body-reader.js";
import { dynamicSql } from "./dynamic-sql.js";
import { evaluate, parsedQuery, type Scope } from "./evaluate.js";
import { rowsOf } from "./evaluate-query.js";
import { opaque } from "../opaque.js";
import { aboutSchema, asksCatalog, assigned, differs, integers, returns } from "./questions.js";
import { changedNames, sameSchema } from "./same-schema.js";
import { joined, touchedNames } from "./touched-names.js";

/**
 * Runs a body: gives each operation and hears what came of it. What runs only on a condition that is not known is `conditional`, and where the schema
 * then depends on it, an opaque operation says so. Without a database nothing is known but literals, and nothing is heard.
 */
export function* runRoutine(routine: Routine, database: Database | undefined, args: readonly string[], read: ReadStatements): Generator<Operation, void, Ran | undefined> {
  yield* new Run(routine, database, args, read).all(routine.body, true);
}

/** How a statement ends; `maybe`: not known, `guarded`: not known and up to the catalogs alone, `refused`: by an error that a block catches. */
type Flow = "on" | "maybe" | "guarded" | "leave" | "return" | "fail" | "refused";
type Running = Generator<Operation, Flow, Ran | undefined>;

/** Rounds of all loops of a body that are run; then only one more of each. */
const MOST_ROUNDS = 1000;

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
  /** By what may or may not have run; undefined: anything. */
  #touched: readonly Name[] | undefined = [];
  #roundsLeft = MOST_ROUNDS;
  /** Where ROLLBACK would go back to. */
  #committed: Database | undefined;
  /** Of what runs. */
  #place: Span;

  constructor({ variables, span }: Routine, database: Database | undefined, args: readonly string[], read: ReadStatements) {
    this.#read = read;
    this.#database = database;
    this.#committed = database;
    this.#place = span;
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
    let doubt: "maybe" | "guarded" | undefined;
    let before = this.#database;
    for (const statement of statements) {
      const flow = yield* this.#one(statement, sure && doubt === undefined);
      if (flow === "maybe" || flow === "guarded") {
        if (doubt !== "maybe") before = this.#database;
        doubt = doubt === "maybe" ? doubt : flow;
      } else if (flow !== "on") {
        if (doubt === "maybe" && sure) yield* this.#unless(before, this.#place);
        return flow;
      }
    }
    if (doubt === "maybe" && sure) yield* this.#unless(before, this.#place);
    return doubt ?? "on";
  }

  *#one(statement: RoutineStatement, sure: boolean): Running {
    if ("span" in statement) this.#place = statement.span;
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
      case "rollback": return sameSchema(this.#committed, this.#database) ? "on" : yield* this.#emit([opaque(this.#place, "DoStmt", true)], sure);
      case "unknown": return yield* this.#emit([{ ...opaque(statement.span, "DoStmt", true), mayFill: true }], sure);
    }
  }

  *#emit(operations: readonly Operation[], sure: boolean): Running {
    for (const operation of operations) {
      if (!sure || this.#catching > 0) this.#touched = joined(this.#touched, touchedNames(operation));
      const given = operation.calls === undefined ? operation : { ...operation, calls: operation.calls.map((call) => ({ ...call, arguments: call.arguments.map((sql) => this.#literal(sql)) })) };
      const ran = yield sure && this.#catching === 0 ? given : { ...given, conditional: true, ...(!sure && { undecided: true }) };
      if (this.#database === undefined || ran === undefined) continue;
      this.#database = ran.database;
      // Where something is not known, the refusal may be ours alone.
      if (ran.refused && sure && this.#catching > 0 && ran.sure) return "refused";
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
      if (condition !== undefined) guarded &&= asksCatalog(condition, this.#sources);
      decided = value === true;
      if (decided) break;
    }
    if (changing > 1 || !guarded) yield* this.#unless(before, span);
    if (decided && !flows.some(goesOn)) return flows.find((flow) => flow !== "fail") ?? "fail";
    if (!flows.some((flow) => flow !== "on" && flow !== "fail" && flow !== "refused")) return "on";
    return guarded && !flows.includes("maybe") ? "guarded" : "maybe";
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
    return yield* this.#emit([{ ...opaque(span, "DoStmt", true), ...(this.#touched && { names: [...this.#touched, ...changedNames(before, this.#database)] }) }], true);
  }

  *#loop({ over, variables, body, span }: Extract<RoutineStatement, { kind: "loop" }>, sure: boolean): Running {
    const rounds = this.#rounds(over);
    if (rounds === undefined || rounds.length > this.#roundsLeft) return yield* this.#someRounds(over, variables, body, span, sure);
    let doubt: Flow = "on";
    let before = this.#database;
    for (const round of differs(body) ? rounds : rounds.slice(0, 1)) {
      this.#roundsLeft--;
      this.#bind(variables, round);
      const flow: Flow = yield* this.all(body, sure && doubt === "on");
      if (flow === "return" || flow === "fail" || flow === "refused") return flow;
      if (flow === "on" || flow === "leave" || doubt !== "on") continue;
      doubt = flow;
      before = this.#database;
    }
    if (doubt !== "on" && sure) yield* this.#unless(before, span);
    for (const name of variables) this.#variables.delete(name);
    return returns(body) ? doubt : "on";
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
        return integers(lower, upper, step, over.reverse, MOST_ROUNDS);
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

  /** An argument of a call, where its value is known as a literal. */
  #literal(sql: string): string {
    const value = this.#value(sql);
    if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
    return typeof value === "number" || typeof value === "boolean" || value === null ? String(value) : sql;
  }

  #rows(sql: string): readonly Row[] | undefined {
    const select = parsedQuery(sql);
    return select && rowsOf(select, this.#scope());
  }

  #scope(): Scope {
    return { variables: this.#variables, rows: [], database: this.#database };
  }
}

const goesOn = (flow: Flow): boolean => flow === "on" || flow === "maybe" || flow === "guarded";
