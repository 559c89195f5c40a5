import type { Database } from "../model/database.js";
import type { Operation } from "../model/operation.js";
import { addColumn, alterColumnType, dropColumn, renameColumn, setColumn } from "./apply-columns.js";
import { addConstraint, alterConstraint, dropConstraint, renameConstraint } from "./apply-constraints.js";
import { addEnumValue, createEnum, dropType, moveType, renameEnumValue } from "./apply-enums.js";
import { createIndex, dropIndex, renameIndex } from "./apply-indexes.js";
import { alterSequence, createSequence, dropSequence, renameSequence } from "./apply-sequences.js";
import { changeData, createExtension, createSchema, dropExtension, dropSchema, renameSchema, resetParameter, setParameter } from "./apply-schemas.js";
import { createTable, dropTable, moveTable } from "./apply-tables.js";
import { createView, dropView, renameView } from "./apply-views.js";
import { findTable } from "./lookup.js";
import { changed, type Changed, type ChangeContext } from "./change.js";

/** The database after an operation, as PostgreSQL would have it; refused operations change nothing and say why. */
export function apply(operation: Operation, database: Database, context: ChangeContext): Changed {
  const result = applied(operation, database, context);
  return operation.conditional && result.problems.length > 0 ? changed(database) : result;
}

function applied(operation: Operation, database: Database, context: ChangeContext): Changed {
  if ("table" in operation && operation.ifTableExists && !findTable(database, operation.table)) return changed(database);
  switch (operation.kind) {
    case "createSchema": return createSchema(operation, database, context);
    case "dropSchema": return dropSchema(operation, database);
    case "renameSchema": return renameSchema(operation, database);
    case "createTable": return createTable(operation, database, context);
    case "dropTable": return dropTable(operation, database, context);
    case "renameTable": return moveTable(operation, database, { name: operation.to.name });
    case "setTableSchema": return moveTable(operation, database, { schema: operation.to.name });
    case "addColumn": return addColumn(operation, database, context);
    case "dropColumn": return dropColumn(operation, database);
    case "renameColumn": return renameColumn(operation, database);
    case "alterColumnType": return alterColumnType(operation, database);
    case "setDefault":
    case "dropDefault":
    case "setNotNull":
    case "dropNotNull":
    case "setIdentity":
    case "dropIdentity":
    case "dropGenerated": return setColumn(operation, database, context);
    case "addConstraint": return addConstraint(operation, database, context);
    case "dropConstraint": return dropConstraint(operation, database);
    case "renameConstraint": return renameConstraint(operation, database);
    case "validateConstraint": return alterConstraint(operation, database, { validated: true });
    case "alterConstraint": return alterConstraint(operation, database, { deferrable: operation.deferrable, initiallyDeferred: operation.initiallyDeferred });
    case "createIndex": return createIndex(operation, database, context);
    case "dropIndex": return dropIndex(operation, database);
    case "renameIndex": return renameIndex(operation, database);
    case "createEnum": return createEnum(operation, database, context);
    case "addEnumValue": return addEnumValue(operation, database, context);
    case "renameEnumValue": return renameEnumValue(operation, database);
    case "dropType": return dropType(operation, database);
    case "renameType": return moveType(operation, database, { name: operation.to.name });
    case "setTypeSchema": return moveType(operation, database, { schema: operation.to.name });
    case "createSequence": return createSequence(operation, database, context);
    case "alterSequence": return alterSequence(operation, database);
    case "dropSequence": return dropSequence(operation, database);
    case "renameSequence": return renameSequence(operation, database);
    case "createView": return createView(operation, database, context);
    case "dropView": return dropView(operation, database, context);
    case "renameView": return renameView(operation, database);
    case "createExtension": return createExtension(operation, database, context);
    case "dropExtension": return dropExtension(operation, database);
    case "changeData": return changeData(operation, database, context);
    case "setParameter": return setParameter(operation, database);
    case "resetParameter": return resetParameter(operation, database);
    case "opaque": {
      if (!operation.mayChangeSchema) return changed(database);
      return changed({ ...database, unknown: [...database.unknown, { migration: context.migration, statement: context.statement, node: operation.node }] });
    }
    case "invalid":
      return changed({ ...database, unknown: [...database.unknown, { migration: context.migration, statement: context.statement, node: "syntax error" }] });
    case "lockTable":
    case "begin":
    case "commit":
    case "rollback":
    case "savepoint": return changed(database);
  }
}
