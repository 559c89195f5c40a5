import type { AlterTableCmd, AlterTableMoveAllStmt, AlterTableStmt } from "libpg-query";
import type { NameAt } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { relationOwner } from "../objects/access.js";
import { expression } from "../expressions/expression.js";
import { identifierAt } from "../names.js";
import { roleName } from "../objects/which-object.js";
import { options } from "./table-setting.js";
import type { Range, StatementText } from "../text/statement-text.js";

/** Commands of ALTER TABLE and its kin that are alike for all relations, and those of views and indexes; undefined for others. */
export function relationCommand(text: StatementText, name: NameAt, range: Range, node: AlterTableCmd, { missing_ok: ifExists = false, objtype }: AlterTableStmt): Operation[] | undefined {
  if (node.subtype === "AT_ChangeOwner") return [relationOwner(text, name, range, node, ifExists)];
  const on = RELATIONS.get(objtype ?? "");
  if (on === undefined) return undefined;
  const span = text.spanOf(range);
  const items = node.def !== undefined && "List" in node.def ? (node.def.List.items ?? []) : [];
  const base = { kind: "setRelationParameter" as const, span, ifExists, on, name };
  switch (node.subtype) {
    case "AT_SetRelOptions": return options(text, items).map(([parameter, value]) => ({ ...base, parameter, value }));
    case "AT_ResetRelOptions": return options(text, items).map(([parameter]) => ({ ...base, parameter, value: undefined }));
    case "AT_ColumnDefault": {
      if (on !== "view") return undefined;
      const number = text.after(range.from + 1, "column");
      const column = identifierAt(text, number, node.name);
      if (node.def === undefined) return [{ kind: "dropDefault", span, table: name, column }];
      return [{ kind: "setDefault", span, table: name, column, default: expression(text, { from: number + 3, to: range.to }, node.def) }];
    }
    case "AT_SetStatistics": {
      if (on !== "index") return undefined;
      const value = node.def !== undefined && "Integer" in node.def ? (node.def.Integer.ival ?? 0) : -1;
      return [{ kind: "setIndexStatistics", span, ifExists, name, column: node.num ?? 0, value: value < 0 ? undefined : String(value) }];
    }
    default: return undefined;
  }
}

const RELATIONS: ReadonlyMap<string, "view" | "materialized view" | "index"> = new Map([["OBJECT_VIEW", "view"], ["OBJECT_MATVIEW", "materialized view"], ["OBJECT_INDEX", "index"]]);

/** ALTER TABLE | INDEX | MATERIALIZED VIEW ALL IN TABLESPACE … SET TABLESPACE … */
export function moveTablespace(text: StatementText, { objtype, orig_tablespacename: from = "", new_tablespacename: to = "", roles = [], nowait = false }: AlterTableMoveAllStmt): Operation[] {
  const on = RELATIONS.get(objtype ?? "") ?? "table";
  const owners = roles.flatMap((role) => ("RoleSpec" in role ? [roleName(role.RoleSpec)] : []));
  return [{ kind: "moveTablespace", span: text.span, on: on === "view" ? "table" : on, from, to, owners, nowait }];
}
