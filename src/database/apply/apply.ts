import type { Database, Table } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { Operation, OperationKind } from "../../model/operation.js";
import { changeRoles } from "./roles.js";
import { changeDefaultPrivileges, changePrivileges, renameRole, setOwner, withInitialAccess } from "./access.js";
import { addColumn, alterColumnType, dropColumn, renameColumn, setColumn } from "./columns.js";
import { alterComposite, createComposite } from "./composites.js";
import { alterDomain, createDomain } from "./domains.js";
import { renameViewColumn, setIndexStatistics, setRelationParameter, setViewDefault } from "./alter-relations.js";
import { alterConstraint, dropConstraint, renameConstraint, validateConstraint } from "./alter-constraints.js";
import { dropOwned, reassignOwned } from "./owned.js";
import { addConstraint } from "./constraints.js";
import { addEnumValue, createEnum, dropType, moveType, renameEnumValue } from "./enums.js";
import { alterExtension, createExtension, dropExtension, requiring } from "./extensions.js";
import { createIndex, dropIndex, renameIndex } from "./indexes.js";
import { alterObject, createObject, dropObject, moveObject, setObjectFiring } from "./objects.js";
import { maintain } from "./maintenance.js";
import { alterTableSetting, comment, moveTablespace } from "./settings.js";
import { alterPublication, createPublication, dropPublication, renamePublication } from "./publications.js";
import { alterBaseType, createBaseType, overShell } from "./base-types.js";
import { createRange } from "./ranges.js";
import { alterSequence, createSequence, dropSequence, renameSequence } from "./sequences.js";
import { changeData, createSchema, dropSchema, renameSchema, resetParameter, setParameter } from "./schemas.js";
import { attachIndex, attachPartition, detachPartition, setInheritance, setPersistence } from "./partitions.js";
import { createTable, dropTable, moveTable } from "./tables.js";
import { setTableType } from "./typed-tables.js";
import { createView, dropView, renameView } from "./views.js";
import { withoutEmptied } from "../emptied.js";
import { isRoutine, relationNamed } from "../names/find-object.js";
import { findForeignTable, findSequence, findTable, tableById } from "../names/lookup.js";
import { nameAt, NOWHERE } from "../recreate/nowhere.js";
import { moveRelation } from "./move-relations.js";
import { changed, invalid, mapTables, part, refused, type Changed, type ChangeContext } from "./change.js";
import { sweep } from "./sweep.js";
import { madeBy } from "./made-names.js";
import { unmetNeed } from "../refusals/unmet-need.js";
import { untold } from "./untold.js";
import { withoutTemporary } from "../temporary.js";
import { isCertain, withUncertain } from "../uncertain.js";

/** The database after an operation, as PostgreSQL would have it; refused operations change nothing and say why. */
export function apply(operation: Operation, database: Database, context: ChangeContext): Changed {
  const unmet = operation.needs && unmetNeed(operation.needs, database, context);
  if (unmet) return operation.conditional === true ? changed(database) : { database: MADE_BY_OTHERS.has(unmet.what) ? withUncertain(database, madeBy(operation), operation.kind, context) : database, problems: [unmet] };
  const done = withDependents(operation, database, withForeign(overShell(operation, database, (before) => applied(operation, before, context)), database), context);
  const isFound = done.problems.every(({ kind }) => kind !== "missing" && kind !== "exists");
  const result = (isFound ? standing(operation, database) : undefined) ?? done;
  if (operation.conditional && result.problems.length > 0) return changed(database);
  return result.database === database ? result : { ...result, database: withInitialAccess(database, result.database, operation.asRole) };
}

/** Refused for how it is written, where the functions that it calls are the server's own. */
function standing({ refusal }: Operation, database: Database): Changed | undefined {
  if (!refusal) return undefined;
  const isOwn = (name: string): boolean => isCertain(database, { schema: undefined, name }) && !database.objects.some((object) => object.name === name && isRoutine(object.kind));
  return refusal.functions.every(isOwn) ? invalid(database, { code: refusal.code, message: refusal.message }, "statement", part("")) : undefined;
}

const MADE_BY_OTHERS: ReadonlySet<string> = new Set(["table", "sequence", "function", "type"]);

/** Of a foreign table only the name is known: it is there, whatever is done to it. */
const withForeign = (result: Changed, database: Database): Changed => (result.problems.some(({ kind, name, table }) => kind === "missing" && findForeignTable(database, table ?? name)) ? changed(result.database) : result);

