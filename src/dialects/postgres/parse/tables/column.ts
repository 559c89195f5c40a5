import type { ColumnDef, Constraint } from "libpg-query";
import type { Identifier, TypeName } from "../../../../model/name.js";
import type { ColumnDefinition, NotNullDefinition } from "../../../../model/operation.js";
import type { WrittenConstraint } from "./constraint.js";
import { expression } from "../expressions/expression.js";
import { contradictionIn } from "./contradiction.js";
import { collationName, identifierAt } from "../names.js";
import { sequenceOptions } from "../objects/sequence.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { columnType, typeSpan } from "../types.js";

export interface DecodedColumn {
  readonly column: ColumnDefinition;
  /** What was written at the column and is an operation of its own. */
  readonly constraints: readonly WrittenConstraint[];
}

/** undefined for a column without a type, which gives options to one that comes from elsewhere (`OF type`, `PARTITION OF`). */
export function decodeColumn(text: StatementText, range: Range, node: ColumnDef): DecodedColumn | undefined {
  return node.typeName === undefined ? undefined : decode(text, range, node, node.typeName);
}

/** What a partition says of its parent's column, without WITH OPTIONS: its type is empty. */
export const decodeColumnOptions = (text: StatementText, range: Range, node: ColumnDef): DecodedColumn => decode(text, range, node, undefined);

function decode(text: StatementText, range: Range, node: ColumnDef, type: ColumnDef["typeName"]): DecodedColumn {
  const name = identifierAt(text, range.from, node.colname);
  const written = writtenConstraints(text, range, node, name);
  const collation = text.at(node.collClause?.location);
  const typeEnd = Math.min(written[0]?.range.from ?? range.to, collation === -1 ? range.to : collation);
  const byKind = (kind: Constraint["contype"]): WrittenConstraint | undefined => written.find(({ node: { contype } }) => contype === kind);
  const preset = byKind("CONSTR_DEFAULT");
  const identity = byKind("CONSTR_IDENTITY");
  const notNull = byKind("CONSTR_NOTNULL");
  const presetRange = preset === undefined ? undefined : { from: keyword(preset) + 1, to: preset.range.to };
  const column = {
    name,
    ...(type ? columnType(text, type) : { type: NO_TYPE, serial: false }),
    typeSpan: type ? typeSpan(text, type, typeEnd) : name.span,
    span: text.spanOf(range),
    notNull: notNull !== undefined,
    ...(notNull && named(notNullConstraint(text, notNull))),
    default: presetRange === undefined ? undefined : expression(text, presetRange, preset?.node.raw_expr),
    defaultSpan: presetRange === undefined ? undefined : text.spanOf(presetRange),
    identity: identity === undefined ? undefined : generation(identity.node.generated_when),
    identityOptions: identity === undefined ? undefined : sequenceOptions(text, identity.node.options),
    generated: generated(text, byKind("CONSTR_GENERATED")),
    collation: collationName(node.collClause?.collname),
  };
  const contradiction = contradictionIn(written.map(({ node: { contype } }) => contype), column.serial);
  return { column: { ...column, ...(contradiction && { contradiction }) }, constraints: written };
}

/** A name, NO INHERIT and NOT VALID of a NOT NULL that says one of them. */
export function notNullConstraint(text: StatementText, { node, range }: Pick<WrittenConstraint, "node" | "range">): { readonly constraint?: NotNullDefinition } {
  const { conname, is_no_inherit: noInherit = false, skip_validation: notValid = false } = node;
  if (conname === undefined && !noInherit && !notValid) return {};
  return { constraint: { name: conname === undefined ? undefined : identifierAt(text, range.from + 1, conname), noInherit, notValid } };
}

const named = ({ constraint }: ReturnType<typeof notNullConstraint>): Pick<ColumnDefinition, "notNullConstraint"> => (constraint ? { notNullConstraint: constraint } : {});

const NO_TYPE: TypeName = { schema: undefined, name: "", modifiers: [], dimensions: 0 };

export function generation(code: string | undefined): "always" | "by default" {
  return code === "a" ? "always" : "by default";
}

/** DEFERRABLE and its like follow the constraint that they belong to, as nodes of their own. */
function writtenConstraints(text: StatementText, range: Range, node: ColumnDef, column: Identifier): WrittenConstraint[] {
  const nodes = (node.constraints ?? []).flatMap((child) => ("Constraint" in child ? [child.Constraint] : []));
  const starts = nodes.map(({ location }) => text.at(location));
  const collation = text.at(node.collClause?.location);
  const borders = [...starts, collation, range.to].filter((start) => start !== -1).sort((a, b) => a - b);
  const written: WrittenConstraint[] = [];
  for (let place = 0; place < nodes.length; place++) {
    const constraint = nodes[place];
    const from = starts[place];
    if (constraint === undefined || from === undefined) continue;
    const to = borders.find((border) => border > from) ?? range.to;
    const last = written.at(-1);
    if (last !== undefined && constraint.contype?.startsWith("CONSTR_ATTR") === true) {
      written[written.length - 1] = { ...last, node: withAttribute(last.node, constraint), range: { from: last.range.from, to } };
    } else written.push({ node: constraint, range: { from, to }, column });
  }
  return written;
}

function withAttribute(node: Constraint, attribute: Constraint): Constraint {
  switch (attribute.contype) {
    case "CONSTR_ATTR_DEFERRABLE":
      return { ...node, deferrable: true };
    case "CONSTR_ATTR_DEFERRED":
      return { ...node, deferrable: true, initdeferred: true };
    case "CONSTR_ATTR_NOT_ENFORCED":
      return { ...node, is_enforced: false, skip_validation: true };
    default:
      return node;
  }
}

function keyword({ node, range }: WrittenConstraint): number {
  return node.conname === undefined ? range.from : range.from + 2;
}

/** Without VIRTUAL or STORED, PostgreSQL 18 makes it virtual; before 18 the word STORED is required. */
function generated(text: StatementText, written: WrittenConstraint | undefined): ColumnDefinition["generated"] {
  if (written === undefined) return undefined;
  const inside = text.inside(text.find({ from: keyword(written), to: written.range.to }, "("));
  return { expression: expression(text, inside, written.node.raw_expr), storage: written.node.generated_kind === "s" ? "stored" : "virtual" };
}
