import type { Span } from "../text/source-text.js";
import type { Database } from "./database.js";
import type { Operation } from "./operation.js";

/** The body of a DO block, function or procedure. Conditions and other expressions are kept as SQL. */
export interface Routine {
  readonly variables: readonly Variable[];
  readonly body: readonly RoutineStatement[];
  /** Of the statement that has it. */
  readonly span: Span;
}

export interface Variable {
  readonly name: string;
  /** Its value at first, as SQL; undefined: NULL. Of a parameter its default. */
  readonly initial: string | undefined;
  /** Number of the argument that it holds, from 0; undefined for other variables. */
  readonly argument?: number;
  /** Has fields. */
  readonly record?: boolean;
  /** One of several of this name, which hide each other: nothing is known of it. */
  readonly ambiguous?: boolean;
}

export type RoutineStatement =
  | { readonly kind: "run"; readonly operations: readonly Operation[]; /** Where its result goes. */ readonly into: readonly string[]; /** As SQL, where it gives rows. */ readonly query: string | undefined }
  | { readonly kind: "assign"; readonly variable: string; readonly value: string }
  /** EXECUTE of an expression. */
  | { readonly kind: "execute"; readonly sql: string; readonly into: readonly string[]; readonly span: Span }
  /** IF and CASE: the first branch whose condition holds; without condition: ELSE. */
  | { readonly kind: "choose"; readonly branches: readonly Branch[]; readonly span: Span }
  | { readonly kind: "loop"; readonly over: LoopRange; readonly variables: readonly string[]; readonly body: readonly RoutineStatement[]; readonly span: Span }
  /** `handlers` undefined: no EXCEPTION. */
  | { readonly kind: "block"; readonly body: readonly RoutineStatement[]; readonly handlers: readonly Handler[] | undefined; readonly span: Span }
  /** `fail`: RAISE EXCEPTION. `leave`: EXIT and CONTINUE. */
  | { readonly kind: "return" | "fail" | "rollback" | "commit" }
  | { readonly kind: "leave"; readonly when: string | undefined }
  /** These variables get values that only the server knows. */
  | { readonly kind: "forget"; readonly variables: readonly string[] }
  | { readonly kind: "unknown"; readonly span: Span };

export interface Branch {
  readonly condition: string | undefined;
  readonly body: readonly RoutineStatement[];
}

export interface Handler {
  /** Names of conditions as in EXCEPTION WHEN, in lower case, or SQLSTATEs. */
  readonly conditions: readonly string[];
  readonly body: readonly RoutineStatement[];
}

export type LoopRange =
  | { readonly kind: "integers"; readonly lower: string; readonly upper: string; readonly step: string | undefined; readonly reverse: boolean }
  | { readonly kind: "array" | "query"; readonly sql: string }
  /** WHILE, LOOP, cursors, queries put together at run time. */
  | { readonly kind: "unknown"; readonly atLeastOnce: boolean };

/** A call of a function or procedure that may be one of the database's own. */
export interface RoutineCall {
  readonly schema: string | undefined;
  readonly name: string;
  /** As SQL. */
  readonly arguments: readonly string[];
  /** The provider has one of this name, which changes nothing that is modelled. */
  readonly harmless?: boolean;
  /** Sets where a sequence is. */
  readonly setsSequence?: boolean;
}

/** A routine as it is when it is called. */
export interface CalledRoutine {
  readonly routine: Routine;
  /** SET search_path of its own. */
  readonly searchPath: readonly string[] | undefined;
}

/** What a routine's run hears of each operation that it gives. */
export interface Ran {
  readonly database: Database;
  /** The provider would have refused it. */
  readonly refused: boolean;
  /** Whatever the statements of unknown effect did. */
  readonly sure: boolean;
}