/** Drops that only CASCADE would let through are refused; with it, what hangs on the dropped goes too. */
function withDependents(operation: Operation, before: Database, result: Changed, context: ChangeContext): Changed {
  if (!DROPS.has(operation.kind) || result.database === before) return result;
  const needed = operation.kind !== "dropExtension" && requiring(before, result.database);
  if (needed) {
    const { what, name } = droppedName(operation);
    if (name.name === needed.name.name) return invalid(before, { code: "2BP01", message: `cannot drop ${what} ${name.name} because extension ${needed.extension} requires it` }, what, name);
    return changed(withUncertain(result.database, [needed.name], operation.kind, context));
  }
  const going = new Set(context.together.flatMap((other) => (other.kind === "dropTable" ? (findTable(before, other.name)?.id ?? []) : [])));
  const { database, dependents } = sweep(before, result.database, going);
  const isCascade = "cascade" in operation && operation.cascade;
  if (dependents.length === 0 || isCascade) return { ...result, database: isCascade ? withUncertain(database, untold(before, database), operation.kind, context) : database };
  return refused(before, { kind: "dependents", ...droppedName(operation), dependents });
}

const DROPS: ReadonlySet<OperationKind> = new Set(["dropTable", "dropColumn", "dropType", "dropSchema", "dropView", "dropSequence", "dropObject", "dropExtension"]);

function droppedName(operation: Operation): { readonly what: string; readonly name: Name; readonly table?: Name } {
  switch (operation.kind) {
    case "dropColumn": return { what: "column", name: part(operation.column.name), table: operation.table };
    case "dropTable": return { what: "table", name: operation.name };
    case "dropView": return { what: "view", name: operation.name };
    case "dropSequence": return { what: "sequence", name: operation.name };
    case "dropObject": return { what: operation.object, name: operation.name };
    case "dropExtension": return { what: "extension", name: part(operation.name.name) };
    default: return { what: operation.kind === "dropSchema" ? "schema" : "type", name: "name" in operation && operation.name !== undefined && typeof operation.name !== "string" ? { schema: undefined, ...operation.name } : part("") };
  }
}

