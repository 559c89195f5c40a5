import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import type { NameAt } from "../../../model/name.js";
import type { Operation } from "../../../model/operation.js";
import { relationOwner } from "./access.js";
import type { Range, StatementText } from "./statement-text.js";

/** Commands of ALTER TABLE and its kin that are alike for all relations, and those of views and indexes; undefined for others. */
export function relationCommand(text: StatementText, name: NameAt, range: Range, node: AlterTableCmd, { missing_ok: ifExists = false }: AlterTableStmt): Operation[] | undefined {
  if (node.subtype === "AT_ChangeOwner") return [relationOwner(text, name, range, node, ifExists)];
  return undefined;
}
