import type { NameAt } from "./name.js";
import type { RoleChange } from "./operation-access.js";
import type { Base } from "./operation.js";

/** What leaves every definition and row of the database as it is. */
export type AdministrationOperation = Administer | ReadData | Discard;

/** Of the server, its roles and databases, of the session, or of how an object is stored where that is not kept: ALTER SYSTEM, DROP ROLE, NOTIFY, ALTER INDEX … SET TABLESPACE. */
export interface Administer extends Base<"administer">, Written {
  /** The statement's kind as the provider's grammar names it: `CheckPointStmt`. */
  readonly node: string;
  readonly refusesTransaction: boolean;
  /** Relations that it locks all the same. */
  readonly locks: readonly LockedRelation[];
  /** Of roles, what they may do through others. */
  readonly roles?: readonly RoleChange[];
}

/** SELECT, COPY … TO; what is planned and not run: EXPLAIN, PREPARE, a cursor. Other reads are part of what uses them. */
export interface ReadData extends Base<"readData">, Written {
  readonly reads: readonly LockedRelation[];
}

/** DISCARD TEMP and ALL; RESET ALL, which is part of the latter, is an operation of its own. */
export interface Discard extends Base<"discard"> { readonly all: boolean }

export interface LockedRelation {
  readonly name: NameAt;
  /** ONLY: not its partitions and heirs. */
  readonly only: boolean;
  readonly mode: "ACCESS SHARE" | "ROW SHARE" | "ROW EXCLUSIVE" | "SHARE UPDATE EXCLUSIVE" | "ACCESS EXCLUSIVE";
}

interface Written {
  /** The whole statement. */
  readonly written: string;
}
