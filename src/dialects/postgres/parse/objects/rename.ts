import type { AlterObjectSchemaStmt, Node, RenameStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt, nameAt, relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";
import { alterForeignTable } from "./foreign-data.js";
import { whichObject, wordsOfKind, type WhichObject } from "./which-object.js";

/** ALTER … RENAME; undefined for kinds of objects that are not modelled. */
export function rename(text: StatementText, node: RenameStmt): Operation[] | undefined {
  const span = text.span;
  const last = text.range.to - 1;
  const to = identifierAt(text, last, node.newname);
  const ifExists = node.missing_ok ?? false;
  const name = relationName(text, node.relation);
  const optional = ifExists ? { ifTableExists: true } : {};
  switch (node.renameType) {
    case "OBJECT_TABLE":
      return [{ kind: "renameTable", span, ifExists, name, to }];
    case "OBJECT_INDEX":
      return [{ kind: "renameIndex", span, ifExists, name, to }];
    case "OBJECT_SEQUENCE":
      return [{ kind: "renameSequence", span, ifExists, name, to }];
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
      return [{ kind: "renameView", span, ifExists, name, to, materialized: node.renameType === "OBJECT_MATVIEW" }];
    case "OBJECT_COLUMN":
      // RENAME [COLUMN] a TO b
      if (node.relationType === "OBJECT_FOREIGN_TABLE") return alterForeignTable(text, { RenameStmt: node }, node.relation);
      return [{ kind: "renameColumn", span, table: name, ...optional, column: identifierAt(text, last - 2, node.subname), to }];
    case "OBJECT_TABCONSTRAINT":
      return [{ kind: "renameConstraint", span, table: name, ...optional, name: identifierAt(text, last - 2, node.subname), to }];
    case "OBJECT_FOREIGN_TABLE":
      return [{ kind: "renameObject", span, object: "foreign table", name, on: undefined, arguments: undefined, to }];
    case "OBJECT_SCHEMA":
      return [{ kind: "renameSchema", span, name: identifierAt(text, text.range.from + 2, node.subname), to }];
    case "OBJECT_PUBLICATION":
      return [{ kind: "renamePublication", span, name: identifierAt(text, text.range.from + 2, objectPath(node.object)[0]), to }];
    case "OBJECT_ROLE":
      return [{ kind: "renameRole", span, name: identifierAt(text, text.range.from + 2, node.subname), to }];
    case "OBJECT_TYPE":
      return [{ kind: "renameType", span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), to }];
    case "OBJECT_DOMAIN":
      return [{ kind: "renameType", span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), to }];
    case "OBJECT_DOMCONSTRAINT":
      return [{ kind: "alterDomain", span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), change: { kind: "renameConstraint", name: identifierAt(text, last - 2, node.subname), to } }];
    case "OBJECT_ATTRIBUTE": {
      const cascade = node.behavior === "DROP_CASCADE";
      const end = text.word(last) === "cascade" || text.word(last) === "restrict" ? last - 1 : last;
      return [{ kind: "alterComposite", span, name, cascade, change: { kind: "renameAttribute", attribute: identifierAt(text, end - 2, node.subname), to: identifierAt(text, end, node.newname) } }];
    }
    default: {
      const which = renamedObject(text, node.renameType, node.object, node);
      return which && [{ kind: "renameObject", span, ...which, to }];
    }
  }
}

/** Undefined for kinds that are not modelled. A trigger, policy or rule is not given as an object. */
function renamedObject(text: StatementText, type: string | undefined, object: Node | undefined, { relation, subname }: Pick<RenameStmt, "relation" | "subname">): WhichObject | undefined {
  const number = text.range.from + wordsOfKind(type);
  switch (type) {
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE": {
      const kind = type === "OBJECT_TRIGGER" ? "trigger" : type === "OBJECT_POLICY" ? "policy" : "rule";
      return { object: kind, name: nameAt(text, text.after(number, "if", "exists"), [subname ?? ""]), on: relationName(text, relation), arguments: undefined };
    }
    default: return whichObject(text, number, type, object);
  }
}

/** ALTER … SET SCHEMA; undefined for kinds of objects that are not modelled. */
export function setSchema(text: StatementText, node: AlterObjectSchemaStmt): Operation[] | undefined {
  const to = identifierAt(text, text.range.to - 1, node.newschema);
  switch (node.objectType) {
    case "OBJECT_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
      return [{ kind: "setTableSchema", span: text.span, ifExists: node.missing_ok ?? false, name: relationName(text, node.relation), to }];
    case "OBJECT_FOREIGN_TABLE":
      return [{ kind: "setObjectSchema", span: text.span, object: "foreign table", name: relationName(text, node.relation), on: undefined, arguments: undefined, to }];
    case "OBJECT_DOMAIN":
    case "OBJECT_TYPE":
      return [{ kind: "setTypeSchema", span: text.span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), to }];
    default: {
      const which = renamedObject(text, node.objectType, node.object, {});
      return which && [{ kind: "setObjectSchema", span: text.span, ...which, to }];
    }
  }
}
