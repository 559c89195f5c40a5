import type { AlterSeqStmt, CreateSeqStmt, Node } from "libpg-query";
import type { Operation, SequenceOptions } from "../../../../model/operation.js";
import { nameOf, relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { strings, typePath } from "../tree.js";

export function createSequence(text: StatementText, node: CreateSeqStmt): Operation[] {
  const named = relationName(text, node.sequence);
  const name = node.sequence?.relpersistence === "t" ? { ...named, schema: "pg_temp" } : named;
  return [{ kind: "createSequence", span: text.span, name, ifNotExists: node.if_not_exists ?? false, ...(node.sequence?.relpersistence === "u" && { unlogged: true }), options: sequenceOptions(text, node.options) }];
}

export function alterSequence(text: StatementText, node: AlterSeqStmt): Operation[] {
  const name = relationName(text, node.sequence);
  return [{ kind: "alterSequence", span: text.span, name, ifExists: node.missing_ok ?? false, options: sequenceOptions(text, node.options) }];
}

export function sequenceOptions(text: StatementText, nodes: readonly Node[] | undefined): SequenceOptions {
  const options: { -readonly [K in keyof SequenceOptions]: SequenceOptions[K] } = {
    dataType: undefined, start: undefined, increment: undefined, minimum: undefined, maximum: undefined, cache: undefined, cycle: undefined, ownedBy: undefined, name: undefined,
  };
  for (const node of nodes ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname, arg, location } = node.DefElem;
    switch (defname) {
      case "as":
        options.dataType = arg !== undefined && "TypeName" in arg ? typePath(arg.TypeName).join(".") : undefined;
        break;
      case "start":
        options.start = number(arg) ?? undefined;
        break;
      case "restart": {
        const restart = number(arg);
        if (restart !== null) options.restart = restart;
        break;
      }
      case "increment":
        options.increment = number(arg) ?? undefined;
        break;
      case "minvalue":
        options.minimum = number(arg);
        break;
      case "maxvalue":
        options.maximum = number(arg);
        break;
      case "cache":
        options.cache = number(arg) ?? undefined;
        break;
      case "cycle":
        options.cycle = arg !== undefined && "Boolean" in arg && arg.Boolean.boolval === true;
        break;
      case "owned_by":
        options.ownedBy = ownedBy(text, arg, location);
        break;
      case "sequence_name":
        options.name = arg !== undefined && "List" in arg ? nameOf(strings(arg.List.items)) : undefined;
        break;
      default:
        break;
    }
  }
  return options;
}

/** null when the option says NO. */
function number(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ("Integer" in node) return String(node.Integer.ival ?? 0);
  return "Float" in node ? (node.Float.fval ?? "") : null;
}

function ownedBy(text: StatementText, node: Node | undefined, location: number | undefined): SequenceOptions["ownedBy"] {
  const path = node !== undefined && "List" in node ? strings(node.List.items) : [];
  const column = path.at(-1);
  if (path.length < 2 || column === undefined) return null;
  const written = text.dotted(text.at(location) + 2);
  return { table: { ...nameOf(path.slice(0, -1)), span: text.spanOf({ from: written.from, to: written.to - 2 }) }, column };
}
