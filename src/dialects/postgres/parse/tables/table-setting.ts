import type { AlterTableCmd, ColumnDef, Node } from "libpg-query";
import type { NameAt } from "../../../../model/name.js";
import type { AlterTableSetting, Firing, TableSettingKind } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { constantText, objectPath } from "../tree.js";

/** A command of ALTER TABLE that sets what a table has besides its columns, constraints and indexes; undefined for others. */
export function tableSetting(text: StatementText, table: NameAt, range: Range, node: AlterTableCmd, column: number): Operation[] | undefined {
  const { subtype = "", name, def } = node;
  const span = text.spanOf(range);
  const set = (setting: TableSettingKind, value: string | undefined, more: Partial<AlterTableSetting> = {}): AlterTableSetting => ({
    kind: "alterTableSetting", span, table, setting, name: undefined, column: undefined, index: undefined, value, ...more,
  });
  const own = { column: identifierAt(text, column, name) };
  switch (subtype) {
    case "AT_EnableRowSecurity": return [set("rowSecurity", "ENABLE")];
    case "AT_DisableRowSecurity": return [set("rowSecurity", undefined)];
    case "AT_ForceRowSecurity": return [set("forceRowSecurity", "FORCE")];
    case "AT_NoForceRowSecurity": return [set("forceRowSecurity", undefined)];
    case "AT_ReplicaIdentity": {
      const identity = def !== undefined && "ReplicaIdentityStmt" in def ? def.ReplicaIdentityStmt : {};
      if (identity.identity_type === "i") return [set("replicaIdentity", "USING INDEX", { index: identifierAt(text, range.to - 1, identity.name) })];
      return [set("replicaIdentity", identity.identity_type === "f" ? "FULL" : identity.identity_type === "n" ? "NOTHING" : undefined)];
    }
    case "AT_ClusterOn": return [set("clusterOn", "CLUSTER ON", { index: identifierAt(text, range.to - 1, name) })];
    case "AT_DropCluster": return [set("clusterOn", undefined)];
    case "AT_SetTableSpace": return [set("tablespace", name === "pg_default" ? undefined : name)];
    case "AT_SetAccessMethod": return [set("accessMethod", name === "heap" ? undefined : name)];
    case "AT_SetRelOptions": return options(text, items(def)).map(([option, value]) => set("parameter", value, { name: option }));
    case "AT_ResetRelOptions": return options(text, items(def)).map(([option]) => set("parameter", undefined, { name: option }));
    case "AT_SetOptions": return options(text, items(def)).map(([option, value]) => set("columnParameter", value, { ...own, name: option }));
    case "AT_ResetOptions": return options(text, items(def)).map(([option]) => set("columnParameter", undefined, { ...own, name: option }));
    case "AT_SetStorage": return [set("storage", usual(objectPath(def)[0]), own)];
    case "AT_SetCompression": return [set("compression", usual(objectPath(def)[0]), own)];
    case "AT_SetStatistics": {
      // Of an index's column, by number.
      if (name === undefined) return undefined;
      const value = def !== undefined && "Integer" in def ? (def.Integer.ival ?? 0) : -1;
      return [set("statistics", value < 0 ? undefined : String(value), own)];
    }
    default: return firing(text, table, range, subtype, name);
  }
}

/** What CREATE TABLE and ADD COLUMN say of storage. */
export function inlineSettings(text: StatementText, table: NameAt, made: { readonly options?: readonly Node[] | undefined; readonly columns?: readonly ColumnDef[] }, inline: "createTable" | "addColumn"): AlterTableSetting[] {
  const base = { kind: "alterTableSetting" as const, span: text.span, table, name: undefined, column: undefined, index: undefined, inline };
  const found: AlterTableSetting[] = options(text, made.options ?? []).map(([name, value]) => ({ ...base, setting: "parameter", name, value }));
  for (const { colname, location, storage_name, compression } of made.columns ?? []) {
    const column = identifierAt(text, text.at(location), colname);
    if (usual(storage_name) !== undefined) found.push({ ...base, setting: "storage", column, value: usual(storage_name) });
    if (usual(compression) !== undefined) found.push({ ...base, setting: "compression", column, value: usual(compression) });
  }
  return found;
}

const usual = (value: string | undefined): string | undefined => (value === undefined || value.toLowerCase() === "default" ? undefined : value.toUpperCase());

const FIRING: Readonly<Record<string, Firing>> = { Enable: "origin", Disable: "disabled", EnableReplica: "replica", EnableAlways: "always" };

/** ENABLE | DISABLE [REPLICA | ALWAYS] TRIGGER | RULE name | ALL | USER */
function firing(text: StatementText, table: NameAt, range: Range, subtype: string, name: string | undefined): Operation[] | undefined {
  const [, how = "", object, all] = /^AT_(Enable|Disable|EnableReplica|EnableAlways)(Trig|Rule)(All|User)?$/.exec(subtype) ?? [];
  const mode = FIRING[how];
  if (mode === undefined) return undefined;
  return [{
    kind: "setObjectFiring", span: text.spanOf(range), table, object: object === "Rule" ? "rule" : "trigger", firing: mode,
    name: all === undefined ? identifierAt(text, range.to - 1, name) : undefined,
  }];
}

const items = (def: Node | undefined): readonly Node[] => (def !== undefined && "List" in def ? (def.List.items ?? []) : []);

/** Name and value of storage parameters, the value as written. */
export function options(text: StatementText, nodes: readonly Node[]): [string, string][] {
  return nodes.flatMap((node): [string, string][] => {
    if (!("DefElem" in node)) return [];
    const { defnamespace, defname = "", arg, location } = node.DefElem;
    const name = defnamespace === undefined ? defname : `${defnamespace}.${defname}`;
    const equals = text.dotted(text.at(location)).to;
    if (arg === undefined || text.word(equals) !== "=") return [[name, arg !== undefined && "A_Const" in arg ? (constantText(arg.A_Const) ?? "true") : "true"]];
    let to = equals + 2;
    while (to < text.range.to && text.word(to) !== "," && text.word(to) !== ")") to += 1;
    return [[name, text.source.slice(text.spanOf({ from: equals + 1, to }))]];
  });
}
