import type { AttachIndex, AttachPartition, DetachPartition, MoveTablespace, SetInheritance, SetPersistence, SetTableType } from "../../../model/operation-tables.js";
import { quoteIdentifier } from "../naming.js";
import { alterTable, qualifiedName, role, words } from "./names.js";

export const attachPartition = (operation: AttachPartition): string => `${alterTable(operation)} ATTACH PARTITION ${qualifiedName(operation.partition)} ${operation.bounds}`;

export const detachPartition = (operation: DetachPartition): string => `${alterTable(operation)} DETACH PARTITION ${qualifiedName(operation.partition)}${operation.concurrently ? " CONCURRENTLY" : operation.finalize === true ? " FINALIZE" : ""}`;

export const attachIndex = (operation: AttachIndex): string => `ALTER INDEX ${qualifiedName(operation.name)} ATTACH PARTITION ${qualifiedName(operation.partition)}`;

export const setInheritance = (operation: SetInheritance): string => `${alterTable(operation)} ${operation.inherit ? "INHERIT" : "NO INHERIT"} ${qualifiedName(operation.parent)}`;

export const setPersistence = (operation: SetPersistence): string => `${alterTable(operation)} SET ${operation.persistence === "unlogged" ? "UNLOGGED" : "LOGGED"}`;

export const setTableType = (operation: SetTableType): string => (operation.type ? `${alterTable(operation)} OF ${qualifiedName(operation.type)}` : `${alterTable(operation)} NOT OF`);

export const moveTablespace = ({ on, from, to, owners, nowait }: MoveTablespace): string =>
  words(`ALTER ${on.toUpperCase()} ALL IN TABLESPACE ${quoteIdentifier(from)}`, owners.length > 0 && `OWNED BY ${owners.map(role).join(", ")}`, `SET TABLESPACE ${quoteIdentifier(to)}`, nowait && "NOWAIT");
