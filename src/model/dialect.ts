import type { SourceText } from "../text/source-text.js";
import type { Database, ObjectId } from "./database.js";
import type { Effect, Lock, LockMode } from "./effect.js";
import type { Blocked } from "./impact.js";
import type { Environment, Provider } from "./environment.js";
import type { Script, Transaction } from "./migration.js";
import type { Name, TypeName } from "./name.js";
import type { Operation } from "./operation.js";
import type { CalledRoutine, Ran, Routine } from "./routine.js";

/** A built-in type by its catalog name, or an enum by its id. */
export interface Operand {
  readonly name: string;
  readonly array: boolean;
  readonly enumeration?: ObjectId;
}

/** `implicit`: wherever it is wanted; `assignment`: in a column; `explicit`: by CAST alone; `none`: not at all. */
export type CastKind = "same" | "implicit" | "assignment" | "explicit" | "none";

/** How a provider names and limits things; replay needs nothing else of it. */
export interface Naming {
  /** Longest identifier, in UTF-8 bytes; longer ones are cut. */
  readonly identifierBytes: number;
  /** Cuts an identifier as the server does, at a character's border. */
  truncate(this: void, name: string): string;
  /** `{table}_{columns}_{label}` as the server makes it when no name is given, cut to the limit. */
  automaticName(this: void, table: string, columns: readonly string[], label: string): string;
  /** The name as SQL, quoted. */
  quote(this: void, name: string): string;
  /** Whether the server has such a type without a migration that made it, itself or by an extension that hosts install. */
  mayHaveType(this: void, name: string): boolean;
  /** Whether the server has such a function, which takes so many arguments, without a migration that made it, itself or by an extension. `given`, `version` (major): undefined: any. */
  mayHaveFunction(this: void, name: string, given: number | undefined, version: number | undefined): boolean;
  /** How a value of one type becomes one of another; undefined: not known. */
  castKind(this: void, from: Operand, to: Operand): CastKind | undefined;
  /** Whether a cast may give another value in another session. */
  isMutableCast(this: void, from: Operand, to: Operand): boolean;
  /** The group of types in which the server looks for a common one; undefined: not known. */
  categoryOf(this: void, type: Operand): string | undefined;
  /** What an operator of the server's own gives. `left`: undefined before its only operand; `unknown`: a string or NULL without a type. `none`: there is no such operator for these types; undefined: not known. */
  operate(this: void, name: string, left: Operand | "unknown" | undefined, right: Operand | "unknown", extensions: readonly string[]): Operand | "none" | undefined;
  /** As the server's messages say a type: `character varying(20)`. */
  typeName(this: void, type: { readonly schema: string | undefined; readonly name: string; readonly modifiers: readonly string[]; readonly array: boolean }): string;
  /** Whether all functions of this extension are among those. */
  knowsFunctionsOf(this: void, extension: string): boolean;
}

/** Prints SQL: operations to statements (without semicolon), names and literals quoted. */
export interface Writer {
  identifier(name: string): string;
  name(name: Name): string;
  literal(value: string): string;
  /** A data type in DDL: `VARCHAR(20)`, `"Role"[]`. */
  type(type: TypeName): string;
  statement(operation: Operation): string;
  /** One statement for each operation; constraints of a new table (`inline`) are written inside it. */
  statements(operations: readonly Operation[]): string[];
  /** A name for something new, as the server makes them up (`Naming.automaticName`): never cut to one that is there. */
  newName(this: void, table: string, columns: readonly string[], label: string): string;
}

/** All that is particular to a provider. */
export interface Dialect {
  readonly provider: Provider;
  readonly naming: Naming;
  readonly writer: Writer;
  /** Never throws for bad SQL: what does not parse is an `invalid` operation. */
  parse(source: SourceText): Script;
  /** For each statement of the script, the ways in which it may be run. */
  transactions(script: Script, environment: Environment): readonly (readonly Transaction[])[];
  /** What other sessions cannot do while a lock of this mode is held. */
  blocks(this: void, mode: LockMode): readonly Blocked[];
  /** One lock a relation, of the strongest mode. */
  strongest(locks: readonly Lock[]): readonly Lock[];
  /** `deployed`: the live database that the migration will meet. */
  assess(operation: Operation, before: Database, after: Database, environment: Environment, deployed: Database): Effect;
  /** Runs a body: gives what it does and hears what came of it. `args`: of the call, as SQL. */
  run(routine: Routine, database: Database, args: readonly string[]): Generator<Operation, void, Ran>;
  /** By the statements that made and changed a function; undefined for a language that is not read. */
  routine(definitions: readonly string[]): CalledRoutine | undefined;
  /** A type for people, as the provider's own tools print it: `character varying(20)`. */
  typeName(type: { readonly schema: string | undefined; readonly name: string; readonly modifiers: readonly string[]; readonly array: boolean }): string;
}
