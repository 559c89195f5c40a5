import type { Database } from "../../model/database.js";
import type { NameAt } from "../../model/name.js";
import type { Operation, RenameIndex, RenameTable } from "../../model/operation.js";
import { creationSchema, relationSchema } from "./lookup.js";
import { belongsToDatabase, belongsToTable, findObject } from "./find-object.js";
import { relationKind } from "./relation-kind.js";
import { findType } from "./user-types.js";

/** The operation with the schema of every name filled in that the database tells: where a new object goes, and where an old one is. */
export function qualify(operation: Operation, database: Database): Operation {
  switch (operation.kind) {
    case "createTable":
      return {
        ...operation,
        name: operation.persistence === "temporary" ? { ...operation.name, schema: "pg_temp" } : created(operation.name, database),
        ...(operation.ofType && { ofType: type(operation.ofType, database) }),
      };
    case "createSequence":
    case "createView":
    case "createDomain":
    case "createRange":
    case "createBaseType":
    case "createComposite":
    case "createEnum": return { ...operation, name: created(operation.name, database) };
    case "addEnumValue":
    case "renameEnumValue":
    case "alterDomain":
    case "alterComposite":
    case "alterBaseType":
    case "dropType":
    case "renameType":
    case "setTypeSchema": return { ...operation, name: type(operation.name, database) };
    case "renameTable":
    case "renameIndex": return renamed({ ...operation, name: relation(operation.name, database) }, database);
    case "dropTable":
    case "setTableSchema":
    case "dropIndex":
    case "alterSequence":
    case "dropSequence":
    case "renameSequence":
    case "setRelationParameter":
    case "setIndexStatistics":
    case "dropView":
    case "renameView": return { ...operation, name: relation(operation.name, database) };
    case "refreshMaterializedView": return { ...operation, name: relation(operation.name, database) };
    case "reindex": return operation.name && (operation.object === "index" || operation.object === "table") ? { ...operation, name: relation(operation.name, database) } : operation;
    case "cluster": return { ...operation, relation: operation.relation && relation(operation.relation, database) };
    case "vacuum":
    case "analyze": return { ...operation, relations: operation.relations.map((each) => ({ ...each, name: relation(each.name, database) })) };
    case "attachPartition":
    case "detachPartition": return { ...operation, table: relation(operation.table, database), partition: relation(operation.partition, database) };
    case "attachIndex": return { ...operation, name: relation(operation.name, database), partition: relation(operation.partition, database) };
    case "setInheritance": return { ...operation, table: relation(operation.table, database), parent: relation(operation.parent, database) };
    case "setTableType": return { ...operation, table: relation(operation.table, database), type: operation.type && type(operation.type, database) };
    case "addConstraint": {
      const { constraint } = operation;
      const table = relation(operation.table, database);
      if (constraint.kind !== "foreignKey") return { ...operation, table };
      return { ...operation, table, constraint: { ...constraint, references: relation(constraint.references, database) } };
    }
    case "createObject": {
      const on = operation.on && relation(operation.on, database);
      return { ...operation, on, name: belongsToTable(operation.object) || belongsToDatabase(operation.object) ? operation.name : created(operation.name, database) };
    }
    case "alterObject":
    case "dropObject":
    case "renameObject":
    case "setObjectSchema": {
      const { name, on } = operation;
      return { ...operation, on: on && relation(on, database), name: { ...name, schema: name.schema ?? findObject(database, operation)?.schema } };
    }
    case "changePrivileges": return operation.all || (operation.on !== "table" && operation.on !== "sequence") ? operation : { ...operation, name: relation(operation.name, database) };
    case "setOwner": return operation.on === "table" ? { ...operation, name: relation(operation.name, database) } : operation;
    case "createPublication": return { ...operation, tables: operation.tables.map((member) => ({ ...member, table: relation(member.table, database) })) };
    case "alterPublication": {
      const { change } = operation;
      return change.kind === "options" ? operation : { ...operation, change: { ...change, tables: change.tables.map((member) => ({ ...member, table: relation(member.table, database) })) } };
    }
    case "administer": return { ...operation, locks: operation.locks.map((each) => ({ ...each, name: relation(each.name, database) })) };
    case "readData": return { ...operation, reads: operation.reads.map((each) => ({ ...each, name: relation(each.name, database) })) };
    case "changeData": return { ...operation, table: relation(operation.table, database), reads: operation.reads.map((name) => relation(name, database)) };
    default: return "table" in operation ? { ...operation, table: relation(operation.table, database) } : operation;
  }
}

/** ALTER TABLE and ALTER INDEX rename any relation, whatever it is; those of views and sequences only their own. */
function renamed(operation: RenameTable | RenameIndex, database: Database): Operation {
  const kind = relationKind(operation.name, database);
  switch (kind) {
    case "table": return { ...operation, kind: "renameTable" };
    case "index": return operation.kind === "renameTable" ? { ...operation, kind: "renameIndex", asTable: true } : operation;
    case "sequence": return { ...operation, kind: "renameSequence" };
    case "view":
    case "materialized view": return { ...operation, kind: "renameView", materialized: kind === "materialized view" };
    case "foreign table":
    case undefined: return operation;
  }
}

const created = (name: NameAt, database: Database): NameAt => (name.schema === undefined ? { ...name, schema: creationSchema(database) } : name);
const relation = (name: NameAt, database: Database): NameAt => (name.schema === undefined ? { ...name, schema: relationSchema(database, name) } : name);
const type = (name: NameAt, database: Database): NameAt => (name.schema === undefined ? { ...name, schema: findType(database, name)?.schema } : name);