function applied(operation: Operation, database: Database, context: ChangeContext): Changed {
  if ("table" in operation && operation.ifTableExists && !relationNamed(database, operation.table) && !findSequence(database, operation.table)) return changed(database);
  switch (operation.kind) {
    case "createSchema": return createSchema(operation, database, context);
    case "dropSchema": return dropSchema(operation, database, dropTypedTable(context));
    case "renameSchema": return renameSchema(operation, database);
    case "createTable": return createTable(operation, database, context);
    case "dropTable": return dropTable(operation, database, context);
    case "renameTable": return moveTable(operation, database, { name: operation.to.name });
    case "renameIndex": return renameIndex(operation, database);
    case "setTableSchema": return moveRelation(operation, database);
    case "attachPartition": return attachPartition(operation, database, context);
    case "detachPartition": return detachPartition(operation, database, context);
    case "attachIndex": return attachIndex(operation, database);
    case "setInheritance": return setInheritance(operation, database);
    case "moveTablespace": return moveTablespace(operation, database);
    case "setTableType": return setTableType(operation, database);
    case "setPersistence": return setPersistence(operation, database, context);
    case "addColumn": return addColumn(operation, database, context);
    case "dropColumn": return dropColumn(operation, database);
    case "renameColumn": return renameViewColumn(operation, database, context) ?? renameColumn(operation, database, context);
    case "alterColumnType": return alterColumnType(operation, database, context);
    case "setDefault":
    case "dropDefault": return setViewDefault(operation, database) ?? setColumn(operation, database, context);
    case "setNotNull":
    case "dropNotNull":
    case "setIdentity":
    case "dropIdentity":
    case "setGenerated":
    case "dropGenerated": return setColumn(operation, database, context);
    case "addConstraint": return addConstraint(operation, database, context);
    case "dropConstraint": return dropConstraint(operation, database);
    case "renameConstraint": return renameConstraint(operation, database);
    case "validateConstraint": return validateConstraint(operation, database);
    case "alterConstraint": return alterConstraint(operation, database, context);
    case "createIndex": return createIndex(operation, database, context);
    case "dropIndex": return dropIndex(operation, database, context);
    case "createEnum": return createEnum(operation, database, context);
    case "addEnumValue": return addEnumValue(operation, database, context);
    case "renameEnumValue": return renameEnumValue(operation, database, context);
    case "dropType": return dropType(operation, database, dropTypedTable(context));
    case "renameType": return moveType(operation, database, { name: operation.to.name }, context);
    case "setTypeSchema": return moveType(operation, database, { schema: operation.to.name }, context);
    case "createSequence": return createSequence(operation, database, context);
    case "alterSequence": return alterSequence(operation, database);
    case "dropSequence": return dropSequence(operation, database);
    case "renameSequence": return renameSequence(operation, database);
    case "createView": return createView(operation, database, context);
    case "dropView": return dropView(operation, database, context);
    case "setRelationParameter": return setRelationParameter(operation, database);
    case "setIndexStatistics": return setIndexStatistics(operation, database);
    case "renameView": return renameView(operation, database);
    case "createDomain": return createDomain(operation, database, context);
    case "alterDomain": return alterDomain(operation, database, context);
    case "createRange": return createRange(operation, database, context);
    case "createBaseType": return createBaseType(operation, database, context);
    case "alterBaseType": return alterBaseType(operation, database);
    case "createComposite": return createComposite(operation, database, context);
    case "alterComposite": return alterComposite(operation, database, context, (change, left) => apply(change, left, context));
    case "createObject": return createObject(operation, database, context);
    case "alterObject": return alterObject(operation, database, context);
    case "dropObject": return dropObject(operation, database);
    case "renameObject":
    case "setObjectSchema": return moveObject(operation, database);
    case "setObjectFiring": return setObjectFiring(operation, database);
    case "alterTableSetting": return alterTableSetting(operation, database, context);
    case "comment": return comment(operation, database);
    case "changePrivileges": return changePrivileges(operation, database);
    case "changeDefaultPrivileges": return changeDefaultPrivileges(operation, database);
    case "setOwner": return setOwner(operation, database);
    case "dropOwned": return dropOwned(operation, database, (drop, left) => apply(drop, left, context));
    case "reassignOwned": return reassignOwned(operation, database);
    case "renameRole": return renameRole(operation, database);
    case "createPublication": return createPublication(operation, database, context);
    case "alterPublication": return alterPublication(operation, database);
    case "dropPublication": return dropPublication(operation, database);
    case "renamePublication": return renamePublication(operation, database);
    case "createExtension": return createExtension(operation, database, context);
    case "alterExtension": return alterExtension(operation, database, context);
    case "dropExtension": return dropExtension(operation, database, context, (drop, left) => apply(drop, left, context));
    case "changeData": return changeData(operation, database, context);
    case "setParameter": return setParameter(operation, database);
    case "resetParameter": return resetParameter(operation, database);
    case "opaque": {
      const filled = operation.mayFill === true ? filledAll(withoutEmptied(database), context.migration) : withoutEmptied(database);
      if (!operation.mayChangeSchema) return changed(filled);
      return changed({ ...filled, unknown: [...database.unknown, { migration: context.migration, statement: context.statement, node: operation.node, ...(operation.names && { names: operation.names }), ...(operation.schemas && { schemas: operation.schemas }) }] });
    }
    case "invalid":
      return changed({ ...database, unknown: [...database.unknown, { migration: context.migration, statement: context.statement, node: "syntax error" }] });
    case "reindex":
    case "refreshMaterializedView":
    case "cluster":
    case "vacuum":
    case "analyze": return maintain(operation, database);
    case "discard": return changed(withoutTemporary(database));
    case "administer": return operation.roles ? changeRoles(operation.roles, database, context) : changed(database);
    case "createRole": return operation.changes ? changeRoles(operation.changes, database, context) : changed(database);
    case "readData":
    case "lockTable":
    case "begin":
    case "commit":
    case "rollback":
    case "savepoint": return changed(database);
  }
}

const dropTypedTable = (context: ChangeContext) => (table: Table, database: Database): Database =>
  tableById(database, table.id) ? dropTable({ kind: "dropTable", span: NOWHERE, name: nameAt(table), ifExists: false, cascade: true }, database, context).database : database;

const filledAll = (database: Database, migration: string): Database => ({ ...database, tables: mapTables(database, (table) => ({ ...table, filledBy: [...new Set([...table.filledBy, migration])] })) });
