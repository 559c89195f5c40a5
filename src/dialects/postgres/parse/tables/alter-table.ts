import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import type { Identifier, NameAt } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { decodeColumn, generation, notNullConstraint } from "./column.js";
import { addConstraint, inlineConstraints } from "./constraint.js";
import { alterComposite } from "../objects/domain.js";
import { alterForeignTable } from "../objects/foreign-data.js";
import { expression } from "../expressions/expression.js";
import { collationName, identifierAt, relationName } from "../names.js";
import { opaque } from "../opaque.js";
import { attachIndex, tableCommand } from "./partition.js";
import { passOf } from "./passes.js";
import { sequenceOptions } from "../objects/sequence.js";
import { relationCommand } from "./relation-command.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { inlineSettings, tableSetting } from "./table-setting.js";
import { typeName } from "../types.js";

export function alterTable(text: StatementText, node: AlterTableStmt): Operation[] {
  const composite = node.objtype === "OBJECT_TYPE" ? alterComposite(text, node) : undefined;
  if (composite !== undefined) return composite;
  if (node.objtype === "OBJECT_FOREIGN_TABLE" && !(node.cmds ?? []).every((command) => "AlterTableCmd" in command && command.AlterTableCmd.subtype === "AT_ChangeOwner")) return alterForeignTable(text, { AlterTableStmt: node }, node.relation);
  const table = relationName(text, node.relation);
  const nameEnd = text.dotted(text.at(node.relation?.location)).to;
  const parts = text.parts({ from: text.after(nameEnd, "*"), to: text.range.to });
  if (node.objtype === "OBJECT_INDEX") {
    const attached = attachIndex(text, node);
    if (attached) return [attached];
  }
  const operations = (node.cmds ?? []).flatMap((command, place) => {
    const range = parts[place];
    if (range === undefined || !("AlterTableCmd" in command)) return [];
    const decoded = relationCommand(text, table, range, command.AlterTableCmd, node) ?? (DECODED.has(node.objtype ?? "") ? decode({ text, table, range, node: command.AlterTableCmd }) : undefined);
    const stored = decoded === undefined && storage(text, table, range, command.AlterTableCmd, node.objtype);
    if (stored) return [stored];
    if (decoded === undefined) return [unmodelled(text, range, command.AlterTableCmd, node.objtype)];
    const common = { ...(node.missing_ok && { ifTableExists: true }), ...(node.relation?.inh !== true && { only: true }) };
    return decoded.map((operation) => ("table" in operation ? { ...operation, ...common } : operation));
  });
  return operations.sort((a, b) => passOf(a) - passOf(b));
}

interface Command {
  readonly text: StatementText;
  readonly table: NameAt;
  readonly range: Range;
  readonly node: AlterTableCmd;
}

/** undefined for commands that the model does not know. */
function decode(command: Command): Operation[] | undefined {
  const { text, table, range, node } = command;
  const base = { span: text.spanOf(range), table };
  const behavior = { ifExists: node.missing_ok ?? false, cascade: node.behavior === "DROP_CASCADE" };
  switch (node.subtype) {
    case "AT_AddColumn":
      return addColumn(command);
    case "AT_DropColumn":
      return [{ kind: "dropColumn", ...base, ...behavior, column: target(command) }];
    case "AT_AlterColumnType":
      return alterColumnType(command);
    case "AT_ColumnDefault": {
      const column = target(command);
      if (node.def === undefined) return [{ kind: "dropDefault", ...base, column }];
      const from = text.find({ from: targetNumber(command) + 1, to: range.to }, "default") + 1;
      return [{ kind: "setDefault", ...base, column, default: expression(text, { from, to: range.to }, node.def) }];
    }
    case "AT_SetNotNull":
      return [{ kind: "setNotNull", ...base, column: target(command) }];
    case "AT_DropNotNull":
      return [{ kind: "dropNotNull", ...base, column: target(command) }];
    case "AT_DropExpression":
      return [{ kind: "dropGenerated", ...base, ifExists: behavior.ifExists, column: target(command) }];
    case "AT_DropIdentity":
      return [{ kind: "dropIdentity", ...base, ifExists: behavior.ifExists, column: target(command) }];
    case "AT_AddIdentity":
    case "AT_SetIdentity":
      return setIdentity(command);
    case "AT_AddConstraint":
      return addTableConstraint(command);
    case "AT_DropConstraint":
      return [{ kind: "dropConstraint", ...base, ...behavior, name: target(command) }];
    case "AT_ValidateConstraint":
      return [{ kind: "validateConstraint", ...base, name: target(command) }];
    case "AT_AlterConstraint": {
      if (node.def === undefined || !("ATAlterConstraint" in node.def)) return undefined;
      const { conname, deferrable = false, initdeferred = false, alterDeferrability, is_enforced = false, alterEnforceability, noinherit = false, alterInheritability } = node.def.ATAlterConstraint;
      return [{
        kind: "alterConstraint", ...base, name: identifierAt(text, targetNumber(command), conname),
        ...(alterDeferrability && { deferrable, initiallyDeferred: initdeferred }), ...(alterEnforceability && { enforced: is_enforced }), ...(alterInheritability && { noInherit: noinherit }),
      }];
    }
    default:
      return tableCommand(text, table, range, node, () => target(command)) ?? tableSetting(text, table, range, node, targetNumber(command));
  }
}

