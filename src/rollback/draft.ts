import { apply } from "../database/apply/apply.js";
import { qualify } from "../database/names/qualify.js";
import { placesOf } from "../database/recreate/objects.js";
import type { Database, ObjectId, Problem, Table } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Name, TypeName } from "../model/name.js";
import type { AddConstraint, Operation } from "../model/operation.js";
import { SourceText } from "../text/source-text.js";
import { adopt, DRAFT } from "./adopt.js";

/** A statement of the draft, as its own text reads when it is parsed. */
export interface DraftStatement {
  readonly sql: string;
  readonly operations: readonly DraftOperation[];
}

export interface DraftOperation {
  readonly operation: Operation;
  readonly before: Database;
  readonly after: Database;
}

export interface FinishedDraft {
  readonly statements: readonly DraftStatement[];
  readonly problems: readonly Problem[];
  /** What they lead to. */
  readonly database: Database;
}

/**
 * Statements and the database that they lead to. Each is written, parsed again and applied before the next one is made, so that what it takes along or
 * makes besides is known, and what the server would refuse is seen.
 */
export class Draft implements FinishedDraft {
  readonly statements: DraftStatement[] = [];
  /** What the server would refuse; nothing may be claimed of a draft that has any. */
  readonly problems: Problem[] = [];
  readonly #dialect: Dialect;
  readonly #environment: Environment;
  #database: Database;

  constructor(start: Database, dialect: Dialect, environment: Environment) {
    this.#database = start;
    this.#dialect = dialect;
    this.#environment = environment;
  }

  get database(): Database {
    return this.#database;
  }

  get quote(): (name: string) => string {
    return this.#dialect.naming.quote;
  }

  name(name: Name): string {
    return this.#dialect.writer.name(name);
  }

  literal(value: string): string {
    return this.#dialect.writer.literal(value);
  }

  get type(): (type: TypeName) => string {
    return (type) => this.#dialect.writer.type(type);
  }

  get serverVersion(): number | undefined {
    return this.#environment.serverVersion.value;
  }

  /** Adds statements; what is refused is among `problems`. */
  run(...operations: readonly Operation[]): void {
    for (const unit of withTheirs(operations)) this.problems.push(...this.#add(unit));
  }

  /** Adds a statement if the server takes it now. */
  attempt(operation: Operation): boolean {
    return this.#add([operation]).length === 0;
  }

  /** Adds a statement about rows, which changes no definition. */
  write(sql: string): void {
    this.statements.push({ sql, operations: [] });
  }

  /** Gives what was made since the ids that it has there. */
  settle(goal: Database): void {
    this.#database = adopt(withoutStale(this.#database), goal);
  }

  #add(operations: readonly Operation[]): readonly Problem[] {
    const sql = this.#dialect.writer.statements(operations).join("");
    const script = this.#dialect.parse(new SourceText("rollback", sql));
    const applied: DraftOperation[] = [];
    let database = this.#database;
    let objects = 0;
    for (const statement of script.statements) {
      const context = {
        migration: DRAFT, statement: this.statements.length, naming: this.#dialect.naming, serverVersion: this.serverVersion, together: statement.operations,
        newId: () => `${DRAFT}#${this.statements.length}.${objects++}`,
      };
      for (const parsed of statement.operations) {
        if (parsed.kind === "invalid") return [{ kind: "invalid", what: "statement", name: { schema: undefined, name: sql }, table: undefined, dependents: [], code: "42601", message: "syntax error" }];
        const operation = qualify(parsed, database);
        const result = apply(operation, database, context);
        if (result.problems.length > 0) return result.problems;
        applied.push({ operation, before: database, after: result.database });
        database = result.database;
      }
    }
    this.#database = database;
    this.statements.push({ sql, operations: applied });
    return [];
  }
}

/** The database keeps comments, rights and settings of what is gone; what is made again has none of them. */
function withoutStale(database: Database): Database {
  const places = placesOf(database);
  const isThere = ({ target }: { readonly target: ObjectId }): boolean => places.has(target);
  return {
    ...database, tables: database.tables.map(withoutStaleSettings), comments: database.comments.filter(isThere), privileges: database.privileges.filter(isThere), owners: database.owners.filter(isThere),
    defaultPrivileges: database.defaultPrivileges.filter(({ schema }) => schema === undefined || database.schemas.some(({ id }) => id === schema)),
  };
}

function withoutStaleSettings(table: Table): Table {
  const settings = table.settings.filter(({ column, index }) => (column === undefined || table.columns.some(({ id }) => id === column)) && (index === undefined || table.indexes.some(({ id }) => id === index)));
  return settings.length === table.settings.length ? table : { ...table, settings };
}

/** Each operation alone, but a table with the constraints that are written inside it. */
function withTheirs(operations: readonly Operation[]): Operation[][] {
  const units: Operation[][] = [];
  for (const operation of operations) {
    const unit = units.at(-1);
    if (unit && isInside(operation)) unit.push(operation);
    else units.push([operation]);
  }
  return units;
}

const isInside = (operation: Operation): operation is AddConstraint => operation.kind === "addConstraint" && operation.inline === "createTable";
