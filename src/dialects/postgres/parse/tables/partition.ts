import type { AlterTableCmd, AlterTableStmt } from "libpg-query";
import type { Identifier, NameAt } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { expression } from "../expressions/expression.js";
import { nameAt, relationName } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { typePath } from "../tree.js";

/** Commands on a table as a whole; undefined for those that the model does not know. */
export function tableCommand(text: StatementText, table: NameAt, range: Range, node: AlterTableCmd, column: () => Identifier): Operation[] | undefined {
  const base = { span: text.spanOf(range), table };
  const { def } = node;
  switch (node.subtype) {
    case "AT_AttachPartition": {
      if (def === undefined || !("PartitionCmd" in def)) return undefined;
      const partition = relationName(text, def.PartitionCmd.name);
      const from = text.dotted(text.at(def.PartitionCmd.name?.location)).to;
      return [{ kind: "attachPartition", ...base, partition, bounds: text.source.slice(text.spanOf({ from, to: range.to })) }];
    }
    case "AT_DetachPartition":
    case "AT_DetachPartitionFinalize": {
      if (def === undefined || !("PartitionCmd" in def)) return undefined;
      const concurrently = def.PartitionCmd.concurrent ?? false;
      return [{ kind: "detachPartition", ...base, partition: relationName(text, def.PartitionCmd.name), concurrently, ...(node.subtype === "AT_DetachPartitionFinalize" && { finalize: true }) }];
    }
    case "AT_AddInherit":
    case "AT_DropInherit":
      if (def === undefined || !("RangeVar" in def)) return undefined;
      return [{ kind: "setInheritance", ...base, parent: relationName(text, def.RangeVar), inherit: node.subtype === "AT_AddInherit" }];
    case "AT_AddOf": {
      if (def === undefined || !("TypeName" in def)) return undefined;
      return [{ kind: "setTableType", ...base, type: nameAt(text, range.from + 1, typePath(def.TypeName)) }];
    }
    case "AT_DropOf":
      return [{ kind: "setTableType", ...base, type: undefined }];
    case "AT_SetExpression": {
      if (def === undefined) return undefined;
      const inside = text.inside(text.find({ from: text.find(range, "expression"), to: range.to }, "("));
      return [{ kind: "setGenerated", ...base, column: column(), expression: expression(text, inside, def) }];
    }
    case "AT_SetLogged":
      return [{ kind: "setPersistence", ...base, persistence: "permanent" }];
    case "AT_SetUnLogged":
      return [{ kind: "setPersistence", ...base, persistence: "unlogged" }];
    default:
      return undefined;
  }
}

/** ALTER INDEX … ATTACH PARTITION, which stands alone in its statement. */
export function attachIndex(text: StatementText, node: AlterTableStmt): Operation | undefined {
  const [command] = node.cmds ?? [];
  const def = command !== undefined && "AlterTableCmd" in command && command.AlterTableCmd.subtype === "AT_AttachPartition" ? command.AlterTableCmd.def : undefined;
  if (def === undefined || !("PartitionCmd" in def)) return undefined;
  return { kind: "attachIndex", span: text.span, name: relationName(text, node.relation), partition: relationName(text, def.PartitionCmd.name) };
}
