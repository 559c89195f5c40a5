import type { RuleSetting, UserConfig, UserLevel } from "../../model/config.js";
import type { Level } from "../../model/finding.js";
import { LintError } from "../../model/lint-error.js";
import { ConfigValue } from "./config-value.js";
import type { OptionSet, Rule } from "../rule.js";

export type UserRule = NonNullable<UserConfig["rules"]>[string];
export type Preset = "recommended" | "strict";

export const userLevels: readonly UserLevel[] = ["off", "warn", "error"];

export interface RuleOverride {
  readonly id: string;
  readonly setting: UserRule;
}

/** `id: severity` or `id: ["severity", { … }]`, as in `--rule`. Throws `LintError`. */
export function parseRuleOverride(text: string, rules: readonly Rule[]): RuleOverride {
  const where = `--rule '${text}'`;
  const colon = text.indexOf(":");
  if (colon === -1) throw new LintError(`${where}: this must be a rule and its severity.`, "Write --rule 'no-drop-table: warn'.");
  const id = text.slice(0, colon).trim();
  const written = text.slice(colon + 1).trim();
  const rule = ruleNamed(id, rules, new ConfigValue(text, where));
  const value = new ConfigValue(written.startsWith("[") ? fromJson(written, where) : written, where);
  return { id, setting: readRule(value, rule) };
}

export function ruleNamed(id: string, rules: readonly Rule[], place: ConfigValue): Rule {
  const rule = rules.find((known) => known.id === id);
  if (rule !== undefined) return rule;
  throw place.unknown(
    "rule",
    id,
    rules.map((known) => known.id),
  );
}

/** `"warn"` or `["warn", { option: value }]`. */
export function readRule(value: ConfigValue, rule: Rule): UserRule {
  if (!value.isArray()) return value.oneOf(userLevels);
  const [level, options, more] = value.items();
  if (level === undefined || more !== undefined) throw value.expected("a severity and an object of options");
  return [level.oneOf(userLevels), options === undefined ? {} : readOptions(options, rule.options)];
}

/** The options as written, each of the right type; defaults are not filled in. */
function readOptions(value: ConfigValue, options: OptionSet): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, option] of value.entries("an object of options")) {
    const known = Object.hasOwn(options, name) ? options[name] : undefined;
    if (known === undefined) throw value.unknown("option", name, Object.keys(options));
    read[name] = readOption(option, known.schema["type"]);
  }
  return read;
}

function readOption(value: ConfigValue, type: unknown): unknown {
  switch (type) {
    case "boolean":
      return value.boolean();
    case "integer":
      return value.count();
    case "array":
      return value.strings();
    default:
      throw new Error(`options of type ${JSON.stringify(type)} cannot be checked`);
  }
}

/** A later setting of a rule. A severity alone leaves the options as they are; with an array they are written anew. */
export function withSetting(before: RuleSetting, setting: UserRule, rule: Rule): RuleSetting {
  if (typeof setting === "string") return { ...before, level: levelOf(setting) };
  const [level, options] = setting;
  return { level: levelOf(level), options: { ...defaultsOf(rule), ...options } };
}

export function presetSetting(rule: Rule, preset: Preset): RuleSetting {
  return { level: rule[preset], options: { ...defaultsOf(rule), ...(preset === "strict" ? rule.strictOptions : {}) } };
}

function defaultsOf(rule: Rule): Readonly<Record<string, unknown>> {
  const defaults: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(rule.options)) defaults[name] = option.default;
  return defaults;
}

function levelOf(level: UserLevel): Level {
  return level === "warn" ? "warning" : level;
}

function fromJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LintError(`${where}: what follows the colon is no JSON.`, `Write --rule 'id: ["warn", { "option": true }]'.`);
  }
}
