import { rules } from "../../rules/index.js";
import { rulePage, ruleNamed } from "./explain.js";
import type { FormatFlag, SharedFlags } from "./options.js";
import { rulesJson, rulesTable } from "./rules.js";
import { pageOf, type Terminal } from "./terminal.js";

export function rulesCommand(flags: SharedFlags & FormatFlag, terminal: Terminal): number {
  terminal.stdout.write(flags.format === "json" ? rulesJson("rules", rules) : rulesTable(rules, pageOf(terminal, flags.color)));
  return 0;
}

export function explainCommand(id: string, flags: SharedFlags & FormatFlag, terminal: Terminal): number {
  const rule = ruleNamed(id, rules);
  terminal.stdout.write(flags.format === "json" ? rulesJson("explain", [rule]) : rulePage(rule, pageOf(terminal, flags.color)));
  return 0;
}
