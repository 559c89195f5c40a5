import type { AlterObjectDependsStmt, DiscardStmt, ExplainStmt, Node, SecLabelStmt } from "libpg-query";
import type { Administer, LockedRelation } from "../../../model/operation-administration.js";
import type { Operation } from "../../../model/operation.js";
import { copyTo, isAnalyzed, readData } from "./data/read-data.js";
import { nameAt, relationName } from "./names.js";
import { roleChanges } from "./objects/role.js";
import type { StatementText } from "./text/statement-text.js";
import { kindOf, objectPath } from "./tree.js";

/** What is of the server or the session, and what only reads or plans; `run` says what a statement inside does. */
export function administration(text: StatementText, node: Node, run: (node: Node) => Operation[]): Operation[] | undefined {
  if ("CopyStmt" in node && node.CopyStmt.is_from !== true) return [copyTo(text, node.CopyStmt)];
  if ("ExplainStmt" in node) return explain(text, node.ExplainStmt, run);
  if ("DeclareCursorStmt" in node) return [readData(text, node.DeclareCursorStmt.query)];
  if ("PrepareStmt" in node) return [readData(text, node.PrepareStmt.query, true)];
  if ("DiscardStmt" in node) return discard(text, node.DiscardStmt);
  if ("AlterObjectDependsStmt" in node) return [administer(text, node, dependent(text, node.AlterObjectDependsStmt))];
  if ("SecLabelStmt" in node) return [administer(text, node, labelled(text, node.SecLabelStmt))];
  return SERVERS.has(kindOf(node)) || isServers(node) ? [administer(text, node)] : undefined;
}

/** Statements about nothing that belongs to the schema. */
const SERVERS: ReadonlySet<string> = new Set(
  `AlterCollationStmt AlterDatabaseRefreshCollStmt AlterDatabaseSetStmt AlterDatabaseStmt AlterDefaultPrivilegesStmt AlterRoleSetStmt AlterRoleStmt AlterSubscriptionStmt AlterSystemStmt
  AlterTableSpaceOptionsStmt AlterTypeStmt CheckPointStmt ClosePortalStmt ConstraintsSetStmt CreateSubscriptionStmt CreateTableSpaceStmt CreatedbStmt DeallocateStmt DropRoleStmt DropSubscriptionStmt
  DropTableSpaceStmt DropdbStmt FetchStmt GrantRoleStmt ListenStmt LoadStmt NotifyStmt TransactionStmt UnlistenStmt VariableSetStmt VariableShowStmt`.split(/\s+/),
);

const SERVERS_OBJECTS: ReadonlySet<string> = new Set(["OBJECT_DATABASE", "OBJECT_LARGEOBJECT", "OBJECT_ROLE", "OBJECT_SUBSCRIPTION", "OBJECT_TABLESPACE"]);

/** Of those that are about any object: what concerns one of the server's, or a privilege that no object of the schema holds. */
function isServers(node: Node): boolean {
  if ("RenameStmt" in node) return SERVERS_OBJECTS.has(node.RenameStmt.renameType ?? "");
  if ("AlterOwnerStmt" in node) return SERVERS_OBJECTS.has(node.AlterOwnerStmt.objectType ?? "");
  if ("CommentStmt" in node) return SERVERS_OBJECTS.has(node.CommentStmt.objtype ?? "") || node.CommentStmt.objtype === "OBJECT_PUBLICATION";
  return "GrantStmt" in node && [...SERVERS_OBJECTS, "OBJECT_FDW", "OBJECT_FOREIGN_SERVER", "OBJECT_LANGUAGE", "OBJECT_PARAMETER_ACL"].includes(node.GrantStmt.objtype ?? "");
}

const administer = (text: StatementText, node: Node, locks: readonly LockedRelation[] = []): Administer => ({
  kind: "administer", span: text.span, ...withRoles(node), node: kindOf(node), refusesTransaction: refusesTransaction(node), locks, written: text.source.slice(text.span),
});

function withRoles(node: Node): Pick<Administer, "roles"> {
  const roles = roleChanges(node);
  return roles ? { roles } : {};
}

function explain(text: StatementText, node: ExplainStmt, run: (node: Node) => Operation[]): Operation[] {
  const { query } = node;
  if (query === undefined) return [];
  if (isAnalyzed(node)) return run(query);
  return "ExecuteStmt" in query ? [administer(text, { ExplainStmt: node })] : [readData(text, query)];
}

function discard(text: StatementText, node: DiscardStmt): Operation[] {
  switch (node.target) {
    case "DISCARD_ALL": return [{ kind: "discard", span: text.span, all: true }, { kind: "resetParameter", span: text.span, name: undefined }];
    case "DISCARD_TEMP": return [{ kind: "discard", span: text.span, all: false }];
    default: return [administer(text, { DiscardStmt: node })];
  }
}

/** [NO] DEPENDS ON EXTENSION, which is not kept: indexes and materialised views are locked, and a trigger's table as if it were read. */
function dependent(text: StatementText, { relation, objectType }: AlterObjectDependsStmt): LockedRelation[] {
  return relation === undefined ? [] : [{ name: relationName(text, relation), only: true, mode: objectType === "OBJECT_TRIGGER" ? "ACCESS SHARE" : "ACCESS EXCLUSIVE" }];
}

/** SECURITY LABEL FOR provider ON kind name: tables and materialised views are locked. */
function labelled(text: StatementText, { objtype, object }: SecLabelStmt): LockedRelation[] {
  const path = objectPath(object);
  const relation = objtype === "OBJECT_COLUMN" ? path.slice(0, -1) : path;
  if (objtype !== "OBJECT_TABLE" && objtype !== "OBJECT_MATVIEW" && objtype !== "OBJECT_COLUMN") return [];
  const at = text.find(text.range, "on") + (objtype === "OBJECT_MATVIEW" ? 3 : 2);
  return [{ name: nameAt(text, at, relation), only: true, mode: "SHARE UPDATE EXCLUSIVE" }];
}

/** Statements that call PreventInTransactionBlock in PostgreSQL 18. */
function refusesTransaction(node: Node): boolean {
  if ("TransactionStmt" in node) return node.TransactionStmt.kind === "TRANS_STMT_COMMIT_PREPARED" || node.TransactionStmt.kind === "TRANS_STMT_ROLLBACK_PREPARED";
  if ("CreateSubscriptionStmt" in node) return !hasOption(node.CreateSubscriptionStmt.options, "connect", "false") && !hasOption(node.CreateSubscriptionStmt.options, "create_slot", "false");
  if ("AlterSubscriptionStmt" in node) return node.AlterSubscriptionStmt.kind === "ALTER_SUBSCRIPTION_REFRESH";
  if ("AlterDatabaseStmt" in node) return hasOption(node.AlterDatabaseStmt.options, "tablespace");
  return ["AlterSystemStmt", "CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "DropSubscriptionStmt"].includes(kindOf(node));
}

function hasOption(nodes: readonly Node[] | undefined, name: string, value?: string): boolean {
  return (nodes ?? []).some((node) => "DefElem" in node && node.DefElem.defname === name && (value === undefined || objectPath(node.DefElem.arg).join(".") === value));
}
