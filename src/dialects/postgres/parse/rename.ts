import type { AlterObjectSchemaStmt, RenameStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.js";
import { identifierAt, nameAt, relationName } from "./names.js";
import type { StatementText } from "./statement-text.js";
import { objectPath } from "./tree.js";

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
      return node.relationType === "OBJECT_FOREIGN_TABLE" ? undefined : [{ kind: "renameColumn", span, table: name, ...optional, column: identifierAt(text, last - 2, node.subname), to }];
    case "OBJECT_TABCONSTRAINT":
      return [{ kind: "renameConstraint", span, table: name, ...optional, name: identifierAt(text, last - 2, node.subname), to }];
    case "OBJECT_SCHEMA":
      return [{ kind: "renameSchema", span, name: identifierAt(text, text.range.from + 2, node.subname), to }];
    case "OBJECT_TYPE":
      return [{ kind: "renameType", span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), to }];
    default:
      return undefined;
  }
}

/** ALTER … SET SCHEMA; undefined for kinds of objects that are not modelled. */
export function setSchema(text: StatementText, node: AlterObjectSchemaStmt): Operation[] | undefined {
  const to = identifierAt(text, text.range.to - 1, node.newschema);
  switch (node.objectType) {
    case "OBJECT_TABLE":
      return [{ kind: "setTableSchema", span: text.span, ifExists: node.missing_ok ?? false, name: relationName(text, node.relation), to }];
    case "OBJECT_TYPE":
      return [{ kind: "setTypeSchema", span: text.span, name: nameAt(text, text.range.from + 2, objectPath(node.object)), to }];
    default:
      return undefined;
  }
}
