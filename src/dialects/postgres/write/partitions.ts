import type { AttachIndex, AttachPartition, DetachPartition, SetInheritance, SetPersistence, SetTableType } from "../../../model/operation-tables.js";
import { alterTable, qualifiedName } from "./names.js";

export const attachPartition = (operation: AttachPartition): string => `${alterTable(operation)} ATTACH PARTITION ${qualifiedName(operation.partition)} ${operation.bounds}`;

export const detachPartition = (operation: DetachPartition): string => `${alterTable(operation)} DETACH PARTITION ${qualifiedName(operation.partition)}${operation.concurrently ? " CONCURRENTLY" : ""}`;

export const attachIndex = (operation: AttachIndex): string => `ALTER INDEX ${qualifiedName(operation.name)} ATTACH PARTITION ${qualifiedName(operation.partition)}`;

export const setInheritance = (operation: SetInheritance): string => `${alterTable(operation)} ${operation.inherit ? "INHERIT" : "NO INHERIT"} ${qualifiedName(operation.parent)}`;

export const setPersistence = (operation: SetPersistence): string => `${alterTable(operation)} SET ${operation.persistence === "unlogged" ? "UNLOGGED" : "LOGGED"}`;

export const setTableType = (operation: SetTableType): string => (operation.type ? `${alterTable(operation)} OF ${qualifiedName(operation.type)}` : `${alterTable(operation)} NOT OF`);
