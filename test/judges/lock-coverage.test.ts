import { expect, test } from "vitest";
import type { Operation, OperationKind } from "../../src/model/operation.js";
import type { TableSettingKind } from "../../src/model/operation-objects.js";
import { SourceText } from "../../src/text/source-text.js";
import { postgres } from "../support/postgres.js";
import { lockGroups } from "./lock-cases.js";

/** Whether a kind has a lock case, or why it cannot have one. A new kind does not compile until it is here. */
const kinds: Readonly<Record<OperationKind, "judged" | "ends the transaction in which locks are seen" | "cannot run in a transaction" | "nothing is claimed">> = {
  administer: "judged", alterExtension: "judged", dropOwned: "judged", reassignOwned: "judged", discard: "judged", readData: "judged", addColumn: "judged", addConstraint: "judged", addEnumValue: "judged", alterColumnType: "judged", alterBaseType: "judged", alterComposite: "judged", alterConstraint: "judged",
  alterDomain: "judged", alterObject: "judged", alterPublication: "judged", alterSequence: "judged", alterTableSetting: "judged", analyze: "judged",
  attachIndex: "judged", attachPartition: "judged", begin: "ends the transaction in which locks are seen", changeData: "judged",
  changeDefaultPrivileges: "judged", changePrivileges: "judged", cluster: "judged", comment: "judged", commit: "ends the transaction in which locks are seen",
  createBaseType: "judged", createComposite: "judged", createDomain: "judged", createEnum: "judged", createExtension: "judged", createIndex: "judged", createObject: "judged",
  createPublication: "judged", createRange: "judged", createRole: "judged", createSchema: "judged", createSequence: "judged", createTable: "judged",
  createView: "judged", detachPartition: "judged", dropColumn: "judged", dropConstraint: "judged", dropDefault: "judged", dropExtension: "judged",
  dropGenerated: "judged", dropIdentity: "judged", dropIndex: "judged", dropNotNull: "judged", dropObject: "judged", dropPublication: "judged",
  dropSchema: "judged", dropSequence: "judged", dropTable: "judged", dropType: "judged", dropView: "judged", invalid: "nothing is claimed",
  lockTable: "judged", moveTablespace: "judged", opaque: "nothing is claimed", refreshMaterializedView: "judged", reindex: "judged", renameColumn: "judged", renameConstraint: "judged",
  renameEnumValue: "judged", renameIndex: "judged", renameObject: "judged", renamePublication: "judged", renameRole: "judged", renameSchema: "judged",
  renameSequence: "judged", renameTable: "judged", renameType: "judged", renameView: "judged", resetParameter: "judged",
  rollback: "ends the transaction in which locks are seen", savepoint: "nothing is claimed", setDefault: "judged", setGenerated: "judged",
  setIdentity: "judged", setIndexStatistics: "judged", setInheritance: "judged", setNotNull: "judged", setObjectFiring: "judged", setObjectSchema: "judged",
  setOwner: "judged", setParameter: "judged", setPersistence: "judged", setRelationParameter: "judged", setTableSchema: "judged", setTableType: "judged", setTypeSchema: "judged",
  vacuum: "cannot run in a transaction", validateConstraint: "judged",
};

const settings: Readonly<Record<TableSettingKind, "judged">> = {
  rowSecurity: "judged", forceRowSecurity: "judged", replicaIdentity: "judged", parameter: "judged", storage: "judged", compression: "judged", statistics: "judged", columnParameter: "judged", clusterOn: "judged", tablespace: "judged",
  accessMethod: "judged",
};

const constraints: Readonly<Record<(Operation & { readonly kind: "addConstraint" })["constraint"]["kind"], "judged">> = { primaryKey: "judged", unique: "judged", foreignKey: "judged", check: "judged", exclusion: "judged" };

const domainChanges: Readonly<Record<(Operation & { readonly kind: "alterDomain" })["change"]["kind"], "judged">> = {
  setDefault: "judged", dropDefault: "judged", setNotNull: "judged", dropNotNull: "judged", addCheck: "judged", dropConstraint: "judged", validateConstraint: "judged", renameConstraint: "judged",
};

test("every kind of operation has a statement whose locks are compared with PostgreSQL's", async () => {
  const dialect = await postgres();
  const sqls = lockGroups.flatMap(({ statements }) => statements);
  const operations = sqls.flatMap((sql) => dialect.parse(new SourceText("case.sql", sql)).statements.flatMap((statement) => statement.operations));
  const judged = (all: Readonly<Record<string, string>>): string[] => Object.keys(all).filter((name) => all[name] === "judged").sort();
  const found = (name: (operation: Operation) => string | undefined): string[] => [...new Set(operations.flatMap((operation) => name(operation) ?? []))].sort();
  expect(found(({ kind }) => (kind === "opaque" ? undefined : kind))).toEqual(judged(kinds));
  expect(found((operation) => (operation.kind === "alterTableSetting" ? operation.setting : undefined))).toEqual(judged(settings));
  expect(found((operation) => (operation.kind === "addConstraint" ? operation.constraint.kind : undefined))).toEqual(judged(constraints));
  expect(found((operation) => (operation.kind === "alterDomain" ? operation.change.kind : undefined))).toEqual(judged(domainChanges));
});
