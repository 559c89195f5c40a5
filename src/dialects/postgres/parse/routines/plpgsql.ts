import type { Branch, Handler, LoopRange, Routine, RoutineStatement, Variable } from "../../../../model/routine.js";
import type { Operation } from "../../../../model/operation.js";
import type { Span } from "../../../../text/source-text.js";

/** Where the parts of a body stand. PL/pgSQL's tree has them as texts in the order of the body, without their places. */
export interface BodyReader {
  /** The operations of an SQL statement inside. */
  operations(sql: string): readonly Operation[];
  /** Those of the calls in an expression, which stands somewhere after the last place. */
  calls(expression: string): readonly Operation[];
  /** The place of the next text; of an empty one that of the text before. */
  place(written: string): Span;
}

/** What `parsePlPgSQLSync` gives, of which no types exist; undefined when it is not of the known form. `parameters`: how many of its first variables are arguments. */
export function routineOf(parsed: unknown, parameters: number, reader: BodyReader): Routine | undefined {
  const [first] = array(get(parsed, "plpgsql_funcs") ?? parsed);
  const body = get(first, "PLpgSQL_function");
  const action = get(body, "action");
  if (action === undefined) return undefined;
  const datums = array(get(body, "datums"));
  const names = datums.map(nameOf);
  const context: Context = { names, reader };
  return { variables: variables(datums, parameters), span: reader.place(""), body: statements([action], context) };
}

interface Context {
  /** Of variables, by their numbers. */
  readonly names: readonly (string | undefined)[];
  readonly reader: BodyReader;
}

function variables(datums: readonly unknown[], parameters: number): Variable[] {
  const found: Variable[] = [];
  for (const [at, datum] of datums.entries()) {
    const name = nameOf(datum);
    if (name === undefined) continue;
    const ambiguous = datums.some((other, place) => place !== at && nameOf(other) === name);
    found.push({ name, initial: query(get(get(datum, "PLpgSQL_var"), "default_val")), ...(at < parameters && { argument: at }), ...(get(datum, "PLpgSQL_rec") !== undefined && { record: true }), ...(ambiguous && { ambiguous }) });
  }
  return found;
}

function nameOf(datum: unknown): string | undefined {
  return string(get(get(datum, "PLpgSQL_var") ?? get(datum, "PLpgSQL_rec"), "refname"));
}

function statements(nodes: readonly unknown[], context: Context): RoutineStatement[] {
  return nodes.flatMap((node) => {
    const [kind = "", value] = Object.entries(typeof node === "object" && node !== null ? node : {})[0] ?? [];
    return statement(kind, value, context);
  });
}

function statement(kind: string, value: unknown, context: Context): RoutineStatement[] {
  const { reader } = context;
  switch (kind) {
    case "PLpgSQL_stmt_block": {
      const body = statements(array(get(value, "body")), context);
      const caught = get(get(value, "exceptions"), "PLpgSQL_exception_block");
      const handlers = caught === undefined ? undefined : array(get(caught, "exc_list")).map((item) => handler(get(item, "PLpgSQL_exception"), context));
      return [{ kind: "block", body, handlers, span: reader.place("") }];
    }
    case "PLpgSQL_stmt_if": {
      const branches: Branch[] = [branch(get(value, "cond"), get(value, "then_body"), context)];
      const span = reader.place("");
      for (const item of array(get(value, "elsif_list"))) {
        const other = get(item, "PLpgSQL_if_elsif");
        branches.push(branch(get(other, "cond"), get(other, "stmts"), context));
      }
      if (get(value, "else_body") !== undefined) branches.push({ condition: undefined, body: statements(array(get(value, "else_body")), context) });
      return [...effects(branches.map(({ condition }) => condition), context), { kind: "choose", branches, span }];
    }
    case "PLpgSQL_stmt_case": return choice(value, context);
    case "PLpgSQL_stmt_loop":
    case "PLpgSQL_stmt_while":
    case "PLpgSQL_stmt_fori":
    case "PLpgSQL_stmt_fors":
    case "PLpgSQL_stmt_forc":
    case "PLpgSQL_stmt_dynfors":
    case "PLpgSQL_stmt_foreach_a": return loop(kind, value, context);
    case "PLpgSQL_stmt_exit": return [{ kind: "leave", when: query(get(value, "cond")) }];
    case "PLpgSQL_stmt_return": return [...effects([query(get(value, "expr"))], context), { kind: "return" }];
    case "PLpgSQL_stmt_return_next": return effects([query(get(value, "expr"))], context);
    // ERROR; the levels below it are messages.
    case "PLpgSQL_stmt_raise": return Number(get(value, "elog_level") ?? 21) >= 21 ? [{ kind: "fail" }] : [];
    case "PLpgSQL_stmt_assert":
    case "PLpgSQL_stmt_open":
    case "PLpgSQL_stmt_close":
      return [];
    case "PLpgSQL_stmt_getdiag": return [{ kind: "forget", variables: array(get(value, "diag_items")).flatMap((item) => context.names[Number(get(get(item, "PLpgSQL_diag_item"), "target"))] ?? []) }];
    case "PLpgSQL_stmt_fetch": return [{ kind: "forget", variables: targets(get(value, "target")) }];
    case "PLpgSQL_stmt_assign": return assignment(value, context);
    case "PLpgSQL_stmt_commit": return [{ kind: "commit" }];
    case "PLpgSQL_stmt_rollback": return [{ kind: "rollback" }];
    case "PLpgSQL_stmt_execsql": return run(query(get(value, "sqlstmt")), targets(get(value, "target")), context);
    case "PLpgSQL_stmt_perform":
    case "PLpgSQL_stmt_call": return run(query(get(value, "expr")), [], context);
    case "PLpgSQL_stmt_return_query": {
      const dynamic = query(get(value, "dynquery"));
      return dynamic === undefined ? run(query(get(value, "query")), [], context) : [{ kind: "execute", sql: dynamic, into: [], span: reader.place(dynamic) }];
    }
    case "PLpgSQL_stmt_dynexecute": {
      const sql = query(get(value, "query"));
      return [sql === undefined ? { kind: "unknown", span: reader.place("") } : { kind: "execute", sql, into: targets(get(value, "target")), span: reader.place(sql) }];
    }
    default: return [{ kind: "unknown", span: reader.place("") }];
  }
}

