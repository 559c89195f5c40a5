import type { Node } from "libpg-query";
import type { Opaque } from "../../../model/operation.js";
import type { Span } from "../../../text/source-text.js";
import { kindOf } from "./tree.js";

export function opaque(span: Span, node: string, mayChangeSchema: boolean, refusesTransaction = false): Opaque {
  return { kind: "opaque", span, node, mayChangeSchema, refusesTransaction };
}

/** A whole statement that is not modelled. */
export function opaqueStatement(span: Span, node: Node): Opaque {
  return opaque(span, kindOf(node), mayChangeSchema(node));
}

/** Statements that leave tables, their columns, constraints and indexes, and types as they are. Of all others nothing is claimed. */
const HARMLESS: ReadonlySet<string> = new Set(
  `AlterEventTrigStmt AlterExtensionStmt AlterFdwStmt AlterForeignServerStmt AlterFunctionStmt AlterOpFamilyStmt
  AlterOperatorStmt AlterOwnerStmt AlterPolicyStmt AlterPublicationStmt AlterStatsStmt AlterTSConfigurationStmt AlterTSDictionaryStmt
  AlterUserMappingStmt CommentStmt CreateAmStmt CreateCastStmt CreateConversionStmt CreateEventTrigStmt CreateFdwStmt CreateForeignServerStmt CreateFunctionStmt
  CreateOpClassStmt CreateOpFamilyStmt CreatePLangStmt CreatePolicyStmt CreatePublicationStmt CreateRoleStmt CreateStatsStmt CreateTransformStmt CreateTrigStmt
  CreateUserMappingStmt DropUserMappingStmt GrantStmt RuleStmt`.split(/\s+/),
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
  return !HARMLESS.has(kindOf(node));
}
