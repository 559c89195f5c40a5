import type { AlterPolicyStmt, AlterStatsStmt, CreatePolicyStmt, CreateStatsStmt, CreateTrigStmt, Node, RangeVar, RuleStmt } from "libpg-query";
import type { NameInExpression, RelationInQuery } from "../../../../model/name.js";
import type { CreateObject, ObjectKind, PolicyRule } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { definition } from "../expressions/expression.js";
import { identifiersIn, nameAt, relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";
import { roleName } from "./which-object.js";

export function createTrigger(text: StatementText, node: CreateTrigStmt): Operation[] {
  const number = text.after(text.after(text.range.from + 1, "or", "replace"), "constraint") + 1;
  const path = pathOf(node.relation);
  const start = text.span.start;
  const execute = text.find({ from: text.dotted(text.at(node.relation?.location)).to, to: text.range.to }, "execute") + 2;
  const called = text.spanOf(text.dotted(execute));
  const more: NameInExpression[] = [{ kind: "function", path: strings(node.funcname), start: called.start - start, end: called.end - start, arguments: 0 }];
  if (node.columns !== undefined) {
    const on = text.at(node.relation?.location) - 1;
    const of = text.find({ from: number + 1, to: on }, "of");
    // UPDATE OF a, b [OR DELETE] ON
    const last = text.find({ from: of, to: on }, "or");
    for (const { name, span } of identifiersIn(text, { from: of + 1, to: last === -1 ? on : last }, node.columns)) {
      more.push({ kind: "column", path: [name], start: span.start - start, end: span.end - start, from: [{ alias: path.at(-1) ?? "", path, depth: 0 }] });
    }
  }
  const made = create(text, "trigger", { CreateTrigStmt: node }, number, [node.trigname ?? ""], { relation: node.relation, replace: node.replace, more, from: oldAndNew(path) });
  return [{ ...made, trigger: { insteadOf: node.timing === INSTEAD_OF, row: node.row === true } }];
}

/** TRIGGER_TYPE_INSTEAD of PostgreSQL's pg_trigger.h. */
const INSTEAD_OF = 64;

export function createPolicy(text: StatementText, node: CreatePolicyStmt): Operation[] {
  const made = create(text, "policy", { CreatePolicyStmt: node }, text.range.from + 2, [node.policy_name ?? ""], { relation: node.table, from: ownColumns(node.table), roles: roles(node.roles) });
  return [{ ...made, policy: { command: commandOf(node.cmd_name), restrictive: node.permissive !== true, using: asked(node.qual), check: asked(node.with_check) } }];
}

function commandOf(name: string | undefined): PolicyRule["command"] {
  return name === "select" || name === "insert" || name === "update" || name === "delete" ? name : "all";
}

function asked(condition: Node | undefined): PolicyRule["using"] {
  if (condition === undefined) return undefined;
  return "A_Const" in condition && condition.A_Const.boolval?.boolval === true ? "everything" : "condition";
}

export function alterPolicy(text: StatementText, node: AlterPolicyStmt): Operation[] {
  const number = text.range.from + 2;
  const self = text.dotted(number);
  return [{
    kind: "alterObject", span: text.span, object: "policy", name: nameAt(text, number, [node.policy_name ?? ""]), on: relationName(text, node.table), arguments: undefined, ...(node.roles && { roles: roles(node.roles) }),
    policy: { ...(node.qual && { using: asked(node.qual) }), ...(node.with_check && { check: asked(node.with_check) }) },
    definition: definition(text, { AlterPolicyStmt: node }, self, tableName(text, node.table), ownColumns(node.table)),
  }];
}

export function createRule(text: StatementText, node: RuleStmt): Operation[] {
  const number = text.after(text.range.from + 1, "or", "replace") + 1;
  return [create(text, "rule", { RuleStmt: node }, number, [node.rulename ?? ""], { relation: node.relation, replace: node.replace, from: oldAndNew(pathOf(node.relation)) })];
}

export function createStatistics(text: StatementText, node: CreateStatsStmt): Operation[] | undefined {
  const [relation] = node.relations ?? [];
  if (relation === undefined || !("RangeVar" in relation)) return undefined;
  const number = text.after(text.range.from + 2, "if", "not", "exists");
  const on = text.find({ from: text.range.from + 2, to: text.range.to }, "on") + 1;
  const from = text.find({ from: on, to: text.range.to }, "from");
  const start = text.span.start;
  const relations = ownColumns(relation.RangeVar);
  const more = text.parts({ from: on, to: from }).flatMap((part, place): NameInExpression[] => {
    const element = node.exprs?.[place];
    const column = element !== undefined && "StatsElem" in element ? element.StatsElem.name : undefined;
    if (column === undefined) return [];
    const span = text.spanAt(part.from);
    return [{ kind: "column", path: [column], start: span.start - start, end: span.end - start, from: relations }];
  });
  const made = { relation: relation.RangeVar, ifNotExists: node.if_not_exists, more, from: relations };
  if (node.defnames !== undefined) return [create(text, "statistics", { CreateStatsStmt: node }, number, strings(node.defnames), made)];
  return [unnamedStatistics(create(text, "statistics", { CreateStatsStmt: node }, number - 1, [""], made), text.spanAt(number - 1).end - start)];
}

/** The server names it, for its table and columns; `at`: where the name goes in the statement. */
function unnamedStatistics(made: CreateObject, at: number): CreateObject {
  const { sql, names } = made.definition;
  const moved = names.filter(({ kind }) => kind !== "self").map((name) => (name.start >= at ? { ...name, start: name.start + 1, end: name.end + 1 } : name));
  return { ...made, definition: { ...made.definition, sql: `${sql.slice(0, at)} ${sql.slice(at)}`, names: [{ kind: "self", path: [], start: at + 1, end: at + 1 }, ...moved] } };
}

export function alterStatistics(text: StatementText, node: AlterStatsStmt): Operation[] {
  const number = text.after(text.range.from + 2, "if", "exists");
  return [{
    kind: "alterObject", span: text.span, object: "statistics", name: nameAt(text, number, strings(node.defnames)), on: undefined, arguments: undefined,
    definition: definition(text, { AlterStatsStmt: node }, text.dotted(number)),
  }];
}

interface Details {
  readonly relation?: RangeVar | undefined;
  readonly replace?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly more?: readonly NameInExpression[];
  readonly from?: readonly RelationInQuery[];
  readonly roles?: readonly string[] | undefined;
}

function create(text: StatementText, object: ObjectKind, root: Node, number: number, path: readonly string[], { relation, replace, ifNotExists, more = [], from, roles }: Details): CreateObject {
  return {
    kind: "createObject", span: text.span, object, name: nameAt(text, number, path), on: relation && relationName(text, relation), arguments: undefined,
    replace: replace ?? false, ifNotExists: ifNotExists ?? false, ...(roles && { roles }), definition: definition(text, root, text.dotted(number), [...more, ...tableName(text, relation)], from),
  };
}

/** Its name where it is no node of its own in the tree. */
function tableName(text: StatementText, relation: RangeVar | undefined): NameInExpression[] {
  if (relation === undefined || text.at(relation.location) === -1) return [];
  const { start, end } = text.spanOf(text.dotted(text.at(relation.location)));
  return [{ kind: "relation", path: pathOf(relation), start: start - text.span.start, end: end - text.span.start }];
}

const roles = (nodes: readonly Node[] | undefined): string[] => (nodes ?? []).flatMap((node) => ("RoleSpec" in node ? [roleName(node.RoleSpec)] : []));

const pathOf = (relation: RangeVar | undefined): string[] => [relation?.schemaname, relation?.relname].filter((part) => part !== undefined);

const ownColumns = (relation: RangeVar | undefined): readonly RelationInQuery[] => [{ alias: relation?.relname ?? "", path: pathOf(relation), depth: 0 }];

const oldAndNew = (path: readonly string[]): readonly RelationInQuery[] => ["old", "new"].map((alias) => ({ alias, path, depth: 0, aliased: true, qualified: true }));
