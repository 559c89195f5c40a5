import type { CreateAmStmt, CreateFdwStmt, CreateForeignServerStmt, CreateForeignTableStmt, CreatePLangStmt, CreateUserMappingStmt, DropUserMappingStmt, Node, RangeVar } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import { keep, reference } from "./define.js";
import { definition } from "../expressions/expression.js";
import { nameAt, relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { nowhere, roleName } from "./which-object.js";

export function createWrapper(text: StatementText, node: CreateFdwStmt): Operation[] {
  const number = text.range.from + 4;
  return [keep(text, { object: "foreign data wrapper", name: nameAt(text, number, [node.fdwname ?? ""]), self: text.dotted(number), root: { CreateFdwStmt: node } })];
}

export function createServer(text: StatementText, node: CreateForeignServerStmt): Operation[] {
  const number = text.after(text.range.from + 2, "if", "not", "exists");
  const wrapper = text.find({ from: number, to: text.range.to }, "wrapper") + 1;
  return [keep(text, {
    object: "server", name: nameAt(text, number, [node.servername ?? ""]), self: text.dotted(number), root: { CreateForeignServerStmt: node }, ifNotExists: node.if_not_exists,
    more: [reference(text, wrapper, [node.fdwname ?? ""], "foreign data wrapper")],
  })];
}

/** CREATE USER MAPPING [IF NOT EXISTS] FOR role SERVER name */
export function createUserMapping(text: StatementText, node: CreateUserMappingStmt): Operation[] {
  const server = text.find(text.range, "server") + 1;
  return [keep(text, {
    object: "user mapping", name: nowhere(text, roleName(node.user)), self: undefined, root: { CreateUserMappingStmt: node }, of: node.servername, ifNotExists: node.if_not_exists,
    more: [reference(text, server, [node.servername ?? ""], "server")],
  })];
}

export function dropUserMapping(text: StatementText, { user, servername, missing_ok }: DropUserMappingStmt): Operation[] {
  return [{
    kind: "dropObject", span: text.span, object: "user mapping", name: nowhere(text, roleName(user)), on: undefined, arguments: undefined, ...(servername !== undefined && { of: servername }),
    ifExists: missing_ok ?? false, cascade: false,
  }];
}

/** CREATE FOREIGN TABLE: what it is like is the remote server's matter; here it is a name that others stand on. */
export function createForeignTable(text: StatementText, node: CreateForeignTableStmt): Operation[] {
  const { relation, if_not_exists: ifNotExists } = node.base ?? {};
  const server = text.find({ from: text.dotted(text.at(relation?.location)).to, to: text.range.to }, "server") + 1;
  return [keep(text, {
    object: "foreign table", name: relationName(text, relation), self: text.dotted(text.at(relation?.location)), root: { CreateForeignTableStmt: node }, ifNotExists,
    more: [reference(text, server, [node.servername ?? ""], "server")],
  })];
}

/** ALTER FOREIGN TABLE but OWNER TO. */
export function alterForeignTable(text: StatementText, root: Node, relation: RangeVar | undefined): Operation[] {
  return [{ kind: "alterObject", span: text.span, object: "foreign table", name: relationName(text, relation), on: undefined, arguments: undefined, definition: definition(text, root, text.dotted(text.at(relation?.location))) }];
}

export function createAccessMethod(text: StatementText, node: CreateAmStmt): Operation[] {
  const number = text.range.from + 3;
  return [keep(text, { object: "access method", name: nameAt(text, number, [node.amname ?? ""]), self: text.dotted(number), root: { CreateAmStmt: node } })];
}

/** CREATE [OR REPLACE] [TRUSTED] [PROCEDURAL] LANGUAGE name HANDLER … */
export function createLanguage(text: StatementText, node: CreatePLangStmt): Operation[] {
  const number = text.find(text.range, "language") + 1;
  return [keep(text, { object: "language", name: nameAt(text, number, [node.plname ?? ""]), self: text.dotted(number), root: { CreatePLangStmt: node }, replace: node.replace })];
}
