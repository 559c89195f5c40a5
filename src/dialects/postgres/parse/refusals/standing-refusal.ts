import type { AlterTableCmd, ColumnDef, Constraint, CreateDomainStmt, CreatePolicyStmt, CreateTrigStmt, IndexStmt, InsertStmt, Node } from "libpg-query";
import type { StandingRefusal } from "../../../../model/need.js";
import { strings, walk } from "../tree.js";
import { first, PLACES, type Place } from "./misplaced.js";
import { ofQuery } from "./queries.js";

/** Why the server refuses a statement for how it is written, whatever the database is, if nothing else is wrong with it. */
export function standingRefusal(node: Node): StandingRefusal | undefined {
  if ("CreateStmt" in node) {
    const { if_not_exists, tableElts, partspec } = node.CreateStmt;
    if (if_not_exists === true) return undefined;
    const keys = (partspec?.partParams ?? []).map((key): readonly [Node | undefined, Place] => ["PartitionElem" in key ? key.PartitionElem.expr : undefined, PLACES.partition]);
    return first([...(tableElts ?? []).flatMap(ofElement), ...keys]) ?? (keys.some(([key]) => key && "A_Const" in key) ? refusal("42P17", "cannot use constant expression as partition key") : undefined);
  }
  if ("AlterTableStmt" in node) return node.AlterTableStmt.missing_ok === true ? undefined : first((node.AlterTableStmt.cmds ?? []).flatMap((command) => ("AlterTableCmd" in command ? ofCommand(command.AlterTableCmd) : [])));
  if ("IndexStmt" in node) return ofIndex(node.IndexStmt);
  if ("CreatePolicyStmt" in node) return ofPolicy(node.CreatePolicyStmt);
  if ("AlterPolicyStmt" in node) return first([[node.AlterPolicyStmt.qual, PLACES.policy], [node.AlterPolicyStmt.with_check, PLACES.policy]]);
  if ("CreateTrigStmt" in node) return ofTrigger(node.CreateTrigStmt);
  if ("CreateDomainStmt" in node) return ofDomain(node.CreateDomainStmt);
  if ("ViewStmt" in node) return repeated(strings(node.ViewStmt.aliases)) ?? ofQuery(node.ViewStmt.query);
  if ("CreateTableAsStmt" in node) return node.CreateTableAsStmt.if_not_exists === true ? undefined : ofQuery(node.CreateTableAsStmt.query);
  if ("InsertStmt" in node) return ofInsert(node.InsertStmt);
  if ("UpdateStmt" in node) return first([[node.UpdateStmt.targetList, PLACES.update], [node.UpdateStmt.whereClause, PLACES.where]]);
  if ("DeleteStmt" in node) return first([[node.DeleteStmt.whereClause, PLACES.where]]);
  return "SelectStmt" in node ? ofQuery(node) : undefined;
}

const refusal = (code: string, message: string): StandingRefusal => ({ code, message, functions: [] });

function repeated(names: readonly string[]): StandingRefusal | undefined {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  return twice === undefined ? undefined : refusal("42701", `column "${twice}" specified more than once`);
}

type Placed = readonly [expression: Node | undefined, place: Place];

function ofElement(element: Node): Placed[] {
  if ("ColumnDef" in element) return ofColumn(element.ColumnDef);
  return "Constraint" in element ? ofConstraint(element.Constraint) : [];
}

const ofColumn = ({ constraints = [] }: ColumnDef): Placed[] => constraints.flatMap((node) => ("Constraint" in node ? ofConstraint(node.Constraint) : []));

function ofConstraint({ contype, raw_expr }: Constraint): Placed[] {
  switch (contype) {
    case "CONSTR_DEFAULT": return [[raw_expr, PLACES.default]];
    case "CONSTR_CHECK": return [[raw_expr, PLACES.check]];
    case "CONSTR_GENERATED": return [[raw_expr, PLACES.generated]];
    default: return [];
  }
}

function ofCommand({ subtype, def, missing_ok }: AlterTableCmd): Placed[] {
  if (def === undefined || missing_ok === true) return [];
  if (subtype === "AT_ColumnDefault") return [[def, PLACES.default]];
  if (subtype === "AT_AlterColumnType") return "ColumnDef" in def ? [[def.ColumnDef.raw_default, PLACES.transform]] : [];
  return subtype === "AT_AddColumn" || subtype === "AT_AddConstraint" ? ofElement(def) : [];
}