function run(sql: string | undefined, into: readonly string[], { reader }: Context): RoutineStatement[] {
  if (sql === undefined) return [{ kind: "unknown", span: reader.place("") }];
  const isQuery = /^\s*(select|values)\b/i.test(sql);
  // A query is only of interest for what it writes and calls.
  const operations = reader.operations(sql).filter((operation) => !isQuery || operation.kind !== "readData" || operation.calls !== undefined);
  return [{ kind: "run", operations, into, query: isQuery ? sql : undefined }];
}

/** Functions that are called on the way, which may write. */
function effects(expressions: readonly (string | undefined)[], { reader }: Context): RoutineStatement[] {
  const operations = expressions.flatMap((sql) => (sql === undefined || !sql.includes("(") ? [] : reader.calls(sql)));
  return operations.length === 0 ? [] : [{ kind: "run", operations, into: [], query: undefined }];
}

function assignment(value: unknown, context: Context): RoutineStatement[] {
  const written = query(get(value, "expr")) ?? "";
  const [, expression] = /^[^=]*?:?=([\s\S]*)$/.exec(written) ?? [];
  const variable = context.names[Number(get(value, "varno"))];
  if (expression === undefined) return [];
  const calls = effects([expression], context);
  return variable === undefined ? calls : [...calls, { kind: "assign", variable, value: expression }];
}

function choice(value: unknown, context: Context): RoutineStatement[] {
  const tested = query(get(value, "t_expr"));
  const variable = context.names[Number(get(value, "t_varno"))];
  const branches = array(get(value, "case_when_list")).map((item) => branch(get(get(item, "PLpgSQL_case_when"), "expr"), get(get(item, "PLpgSQL_case_when"), "stmts"), context));
  // Without ELSE a CASE that fits nowhere is an error.
  branches.push({ condition: undefined, body: get(value, "have_else") === true ? statements(array(get(value, "else_stmts")), context) : [{ kind: "fail" }] });
  const choose: RoutineStatement = { kind: "choose", branches, span: context.reader.place("") };
  return tested === undefined || variable === undefined ? [choose] : [{ kind: "assign", variable, value: tested }, choose];
}

function branch(condition: unknown, body: unknown, context: Context): Branch {
  const text = query(condition) ?? "NULL";
  context.reader.place(text);
  return { condition: text, body: statements(array(body), context) };
}

function handler(exception: unknown, context: Context): Handler {
  const conditions = array(get(exception, "conditions")).flatMap((item) => string(get(get(item, "PLpgSQL_condition"), "condname")) ?? []);
  return { conditions, body: statements(array(get(exception, "action")), context) };
}

function loop(kind: string, value: unknown, context: Context): RoutineStatement[] {
  const over = rangeOf(kind, value);
  const span = context.reader.place("");
  const variables = kind === "PLpgSQL_stmt_foreach_a" ? [context.names[Number(get(value, "varno"))] ?? ""] : targets(get(value, "var"));
  const queried = query(get(value, "query"));
  const before = kind === "PLpgSQL_stmt_fors" && queried !== undefined ? run(queried, [], context) : effects([query(get(value, "cond")), query(get(value, "expr"))], context);
  return [...before.filter((item) => item.kind !== "run" || item.operations.length > 0), { kind: "loop", over, variables, body: statements(array(get(value, "body")), context), span }];
}

function rangeOf(kind: string, value: unknown): LoopRange {
  const text = (key: string): string => query(get(value, key)) ?? "NULL";
  switch (kind) {
    case "PLpgSQL_stmt_fori": return { kind: "integers", lower: text("lower"), upper: text("upper"), step: query(get(value, "step")), reverse: Number(get(value, "reverse") ?? 0) !== 0 };
    case "PLpgSQL_stmt_fors": return { kind: "query", sql: text("query") };
    case "PLpgSQL_stmt_foreach_a": return { kind: "array", sql: text("expr") };
    default: return { kind: "unknown", atLeastOnce: kind === "PLpgSQL_stmt_loop" };
  }
}

function targets(target: unknown): string[] {
  const row = get(target, "PLpgSQL_row");
  if (row !== undefined) return array(get(row, "fields")).flatMap((field) => string(get(field, "name")) ?? []);
  return nameOf(target) === undefined ? [] : [nameOf(target) ?? ""];
}

function query(expression: unknown): string | undefined {
  return string(get(get(expression, "PLpgSQL_expr"), "query"));
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const string = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
