import type { Writer } from "../../../model/dialect.js";
import type { AddConstraint, Operation } from "../../../model/operation.js";
import { naming, quoteIdentifier } from "../naming.js";
import { sqlType } from "../types.js";
import * as access from "./access.js";
import * as columns from "./columns.js";
import * as constraints from "./constraints.js";
import * as data from "./data.js";
import * as indexes from "./indexes.js";
import { literal, qualifiedName } from "./names.js";
import * as maintenance from "./maintenance.js";
import * as objects from "./objects.js";
import * as partitions from "./partitions.js";
import * as schemas from "./schemas.js";
import * as sequences from "./sequences.js";
import * as tables from "./tables.js";
import * as types from "./types.js";
import * as views from "./views.js";

export const writer: Writer = { identifier: quoteIdentifier, name: qualifiedName, literal, type: sqlType, statement, statements, newName: naming.automaticName };

/** One statement for each operation, without semicolons; constraints written inside their CREATE TABLE stay there. */
export function statements(operations: readonly Operation[]): string[] {
  const written: string[] = [];
  for (let at = 0; at < operations.length; ) {
    const operation = operations[at++];
    if (operation?.kind !== "createTable") {
      if (operation) written.push(statement(operation));
      continue;
    }
    const inside: AddConstraint[] = [];
    for (let next = operations[at]; next?.kind === "addConstraint" && next.inline === "createTable"; next = operations[++at]) inside.push(next);
    written.push(tables.createTable(operation, inside));
  }
  return written;
}

/** Throws for operations that have no SQL of their own (`opaque`, `invalid`, data that the model does not hold): asking for it is a bug. */
function statement(operation: Operation): string {
  switch (operation.kind) {
    case "createSchema":
      return schemas.createSchema(operation);
    case "dropSchema":
      return schemas.dropSchema(operation);
    case "renameSchema":
      return schemas.renameSchema(operation);
    case "createExtension":
      return schemas.createExtension(operation);
    case "dropExtension":
      return schemas.dropExtension(operation);
    case "createTable":
      return tables.createTable(operation);
    case "dropTable":
      return tables.dropTable(operation);
    case "renameTable":
      return tables.renameTable(operation);
    case "setTableSchema":
      return tables.setTableSchema(operation);
    case "attachPartition":
      return partitions.attachPartition(operation);
    case "detachPartition":
      return partitions.detachPartition(operation);
    case "attachIndex":
      return partitions.attachIndex(operation);
    case "setInheritance":
      return partitions.setInheritance(operation);
    case "moveTablespace":
      return partitions.moveTablespace(operation);
    case "setTableType":
      return partitions.setTableType(operation);
    case "setPersistence":
      return partitions.setPersistence(operation);
    case "setGenerated":
      return columns.setGenerated(operation);
    case "addColumn":
      return columns.addColumn(operation);
    case "dropColumn":
      return columns.dropColumn(operation);
    case "renameColumn":
      return columns.renameColumn(operation);
    case "alterColumnType":
      return columns.alterColumnType(operation);
    case "setDefault":
      return columns.setDefault(operation);
    case "dropDefault":
      return columns.dropDefault(operation);
    case "setNotNull":
      return columns.setNotNull(operation);
    case "dropNotNull":
      return columns.dropNotNull(operation);
    case "setIdentity":
      return columns.setIdentity(operation);
    case "dropIdentity":
      return columns.dropIdentity(operation);
    case "dropGenerated":
      return columns.dropGenerated(operation);
    case "addConstraint":
      return constraints.addConstraint(operation);
    case "dropConstraint":
      return constraints.dropConstraint(operation);
    case "renameConstraint":
      return constraints.renameConstraint(operation);
    case "validateConstraint":
      return constraints.validateConstraint(operation);
    case "alterConstraint":
      return constraints.alterConstraint(operation);
    case "createIndex":
      return indexes.createIndex(operation);
    case "dropIndex":
      return indexes.dropIndex(operation);
    case "renameIndex":
      return indexes.renameIndex(operation);
    case "createEnum":
      return types.createEnum(operation);
    case "addEnumValue":
      return types.addEnumValue(operation);
    case "renameEnumValue":
      return types.renameEnumValue(operation);
    case "dropType":
      return types.dropType(operation);
    case "renameType":
      return types.renameType(operation);
    case "setTypeSchema":
      return types.setTypeSchema(operation);
    case "createSequence":
      return sequences.createSequence(operation);
    case "alterSequence":
      return sequences.alterSequence(operation);
    case "dropSequence":
      return sequences.dropSequence(operation);
    case "renameSequence":
      return sequences.renameSequence(operation);
    case "createView":
      return views.createView(operation);
    case "dropView":
      return views.dropView(operation);
    case "setRelationParameter":
      return views.setRelationParameter(operation);
    case "setIndexStatistics":
      return views.setIndexStatistics(operation);
    case "renameView":
      return views.renameView(operation);
    case "createDomain":
      return objects.createDomain(operation);
    case "alterDomain":
      return objects.alterDomain(operation);
    case "createRange":
      return objects.createRange(operation);
    case "createBaseType":
      return objects.createBaseType(operation);
    case "alterBaseType":
      return objects.alterBaseType(operation);
    case "createComposite":
      return objects.createComposite(operation);
    case "alterComposite":
      return objects.alterComposite(operation);
    case "createObject":
    case "alterObject":
      return operation.definition.sql;
    case "dropObject":
      return objects.dropObject(operation);
    case "renameObject":
      return objects.renameObject(operation);
    case "setObjectSchema":
      return objects.setObjectSchema(operation);
    case "setObjectFiring":
      return objects.setObjectFiring(operation);
    case "alterTableSetting":
      return objects.alterTableSetting(operation);
    case "comment":
      return objects.comment(operation);
    case "reindex":
      return maintenance.reindex(operation);
    case "refreshMaterializedView":
      return maintenance.refreshMaterializedView(operation);
    case "cluster":
      return maintenance.cluster(operation);
    case "vacuum":
      return maintenance.vacuum(operation);
    case "analyze":
      return maintenance.analyze(operation);
    case "changePrivileges":
      return access.changePrivileges(operation);
    case "changeDefaultPrivileges":
      return access.changeDefaultPrivileges(operation);
    case "setOwner":
      return access.setOwner(operation);
    case "dropOwned":
      return access.dropOwned(operation);
    case "reassignOwned":
      return access.reassignOwned(operation);
    case "createRole":
      return access.createRole(operation);
    case "renameRole":
      return access.renameRole(operation);
    case "createPublication":
      return access.createPublication(operation);
    case "alterPublication":
      return access.alterPublication(operation);
    case "dropPublication":
      return access.dropPublication(operation);
    case "renamePublication":
      return access.renamePublication(operation);
    case "changeData":
      return data.changeData(operation);
    case "lockTable":
      return data.lockTable(operation);
    case "begin":
      return "BEGIN";
    case "commit":
      return operation.chain ? "COMMIT AND CHAIN" : "COMMIT";
    case "rollback":
      return data.rollback(operation);
    case "savepoint":
      return data.savepoint(operation);
    case "setParameter":
      return data.setParameter(operation);
    case "resetParameter":
      return data.resetParameter(operation);
    case "alterExtension":
      return schemas.alterExtension(operation);
    case "administer":
    case "readData":
      return operation.written;
    case "discard":
      return "DISCARD TEMP";
    case "opaque":
    case "invalid":
      throw new Error(`an operation of the kind ${operation.kind} has no SQL of its own`);
  }
}
