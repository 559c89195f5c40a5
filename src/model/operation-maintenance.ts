import type { Span } from "../text/source-text.js";
import type { Identifier, NameAt } from "./name.js";
import type { Base } from "./operation.js";

/** Operations that change no definition: how rows and indexes are stored, and what the planner knows of them. */
export type MaintenanceOperation = Reindex | RefreshMaterializedView | Cluster | Vacuum | Analyze;

interface WithOptions {
  /** As SQL, one each: `VERBOSE`, `TABLESPACE fast`. */
  readonly options: readonly string[];
}

export interface Reindex extends Base<"reindex">, WithOptions {
  readonly object: "index" | "table" | "schema" | "database" | "system";
  /** undefined: the database in which it runs. */
  readonly name: NameAt | undefined;
  readonly concurrently: boolean;
  /** The word INDEX, TABLE, SCHEMA or DATABASE, after which CONCURRENTLY goes. */
  readonly keyword: Span;
}

export interface RefreshMaterializedView extends Base<"refreshMaterializedView"> {
  readonly name: NameAt;
  readonly concurrently: boolean;
  /** The word VIEW, after which CONCURRENTLY goes. */
  readonly keyword: Span;
  readonly withData: boolean;
}

/** CLUSTER. `relation` undefined: every table that was clustered before; `index` undefined: the one it was clustered by. */
export interface Cluster extends Base<"cluster">, WithOptions {
  readonly relation: NameAt | undefined;
  readonly index: Identifier | undefined;
}

/** `relations` empty: every table of the database. */
export interface Vacuum extends Base<"vacuum">, WithOptions {
  readonly relations: readonly VacuumedRelation[];
  /** FULL, which writes the rows anew. It is not among `options`. */
  readonly full: boolean;
}
export interface Analyze extends Base<"analyze">, WithOptions {
  readonly relations: readonly VacuumedRelation[];
}
export interface VacuumedRelation {
  readonly name: NameAt;
  /** Of which statistics are gathered; empty: all. */
  readonly columns: readonly Identifier[];
}
