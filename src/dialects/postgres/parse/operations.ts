import type { CreateSchemaStmt, ExecuteStmt, LockStmt, Node, SelectStmt, TransactionStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.js";
import { administration } from "./administration.js";
import { alterDefaultPrivileges, createRole, dropOwned, grant, owner, reassignOwned } from "./objects/access.js";
import { alterObject } from "./objects/alter-object.js";
import { alterTable } from "./tables/alter-table.js";
import type { ReadStatements } from "./routines/body-reader.js";
import { alterBaseType } from "./objects/base-type.js";
import { callsIn } from "./expressions/calls.js";
import { changeData, copy, isWriting, rangeVars, truncate } from "./data/change-data.js";
import { comment } from "./objects/comment.js";
import { createIndex } from "./tables/create-index.js";
import { createTable, createTableAs, intoOf, preparedQuery, selectInto, type TableQuery } from "./tables/create-table.js";
import { createCast, createConversion, createEventTrigger, createOperatorClass, createOperatorFamily, createTransform, define } from "./objects/define.js";
import { moveTablespace } from "./tables/relation-command.js";
import { doBlock } from "./routines/do-block.js";
import { alterDomain, createComposite, createDomain } from "./objects/domain.js";
import { drop } from "./objects/drop.js";
import { alterEnum, createEnum } from "./objects/enum.js";
import { changeMembers, createExtension, importForeignSchema, moveExtension, updateExtension } from "./objects/extension.js";
import { createAccessMethod, createForeignTable, createLanguage, createServer, createUserMapping, createWrapper, dropUserMapping } from "./objects/foreign-data.js";
import { alterFunction, createFunction } from "./objects/function.js";
import { readData } from "./data/read-data.js";
import { literalsIn } from "./expressions/literals.js";
import { maintenance } from "./maintenance.js";
import { identifierAt, relationName } from "./names.js";
import { alterPolicy, alterStatistics, createPolicy, createRule, createStatistics, createTrigger } from "./objects/object.js";
import { opaqueStatement } from "./opaque.js";
import { inSchema, schemaElements } from "./objects/schema-elements.js";
import { setConfig, setParameter } from "./parameter.js";
import { alterPublication, createPublication } from "./objects/publication.js";
import { roleName } from "./objects/which-object.js";
import { createRange } from "./objects/range.js";
import { rename, setSchema } from "./objects/rename.js";
import { alterSequence, createSequence } from "./objects/sequence.js";
import { moveSpans } from "../../../text/move-spans.js";
import type { StatementText } from "./text/statement-text.js";
import { standingRefusal } from "./refusals/standing-refusal.js";
import { needsOf } from "./statement-needs.js";
import { createMaterializedView, createView } from "./objects/view.js";

/** What a parsed statement does; at least one operation. */
export function operations(text: StatementText, node: Node, read: ReadStatements, prepared: Prepared): Operation[] {
  if ("DoStmt" in node) return doBlock(text, node.DoStmt, read);
  if ("PrepareStmt" in node && node.PrepareStmt.query) prepared.set(node.PrepareStmt.name ?? "", { operations: operations(text, node.PrepareStmt.query, read, prepared), query: preparedQuery(text, node.PrepareStmt.query, node.PrepareStmt.argtypes) });
  const decoded = "ExecuteStmt" in node ? execute(text, node.ExecuteStmt, prepared) : asExecuted(node, prepared, decode(text, node));
  const done = decoded === undefined || decoded.length === 0 ? [opaqueStatement(text.span, node)] : decoded;
  const calls = callsIn(text, node);
  const literals = literalsIn(node);
  const needs = "ExecuteStmt" in node ? [] : needsOf(node);
  const refusal = standingRefusal(node);
  if (calls.length === 0 && literals.length === 0 && needs.length === 0 && !refusal) return done;
  const more = { ...(refusal && { refusal }), ...(needs.length > 0 && { needs }), ...(calls.length > 0 && { calls }), ...(literals.length > 0 && { literals }) };
  return done.map((operation, at) => (at === done.length - 1 ? { ...operation, ...more } : operation));
}

/** What statements that PREPARE named do, of one file. */
export type Prepared = Map<string, PreparedStatement>;
interface PreparedStatement {
  readonly operations: readonly Operation[];
  readonly query: TableQuery;
}

/** It does what the prepared statement does, here. */
const execute = ({ span }: StatementText, { name = "" }: ExecuteStmt, prepared: Prepared): Operation[] | undefined => prepared.get(name)?.operations.map((operation) => moveSpans(operation, () => span));

/** CREATE TABLE AS EXECUTE has the columns of what was prepared. */
function asExecuted(node: Node, prepared: Prepared, decoded: Operation[] | undefined): Operation[] | undefined {
  const source = "CreateTableAsStmt" in node ? node.CreateTableAsStmt.query : undefined;
  const known = source !== undefined && "ExecuteStmt" in source ? prepared.get(source.ExecuteStmt.name ?? "") : undefined;
  return known ? decoded?.map((operation) => (operation.kind === "createTable" ? { ...operation, ...known.query } : operation)) : decoded;
}

const decode = (text: StatementText, node: Node): Operation[] | undefined => decodeSchema(text, node) ?? administration(text, node, (inner) => decode(text, inner) ?? [opaqueStatement(text.span, inner)]);

function decodeSchema(text: StatementText, node: Node): Operation[] | undefined {
  if ("CreateStmt" in node) return createTable(text, node.CreateStmt);
  if ("AlterTableStmt" in node) return alterTable(text, node.AlterTableStmt);
  if ("AlterTableMoveAllStmt" in node) return moveTablespace(text, node.AlterTableMoveAllStmt);
  if ("IndexStmt" in node) return createIndex(text, node.IndexStmt);
  if ("DropStmt" in node) return drop(text, node.DropStmt);
  if ("RenameStmt" in node) return rename(text, node.RenameStmt);
  if ("AlterObjectSchemaStmt" in node) return node.AlterObjectSchemaStmt.objectType === "OBJECT_EXTENSION" ? moveExtension(text, node.AlterObjectSchemaStmt) : setSchema(text, node.AlterObjectSchemaStmt);
  if ("CreateEnumStmt" in node) return createEnum(text, node.CreateEnumStmt);
  if ("AlterEnumStmt" in node) return alterEnum(text, node.AlterEnumStmt);
  if ("CreateSeqStmt" in node) return createSequence(text, node.CreateSeqStmt);
  if ("AlterSeqStmt" in node) return alterSequence(text, node.AlterSeqStmt);
  if ("ViewStmt" in node) return createView(text, node.ViewStmt);
  if ("CreateTableAsStmt" in node) return node.CreateTableAsStmt.objtype === "OBJECT_MATVIEW" ? createMaterializedView(text, node.CreateTableAsStmt) : createTableAs(text, node.CreateTableAsStmt);
  if ("CreateSchemaStmt" in node) return createSchema(text, node.CreateSchemaStmt);
  if ("CreateExtensionStmt" in node) return createExtension(text, node.CreateExtensionStmt);
  if ("AlterExtensionStmt" in node) return updateExtension(text, node.AlterExtensionStmt);
  if ("AlterExtensionContentsStmt" in node) return changeMembers(text, node.AlterExtensionContentsStmt);
  if ("ImportForeignSchemaStmt" in node) return importForeignSchema(text, node.ImportForeignSchemaStmt);
  return decodeObject(text, node) ?? maintenance(text, node) ?? decodeData(text, node);
}

function decodeObject(text: StatementText, node: Node): Operation[] | undefined {
  if ("CreateDomainStmt" in node) return createDomain(text, node.CreateDomainStmt);
  if ("AlterDomainStmt" in node) return alterDomain(text, node.AlterDomainStmt);
  if ("AlterTypeStmt" in node) return alterBaseType(text, node.AlterTypeStmt);
  if ("CreateRangeStmt" in node) return createRange(text, node.CreateRangeStmt);
  if ("CompositeTypeStmt" in node) return createComposite(text, node.CompositeTypeStmt);
  if ("CreateFunctionStmt" in node) return createFunction(text, node.CreateFunctionStmt);
  if ("AlterFunctionStmt" in node) return alterFunction(text, node.AlterFunctionStmt);
  if ("CreateTrigStmt" in node) return createTrigger(text, node.CreateTrigStmt);
  if ("CreatePolicyStmt" in node) return createPolicy(text, node.CreatePolicyStmt);
  if ("AlterPolicyStmt" in node) return alterPolicy(text, node.AlterPolicyStmt);
  if ("RuleStmt" in node) return createRule(text, node.RuleStmt);
  if ("CreateStatsStmt" in node) return createStatistics(text, node.CreateStatsStmt);
  if ("AlterStatsStmt" in node) return alterStatistics(text, node.AlterStatsStmt);
  if ("DefineStmt" in node) return define(text, node.DefineStmt);
  if ("CreateOpClassStmt" in node) return createOperatorClass(text, node.CreateOpClassStmt);
  if ("CreateOpFamilyStmt" in node) return createOperatorFamily(text, node.CreateOpFamilyStmt);
  if ("CreateCastStmt" in node) return createCast(text, node.CreateCastStmt);
  if ("CreateTransformStmt" in node) return createTransform(text, node.CreateTransformStmt);
  if ("CreateConversionStmt" in node) return createConversion(text, node.CreateConversionStmt);
  if ("CreateEventTrigStmt" in node) return createEventTrigger(text, node.CreateEventTrigStmt);
  if ("CreateFdwStmt" in node) return createWrapper(text, node.CreateFdwStmt);
  if ("CreateForeignServerStmt" in node) return createServer(text, node.CreateForeignServerStmt);
  if ("CreateForeignTableStmt" in node) return createForeignTable(text, node.CreateForeignTableStmt);
  if ("CreateUserMappingStmt" in node) return createUserMapping(text, node.CreateUserMappingStmt);
  if ("DropUserMappingStmt" in node) return dropUserMapping(text, node.DropUserMappingStmt);
  if ("CreateAmStmt" in node) return createAccessMethod(text, node.CreateAmStmt);
  if ("CreatePLangStmt" in node) return createLanguage(text, node.CreatePLangStmt);
  if ("CommentStmt" in node) return comment(text, node.CommentStmt);
  return alterObject(text, node) ?? decodeAccess(text, node);
}

function decodeAccess(text: StatementText, node: Node): Operation[] | undefined {
  if ("GrantStmt" in node) return grant(text, node.GrantStmt);
  if ("AlterDefaultPrivilegesStmt" in node) return alterDefaultPrivileges(text, node.AlterDefaultPrivilegesStmt);
  if ("AlterOwnerStmt" in node) return owner(text, node.AlterOwnerStmt);
  if ("DropOwnedStmt" in node) return dropOwned(text, node.DropOwnedStmt);
  if ("ReassignOwnedStmt" in node) return reassignOwned(text, node.ReassignOwnedStmt);
  if ("CreateRoleStmt" in node) return createRole(text, node.CreateRoleStmt);
  if ("CreatePublicationStmt" in node) return createPublication(text, node.CreatePublicationStmt);
  if ("AlterPublicationStmt" in node) return alterPublication(text, node.AlterPublicationStmt);
  return undefined;
}

function decodeData(text: StatementText, node: Node): Operation[] | undefined {
  if (isWriting(node)) return changeData(text, node);
  if ("SelectStmt" in node) return select(text, node.SelectStmt);
  if ("TruncateStmt" in node) return truncate(text, node.TruncateStmt);
  if ("CopyStmt" in node && node.CopyStmt.is_from === true) return copy(text, node.CopyStmt);
  if ("LockStmt" in node) return lockTable(text, node.LockStmt);
  if ("TransactionStmt" in node) return transaction(text, node.TransactionStmt);
  if ("VariableSetStmt" in node) return setParameter(text, node.VariableSetStmt);
  return undefined;
}

function select(text: StatementText, node: SelectStmt): Operation[] | undefined {
  if (intoOf(node) !== undefined) return selectInto(text, node);
  const setting = setConfig(text, node);
  if (setting) return setting;
  const written = changeData(text, { SelectStmt: node });
  const read = readData(text, { SelectStmt: node });
  return written.length > 0 && read.reads.length === 0 ? written : [...written, read];
}

function createSchema(text: StatementText, node: CreateSchemaStmt): Operation[] | undefined {
  const named = text.after(text.range.from + 2, "if", "not", "exists");
  // CREATE SCHEMA AUTHORIZATION role: the schema has the role's name.
  const number = node.schemaname === undefined ? named + 1 : named;
  const name = node.schemaname ?? node.authrole?.rolename;
  const base = { kind: "createSchema", span: text.span, ifNotExists: node.if_not_exists ?? false } as const;
  // What CURRENT_USER is shows in the replay; the names of what is made with it would too.
  if (name === undefined) return node.schemaElts ? undefined : [{ ...base, name: identifierAt(text, number, roleName(node.authrole)), ofRole: node.authrole?.roletype === "ROLESPEC_SESSION_USER" ? "session" : "current" }];
  const elements = schemaElements(text, number + 1, node.schemaElts ?? []).flatMap((element) => decode(element.text, element.node) ?? [opaqueStatement(element.text.span, element.node)]);
  const { rolename, roletype } = node.authrole ?? {};
  const made: Operation[] = [{ ...base, name: identifierAt(text, number, name) }, ...inSchema(elements, name)];
  return rolename === undefined || roletype !== "ROLESPEC_CSTRING" ? made : made.map((operation) => ({ ...operation, asRole: rolename }));
}

/** lockdefs.h counts from 1. */
const LOCK_MODES = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"];

function lockTable(text: StatementText, node: LockStmt): Operation[] {
  const mode = LOCK_MODES[(node.mode ?? 8) - 1] ?? "ACCESS EXCLUSIVE";
  const relations = rangeVars(node.relations);
  return relations.map((relation) => {
    const table = relationName(text, relation);
    return { kind: "lockTable", span: relations.length === 1 ? text.span : table.span, table, mode, nowait: node.nowait ?? false };
  });
}

/** undefined for two-phase commit. */
function transaction({ span }: StatementText, { kind, savepoint_name = "", chain }: TransactionStmt): Operation[] | undefined {
  switch (kind) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return [{ kind: "begin", span }];
    case "TRANS_STMT_COMMIT":
      return [{ kind: "commit", span, ...(chain && { chain }) }];
    case "TRANS_STMT_ROLLBACK":
      return [{ kind: "rollback", span, toSavepoint: undefined, ...(chain && { chain }) }];
    case "TRANS_STMT_ROLLBACK_TO":
      return [{ kind: "rollback", span, toSavepoint: savepoint_name }];
    case "TRANS_STMT_SAVEPOINT":
      return [{ kind: "savepoint", span, name: savepoint_name, release: false }];
    case "TRANS_STMT_RELEASE":
      return [{ kind: "savepoint", span, name: savepoint_name, release: true }];
    default:
      return undefined;
  }
}
