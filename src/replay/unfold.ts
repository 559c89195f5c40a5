import { functionCalled } from "../database/names/find-object.js";
import { renderExpression } from "../database/render.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { ReadData } from "../model/operation-administration.js";
import type { Operation } from "../model/operation.js";
import type { Ran, RoutineCall } from "../model/routine.js";
import { moveSpans } from "../text/move-spans.js";
import type { Span } from "../text/source-text.js";

/** So many calls of a statement are followed. */
const MOST_CALLS = 300;

/** What is being followed. */
interface Following {
  readonly dialect: Dialect;
  /** Ids of the functions around: of one that calls itself the statements are there already. */
  readonly inside: readonly string[];
  /** Of the whole statement. */
  readonly calls: { followed: number };
}

type Running = Generator<Operation, void, Ran>;

/** What a statement really does: its operations, what a DO block runs on this database, and what the functions that are called do. */
export function* unfold(operations: readonly Operation[], database: Database, dialect: Dialect): Running {
  let current = database;
  const following: Following = { dialect, inside: [], calls: { followed: 0 } };
  for (const operation of operations) {
    if (operation.kind === "opaque" && operation.routine) {
      current = (yield operation).database;
      // The operations after it are what it does as far as that is known without a database.
      return yield* followed(dialect.run(operation.routine, current, []), current, following);
    }
    current = (yield* withCalls(operation, current, following)).database;
  }
}

/** A run with the calls that it makes. */
function* followed(run: Running, database: Database, following: Following): Running {
  let heard: Ran = { database, refused: false, sure: true };
  for (let next = run.next(heard); next.done !== true; next = run.next(heard)) {
    const operation = next.value;
    // A query inside a body that calls what is PostgreSQL's own: there is nothing to say of it.
    const isIdle = operation.kind === "readData" && (operation.calls ?? []).every((call) => call.setsSequence !== true && bodyOf(call, heard.database, following) === undefined);
    heard = isIdle ? { database: heard.database, refused: false, sure: true } : yield* withCalls(operation, heard.database, following);
  }
}

/** Gives an operation and what the functions do that it calls. */
function* withCalls(operation: Operation, database: Database, following: Following): Generator<Operation, Ran, Ran> {
  const { calls = [], conditional = false, undecided = false } = operation;
  const { dialect, inside } = following;
  const bodies = calls.flatMap((call) => bodyOf(call, database, following) ?? []);
  following.calls.followed += bodies.length;
  // Of a CALL whose procedure is read all is known; of a function in another language nothing.
  const isCall = operation.kind === "opaque" && bodies.length > 0;
  const mayChangeSchema = bodies.some(({ called }) => called === undefined);
  let heard = yield isCall ? { ...operation, mayChangeSchema, followed: !mayChangeSchema } : operation.kind === "readData" && (mayChangeSchema || callsUnknown(calls, database)) ? withUnknownCall(operation, mayChangeSchema) : operation;
  for (const { id, call, called } of bodies) {
    if (called === undefined || heard.refused) continue;
    const { routine, searchPath } = called;
    const outer = heard.database.searchPath;
    if (searchPath) heard = yield path(searchPath, operation.span);
    const run = followed(dialect.run(routine, heard.database, call.arguments), heard.database, { ...following, inside: [...inside, id] });
    for (let next = run.next(heard); next.done !== true && !(heard.refused && conditional); next = run.next(heard)) {
      heard = yield moveSpans(conditional ? { ...next.value, conditional, ...(undecided && { undecided }) } : next.value, () => operation.span);
    }
    const { refused, sure } = heard;
    if (searchPath) heard = { ...(yield path(outer, operation.span)), refused, sure };
  }
  return heard;
}

/** One that no migration made and that is none of the provider's own. */
const callsUnknown = (calls: readonly RoutineCall[], database: Database): boolean => calls.some((call) => call.harmless !== true && functionCalled(database, call, call.arguments.length) === undefined);

function withUnknownCall({ reads: _reads, written: _written, ...base }: ReadData, mayChangeSchema: boolean): Operation {
  return { ...base, kind: "opaque", node: "SelectStmt", mayChangeSchema, refusesTransaction: false };
}

const path = (values: readonly string[], span: Span): Operation => ({ kind: "setParameter", span, name: "search_path", values: values.length === 0 ? [""] : values, local: true });

interface Body {
  readonly id: string;
  readonly call: RoutineCall;
  /** undefined: in a language that is not read. */
  readonly called: ReturnType<Dialect["routine"]>;
}

/** undefined for a function that no migration made, or that is being followed. */
function bodyOf(call: RoutineCall, database: Database, { dialect, inside, calls }: Following): Body | undefined {
  const found = functionCalled(database, call, call.arguments.length);
  if (found === undefined || (found.kind !== "function" && found.kind !== "procedure") || inside.includes(found.id)) return undefined;
  const definitions = found.definitions.map((definition) => renderExpression(definition, database, dialect.naming.quote));
  return { id: found.id, call, called: calls.followed < MOST_CALLS ? dialect.routine(definitions) : undefined };
}
