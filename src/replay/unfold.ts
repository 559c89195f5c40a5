import { functionCalled } from "../database/find-object.js";
import { renderExpression } from "../database/render.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Operation } from "../model/operation.js";
import type { Ran, RoutineCall } from "../model/routine.js";
import { moveSpans } from "../text/move-spans.js";
import type { Span } from "../text/source-text.js";

/** Calls within calls that are followed. */
const DEEPEST = 8;

type Running = Generator<Operation, void, Ran>;

/** What a statement really does: its operations, what a DO block runs on this database, and what the functions that are called do. */
export function* unfold(operations: readonly Operation[], database: Database, dialect: Dialect): Running {
  let current = database;
  for (const operation of operations) {
    if (operation.kind === "opaque" && operation.routine) {
      current = (yield operation).database;
      // The operations after it are what it does as far as that is known without a database.
      return yield* followed(dialect.run(operation.routine, current, []), current, dialect, 0);
    }
    current = yield* withCalls(operation, current, dialect, 0);
  }
}

/** A run with the calls that it makes. */
function* followed(run: Running, database: Database, dialect: Dialect, depth: number): Running {
  let current = database;
  let heard: Ran = { database, refused: false };
  for (let next = run.next(heard); next.done !== true; next = run.next(heard)) {
    if (next.value.calls === undefined) {
      heard = yield next.value;
      current = heard.database;
    } else {
      current = yield* withCalls(next.value, current, dialect, depth);
      heard = { database: current, refused: false };
    }
  }
}

function* withCalls(operation: Operation, database: Database, dialect: Dialect, depth: number): Generator<Operation, Database, Ran> {
  const { calls = [], conditional = false } = operation;
  const bodies = depth < DEEPEST ? calls.flatMap((call) => bodyOf(call, database, dialect) ?? []) : [];
  // Of CALL only what it calls is not known.
  const isCall = operation.kind === "opaque" && calls.length > 0 && (bodies.length > 0 || depth === DEEPEST);
  let { database: current } = yield isCall ? { ...operation, mayChangeSchema: bodies.some(({ called }) => called === undefined) || depth === DEEPEST } : operation;
  for (const { call, called } of bodies) {
    if (called === undefined) continue;
    const { routine, searchPath } = called;
    const outer = current.searchPath;
    if (searchPath) current = (yield path(searchPath, operation.span)).database;
    const run = followed(dialect.run(routine, current, call.arguments), current, dialect, depth + 1);
    let heard: Ran = { database: current, refused: false };
    for (let next = run.next(heard); next.done !== true; next = run.next(heard)) {
      heard = yield moveSpans(conditional ? { ...next.value, conditional } : next.value, () => operation.span);
      current = heard.database;
    }
    if (searchPath) current = (yield path(outer, operation.span)).database;
  }
  return current;
}

const path = (values: readonly string[], span: Span): Operation => ({ kind: "setParameter", span, name: "search_path", values: values.length === 0 ? [""] : values, local: true });

interface Body {
  readonly call: RoutineCall;
  /** undefined: in a language that is not read. */
  readonly called: ReturnType<Dialect["routine"]>;
}

/** undefined for a function that no migration made. */
function bodyOf(call: RoutineCall, database: Database, dialect: Dialect): Body | undefined {
  const found = functionCalled(database, call, call.arguments.length);
  if (found === undefined || (found.kind !== "function" && found.kind !== "procedure")) return undefined;
  return { call, called: dialect.routine(found.definitions.map((definition) => renderExpression(definition, database, dialect.naming.quote))) };
}
