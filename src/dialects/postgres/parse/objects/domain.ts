import type { AlterDomainStmt, AlterTableStmt, CompositeTypeStmt, Constraint, CreateDomainStmt, Node } from "libpg-query";
import type { AttributeDefinition, CompositeChange, DomainChange, DomainCheckDefinition } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { expression } from "../expressions/expression.js";
import { collationName, identifierAt, nameAt } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";
import { typeName } from "../types.js";

/** CREATE DOMAIN name [AS] type … */
export function createDomain(text: StatementText, node: CreateDomainStmt): Operation[] | undefined {
  if (node.typeName === undefined) return undefined;
  const constraints = (node.constraints ?? []).flatMap((child) => ("Constraint" in child ? [child.Constraint] : []));
  const starts = constraints.map(({ location }) => text.at(location));
  const ranges = starts.map((from): Range => ({ from, to: Math.min(text.range.to, ...[...starts, text.at(node.collClause?.location)].filter((other) => other > from)) }));
  const checks: DomainCheckDefinition[] = [];
  let preset: Operation & { kind: "createDomain" } = {
    kind: "createDomain", span: text.span, name: nameAt(text, text.range.from + 2, strings(node.domainname)), type: typeName(text, node.typeName),
    collation: collationName(node.collClause?.collname), notNull: false, default: undefined, checks,
  };
  for (const [place, constraint] of constraints.entries()) {
    const range = ranges[place] ?? text.range;
    switch (constraint.contype) {
      case "CONSTR_NOTNULL": preset = { ...preset, notNull: true }; break;
      case "CONSTR_NULL": break;
      case "CONSTR_DEFAULT": preset = { ...preset, default: expression(text, { from: text.find(range, "default") + 1, to: range.to }, constraint.raw_expr) }; break;
      case "CONSTR_CHECK": checks.push(check(text, range, constraint)); break;
      default: return undefined;
    }
  }
  return [preset];
}

function check(text: StatementText, range: Range, node: Constraint): DomainCheckDefinition {
  return {
    name: node.conname === undefined ? undefined : identifierAt(text, text.find(range, "constraint") + 1, node.conname),
    expression: expression(text, text.inside(text.find(range, "(")), node.raw_expr),
    notValid: node.skip_validation ?? false,
  };
}

/** ALTER DOMAIN name … */
export function alterDomain(text: StatementText, node: AlterDomainStmt): Operation[] | undefined {
  const written = text.dotted(text.range.from + 2);
  const change = domainChange(text, { from: written.to, to: text.range.to }, node);
  return change && [{ kind: "alterDomain", span: text.span, name: nameAt(text, written.from, strings(node.typeName)), change }];
}

function domainChange(text: StatementText, range: Range, { subtype, def, name, missing_ok = false }: AlterDomainStmt): DomainChange | undefined {
  const last = text.after(range.from + 2, "if", "exists");
  switch (subtype) {
    case "T": return def === undefined ? { kind: "dropDefault" } : { kind: "setDefault", default: expression(text, { from: range.from + 2, to: range.to }, def) };
    case "N": return { kind: "dropNotNull" };
    case "O": return { kind: "setNotNull" };
    case "C":
      // Its name is not kept.
      if (def !== undefined && "Constraint" in def && def.Constraint.contype === "CONSTR_NOTNULL") return { kind: "setNotNull" };
      return def !== undefined && "Constraint" in def && def.Constraint.contype === "CONSTR_CHECK" ? { kind: "addCheck", check: check(text, { from: range.from + 1, to: range.to }, def.Constraint) } : undefined;
    case "X": return { kind: "dropConstraint", name: identifierAt(text, last, name), ifExists: missing_ok };
    case "V": return { kind: "validateConstraint", name: identifierAt(text, range.from + 2, name) };
    default: return undefined;
  }
}

/** CREATE TYPE name AS ( … ) */
export function createComposite(text: StatementText, { typevar, coldeflist = [] }: CompositeTypeStmt): Operation[] | undefined {
  const written = text.dotted(text.range.from + 2);
  const parts = text.parts(text.inside(written.to + 1));
  const attributes = coldeflist.map((column, place) => attribute(text, parts[place]?.from ?? written.to, column));
  if (!attributes.every((one) => one !== undefined)) return undefined;
  const path = [typevar?.schemaname, typevar?.relname].filter((part) => part !== undefined);
  return [{ kind: "createComposite", span: text.span, name: nameAt(text, written.from, path), attributes }];
}

function attribute(text: StatementText, number: number, node: Node | undefined): AttributeDefinition | undefined {
  if (node === undefined || !("ColumnDef" in node) || node.ColumnDef.typeName === undefined) return undefined;
  const { colname, typeName: type, collClause } = node.ColumnDef;
  return { name: identifierAt(text, number, colname), type: typeName(text, type), collation: collationName(collClause?.collname) };
}

/** ALTER TYPE name ADD | DROP | ALTER ATTRIBUTE …, …; undefined when one of them is not known. */
export function alterComposite(text: StatementText, { relation, cmds = [] }: AlterTableStmt): Operation[] | undefined {
  const written = text.dotted(text.range.from + 2);
  const name = nameAt(text, written.from, [relation?.schemaname, relation?.relname].filter((part) => part !== undefined));
  const parts = text.parts({ from: written.to, to: text.range.to });
  const operations: Operation[] = [];
  for (const [place, command] of cmds.entries()) {
    const range = parts[place];
    if (range === undefined || !("AlterTableCmd" in command)) return undefined;
    const { subtype, name: old, def, behavior, missing_ok: ifExists = false } = command.AlterTableCmd;
    const number = text.after(range.from + 2, "if", "exists");
    const defined = attribute(text, number, def);
    let change: CompositeChange | undefined;
    if (subtype === "AT_DropColumn") change = { kind: "dropAttribute", attribute: identifierAt(text, number, old), ifExists };
    else if (subtype === "AT_AddColumn" && defined) change = { kind: "addAttribute", attribute: defined };
    else if (subtype === "AT_AlterColumnType" && defined) change = { kind: "alterAttributeType", attribute: { ...defined, name: identifierAt(text, number, old) } };
    if (!change) return undefined;
    operations.push({ kind: "alterComposite", span: text.spanOf(range), name, cascade: behavior === "DROP_CASCADE", change });
  }
  return operations;
}