function ofIndex({ if_not_exists, indexParams = [], whereClause }: IndexStmt): StandingRefusal | undefined {
  if (if_not_exists === true) return undefined;
  return first([...indexParams.map((key): Placed => ["IndexElem" in key ? key.IndexElem.expr : undefined, PLACES.index]), [whereClause, PLACES.predicate]]);
}

function ofPolicy({ cmd_name, qual, with_check }: CreatePolicyStmt): StandingRefusal | undefined {
  if (with_check && (cmd_name === "select" || cmd_name === "delete")) return refusal("42601", "WITH CHECK cannot be applied to SELECT or DELETE");
  if (qual && cmd_name === "insert") return refusal("42601", "only WITH CHECK expression allowed for INSERT");
  return first([[qual, PLACES.policy], [with_check, PLACES.policy]]);
}

/** Bits of pg_trigger.tgtype. */
const BEFORE = 2;
const INSERT = 4;
const DELETE = 8;
const TRUNCATE = 32;
const INSTEAD = 64;

function ofTrigger({ row, timing = 0, events = 0, whenClause }: CreateTrigStmt): StandingRefusal | undefined {
  if (row === true && (events & TRUNCATE) !== 0) return refusal("0A000", "TRUNCATE FOR EACH ROW triggers are not supported");
  if (timing === INSTEAD && row !== true) return refusal("0A000", "INSTEAD OF triggers must be FOR EACH ROW");
  if (timing === INSTEAD && whenClause) return refusal("0A000", "INSTEAD OF triggers cannot have WHEN conditions");
  return first([[whenClause, PLACES.trigger]]) ?? ofCondition(whenClause, row === true, timing, events);
}

function ofCondition(whenClause: Node | undefined, row: boolean, timing: number, events: number): StandingRefusal | undefined {
  const read = new Set<string>();
  walk(whenClause, (node) => {
    const [alias, ...others] = "ColumnRef" in node ? strings(node.ColumnRef.fields) : [];
    if (others.length > 0 && alias !== undefined) read.add(alias);
    return true;
  });
  if (!row) return read.size > 0 && [...read].every((alias) => alias === "old" || alias === "new") ? refusal("42P17", "statement trigger's WHEN condition cannot reference column values") : undefined;
  if (read.has("old") && (events & INSERT) !== 0) return refusal("42P17", "INSERT trigger's WHEN condition cannot reference OLD values");
  return read.has("new") && (events & DELETE) !== 0 && (timing === BEFORE || timing === 0) ? refusal("42P17", "DELETE trigger's WHEN condition cannot reference NEW values") : undefined;
}

const NOT_OF_DOMAINS: Readonly<Record<string, string>> = {
  CONSTR_UNIQUE: "unique constraints not possible for domains",
  CONSTR_PRIMARY: "primary key constraints not possible for domains",
  CONSTR_EXCLUSION: "exclusion constraints not possible for domains",
  CONSTR_FOREIGN: "foreign key constraints not possible for domains",
};

/** As DefineDomain reads its clauses. */
function ofDomain({ constraints = [] }: CreateDomainStmt): StandingRefusal | undefined {
  let nullable: boolean | undefined;
  let byDefault = false;
  for (const node of constraints) {
    if (!("Constraint" in node)) continue;
    const { contype = "CONSTR_NULL" } = node.Constraint;
    const impossible = NOT_OF_DOMAINS[contype];
    if (impossible !== undefined) return refusal("42601", impossible);
    if (contype === "CONSTR_DEFAULT") {
      if (byDefault) return refusal("42601", "multiple default expressions");
      byDefault = true;
    }
    if (contype === "CONSTR_NULL" || contype === "CONSTR_NOTNULL") {
      if (nullable === (contype === "CONSTR_NOTNULL")) return refusal("42601", "conflicting NULL/NOT NULL constraints");
      nullable = contype === "CONSTR_NULL";
    }
  }
  return first(constraints.flatMap((node) => ("Constraint" in node ? ofConstraint(node.Constraint) : [])));
}

/** Of a million rows the first ones are enough. */
const ROWS = 100;

function ofInsert({ selectStmt, onConflictClause }: InsertStmt): StandingRefusal | undefined {
  if (onConflictClause?.action === "ONCONFLICT_UPDATE" && onConflictClause.infer === undefined) return refusal("42601", "ON CONFLICT DO UPDATE requires inference specification or constraint name");
  const rows = selectStmt !== undefined && "SelectStmt" in selectStmt ? selectStmt.SelectStmt.valuesLists : undefined;
  return rows ? first([[rows.slice(0, ROWS), PLACES.values]]) : ofQuery(selectStmt);
}
