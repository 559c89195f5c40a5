import type { Node } from "libpg-query";
import type { Opaque } from "../../../model/operation.js";
import type { Span } from "../../../text/source-text.js";
import { kindOf, objectPath } from "./tree.js";

export function opaque(span: Span, node: string, mayChangeSchema: boolean, refusesTransaction = false): Opaque {
  return { kind: "opaque", span, node, mayChangeSchema, refusesTransaction };
}

/** A whole statement that is not modelled. */
export function opaqueStatement(span: Span, node: Node): Opaque {
  return opaque(span, kindOf(node), mayChangeSchema(node), refusesTransaction(node));
}

/** Statements that leave tables, their columns, constraints and indexes, and types as they are. Of all others nothing is claimed. */
const HARMLESS: ReadonlySet<string> = new Set(
  `AlterCollationStmt AlterDatabaseRefreshCollStmt AlterDatabaseSetStmt AlterDatabaseStmt AlterDefaultPrivilegesStmt AlterEventTrigStmt AlterExtensionContentsStmt AlterExtensionStmt AlterFdwStmt AlterForeignServerStmt AlterFunctionStmt
  AlterObjectDependsStmt AlterOpFamilyStmt AlterOperatorStmt AlterOwnerStmt AlterPolicyStmt AlterPublicationStmt AlterRoleSetStmt AlterRoleStmt AlterStatsStmt AlterSubscriptionStmt
  AlterSystemStmt AlterTSConfigurationStmt AlterTSDictionaryStmt AlterTableMoveAllStmt AlterTableSpaceOptionsStmt AlterTypeStmt AlterUserMappingStmt CheckPointStmt ClosePortalStmt
  CommentStmt ConstraintsSetStmt CopyStmt CreateAmStmt CreateCastStmt CreateConversionStmt CreateEventTrigStmt CreateFdwStmt CreateForeignServerStmt CreateFunctionStmt CreateOpClassStmt
  CreateOpFamilyStmt CreatePLangStmt CreatePolicyStmt CreatePublicationStmt CreateRoleStmt CreateStatsStmt CreateSubscriptionStmt CreateTableSpaceStmt CreateTransformStmt CreateTrigStmt
  CreateUserMappingStmt CreatedbStmt DeallocateStmt DeclareCursorStmt DiscardStmt DropRoleStmt DropSubscriptionStmt DropTableSpaceStmt DropUserMappingStmt DropdbStmt FetchStmt GrantRoleStmt
  GrantStmt ListenStmt LoadStmt NotifyStmt PrepareStmt ReassignOwnedStmt RuleStmt SecLabelStmt SelectStmt TransactionStmt UnlistenStmt VariableSetStmt VariableShowStmt`.split(/\s+/),
);

function mayChangeSchema(node: Node): boolean {
  if ("DropStmt" in node) {
    const { removeType, behavior } = node.DropStmt;
    if (removeType === "OBJECT_TRIGGER" || removeType === "OBJECT_POLICY" || removeType === "OBJECT_RULE") return false;
    // A function or collation that something hangs on is only dropped with CASCADE.
    return behavior === "DROP_CASCADE";
  }
  if ("RenameStmt" in node) return false;
  if ("AlterObjectSchemaStmt" in node) return node.AlterObjectSchemaStmt.objectType === "OBJECT_EXTENSION";
  if ("DefineStmt" in node) return node.DefineStmt.kind === "OBJECT_TYPE";
  if ("ExplainStmt" in node) return false;
  return !HARMLESS.has(kindOf(node));
}

/** Statements that call PreventInTransactionBlock in PostgreSQL 18, of those that are not modelled. */
function refusesTransaction(node: Node): boolean {
  if ("DiscardStmt" in node) return node.DiscardStmt.target === "DISCARD_ALL";
  if ("TransactionStmt" in node) return node.TransactionStmt.kind === "TRANS_STMT_COMMIT_PREPARED" || node.TransactionStmt.kind === "TRANS_STMT_ROLLBACK_PREPARED";
  if ("CreateSubscriptionStmt" in node) return !hasOption(node.CreateSubscriptionStmt.options, "connect", "false") && !hasOption(node.CreateSubscriptionStmt.options, "create_slot", "false");
  if ("AlterSubscriptionStmt" in node) return node.AlterSubscriptionStmt.kind === "ALTER_SUBSCRIPTION_REFRESH";
  if ("AlterDatabaseStmt" in node) return hasOption(node.AlterDatabaseStmt.options, "tablespace");
  return ["AlterSystemStmt", "CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "DropSubscriptionStmt"].includes(kindOf(node));
}

function hasOption(nodes: readonly Node[] | undefined, name: string, value?: string): boolean {
  return (nodes ?? []).some((node) => "DefElem" in node && node.DefElem.defname === name && (value === undefined || objectPath(node.DefElem.arg).join(".") === value));
}