function addColumn({ text, table, range, node }: Command): Operation[] | undefined {
  if (node.def === undefined || !("ColumnDef" in node.def)) return undefined;
  const from = text.at(node.def.ColumnDef.location);
  const decoded = decodeColumn(text, { from, to: range.to }, node.def.ColumnDef);
  if (decoded === undefined) return undefined;
  const ifNotExists = node.missing_ok ?? false;
  return [{ kind: "addColumn", span: text.spanOf(range), table, ifNotExists, column: decoded.column }, ...inlineConstraints(text, table, decoded.constraints, "addColumn"), ...inlineSettings(text, table, { columns: [node.def.ColumnDef] }, "addColumn")];
}

function alterColumnType(command: Command): Operation[] | undefined {
  const { text, table, range, node } = command;
  if (node.def === undefined || !("ColumnDef" in node.def) || node.def.ColumnDef.typeName === undefined) return undefined;
  const { typeName: type, collClause, raw_default } = node.def.ColumnDef;
  const using = raw_default === undefined ? -1 : text.find({ from: text.at(type.location) + 1, to: range.to }, "using");
  return [{
    kind: "alterColumnType",
    span: text.spanOf(range),
    table,
    column: target(command),
    type: typeName(text, type),
    using: using === -1 ? undefined : expression(text, { from: using + 1, to: range.to }, raw_default),
    collation: collationName(collClause?.collname),
  }];
}

function setIdentity(command: Command): Operation[] {
  const { text, table, range, node } = command;
  const base = { kind: "setIdentity" as const, span: text.spanOf(range), table, column: target(command) };
  if (node.def !== undefined && "Constraint" in node.def) {
    const { generated_when, options } = node.def.Constraint;
    return [{ ...base, add: true, generation: generation(generated_when), options: sequenceOptions(text, options) }];
  }
  const options = node.def !== undefined && "List" in node.def ? (node.def.List.items ?? []) : [];
  const generated = options.find((option) => "DefElem" in option && option.DefElem.defname === "generated");
  const code = generated !== undefined && "DefElem" in generated ? generated.DefElem.arg : undefined;
  // The grammar stores the letter's character code.
  const when = code !== undefined && "Integer" in code ? generation(String.fromCharCode(code.Integer.ival ?? 0)) : undefined;
  return [{ ...base, add: false, generation: when, options: options.length > (when === undefined ? 0 : 1) ? sequenceOptions(text, options) : undefined }];
}

function addTableConstraint({ text, table, range, node }: Command): Operation[] | undefined {
  if (node.def === undefined || !("Constraint" in node.def)) return undefined;
  const constraint = node.def.Constraint;
  const written = { from: range.from + 1, to: range.to };
  if (constraint.contype === "CONSTR_NOTNULL") {
    const [column] = constraint.keys ?? [];
    const name = column !== undefined && "String" in column ? column.String.sval : undefined;
    const keyword = text.find({ from: constraint.conname === undefined ? written.from : written.from + 2, to: range.to }, "not");
    return [{ kind: "setNotNull", span: text.spanOf(range), table, column: identifierAt(text, keyword + 2, name), ...notNullConstraint(text, { node: constraint, range: written }) }];
  }
  const operation = addConstraint(text, table, { node: constraint, range: written, column: undefined }, undefined);
  return operation === undefined ? undefined : [{ ...operation, span: text.spanOf(range) }];
}

/** The column or constraint that a command is about. */
function target(command: Command): Identifier {
  return identifierAt(command.text, targetNumber(command), command.node.name);
}

/** ALTER [COLUMN] x, DROP [COLUMN] [IF EXISTS] x, VALIDATE CONSTRAINT x. */
function targetNumber({ text, range }: Command): number {
  const word = text.word(range.from + 1);
  const after = word === "column" || word === "constraint" ? range.from + 2 : range.from + 1;
  return text.after(after, "if", "exists");
}

/** Of these the grammar lets through what they can have. */
const DECODED: ReadonlySet<string> = new Set(["OBJECT_TABLE", "OBJECT_MATVIEW", "OBJECT_SEQUENCE"]);

/** Changes to columns, constraints, or which tables inherit from which. */
const SCHEMA_COMMANDS: ReadonlySet<string> = new Set([
  "AT_AddColumn", "AT_AlterColumnType", "AT_AddConstraint", "AT_AlterConstraint", "AT_SetExpression", "AT_AddInherit", "AT_DropInherit",
  "AT_AttachPartition", "AT_DropColumn",
]);

/** Where an index is stored; SET WITHOUT OIDS does nothing since 12. */
function storage(text: StatementText, name: NameAt, range: Range, node: AlterTableCmd, object: AlterTableStmt["objtype"]): Operation | undefined {
  if (object === "OBJECT_INDEX" && node.subtype === "AT_SetTableSpace") return tableSetting(text, name, range, node, range.from)?.[0];
  if (node.subtype !== "AT_DropOids") return undefined;
  return { kind: "administer", span: text.spanOf(range), node: "AlterTableStmt.AT_DropOids", refusesTransaction: false, locks: [{ name, only: true, mode: "ACCESS EXCLUSIVE" }], written: text.source.slice(text.span) };
}

function unmodelled(text: StatementText, range: Range, node: AlterTableCmd, object: AlterTableStmt["objtype"]): Operation {
  const subtype = node.subtype ?? "AT_Unknown";
  const concurrent = node.def !== undefined && "PartitionCmd" in node.def && node.def.PartitionCmd.concurrent === true;
  const changes = SCHEMA_COMMANDS.has(subtype) || (object !== "OBJECT_TABLE" && object !== "OBJECT_VIEW" && object !== "OBJECT_INDEX" && subtype.includes("Column"));
  return opaque(text.spanOf(range), `AlterTableStmt.${subtype}`, changes, concurrent);
}
