import type { ProjectConfig, Rate, Rates, RunnerConfig, SuppressEntry, TableFacts, UserConfig } from "../../model/config.js";
import type { ConfigValue } from "./config-value.js";
import { readRule, ruleNamed, type UserRule } from "./rule-setting.js";
import type { Rule } from "../rule.js";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type SharedConfig = Omit<UserConfig, "projects" | "extends">;

const sharedKeys = [
  "rules", "postgresVersion", "prismaVersion", "defaultSchema", "timeZone", "tables", "smallTableRows", "rates", "since", "deployed",
  "lockTimeout", "suppress", "ignoreMigrations", "runner",
] as const;
const configKeys = ["extends", ...sharedKeys, "projects", "$schema"];
const projectKeys = ["name", "schema", "migrations", ...sharedKeys];
const suppressKeys = ["rule", "migration", "table", "column", "reason"];

/** Checks what people wrote. Throws `LintError` that names the place and, for a misspelt word, the nearest right one. */
export function readConfig(value: ConfigValue, rules: readonly Rule[]): UserConfig {
  const config: Writable<UserConfig> = {};
  for (const [key, part] of value.entries("an object with the configuration")) {
    if (readShared(config, key, part, rules)) continue;
    switch (key) {
      case "extends":
        config.extends = part.stringOrStrings();
        break;
      case "projects":
        config.projects = readProjects(part, rules);
        break;
      case "$schema":
        part.string();
        break;
      default:
        throw value.unknown("key", key, configKeys);
    }
  }
  return config;
}

function readProjects(value: ConfigValue, rules: readonly Rule[]): readonly ProjectConfig[] {
  const projects: ProjectConfig[] = [];
  for (const item of value.items()) {
    const project = readProject(item, rules);
    const isTwice = projects.some(({ name }) => name === project.name);
    if (isTwice) throw item.error(`a second project has the name "${project.name}".`, "Give each project its own name.");
    projects.push(project);
  }
  return projects;
}

function readProject(value: ConfigValue, rules: readonly Rule[]): ProjectConfig {
  const project: Writable<Omit<ProjectConfig, "name">> = {};
  let name: string | undefined;
  for (const [key, part] of value.entries("an object with a project")) {
    if (readShared(project, key, part, rules)) continue;
    switch (key) {
      case "name":
        name = part.string();
        break;
      case "schema":
        project.schema = part.string();
        break;
      case "migrations":
        project.migrations = part.string();
        break;
      default:
        throw value.unknown("key", key, projectKeys);
    }
  }
  if (name === undefined) throw value.error("the project has no name.", "Give it a `name`: reports show it.");
  return { ...project, name };
}

/** False when the key is none of those that a project may have too. */
function readShared(config: Writable<SharedConfig>, key: string, value: ConfigValue, rules: readonly Rule[]): boolean {
  switch (key) {
    case "rules":
      config.rules = readRules(value, rules);
      return true;
    case "postgresVersion":
      config.postgresVersion = typeof value.value === "number" ? value.value : value.string("a number or a string");
      return true;
    case "prismaVersion":
    case "defaultSchema":
    case "timeZone":
    case "deployed":
      config[key] = value.string();
      return true;
    case "tables":
      config.tables = Object.fromEntries(value.entries().map(([name, facts]) => [name, readTable(facts)]));
      return true;
    case "smallTableRows":
      config.smallTableRows = value.count();
      return true;
    case "rates":
      config.rates = readRates(value);
      return true;
    case "since":
      config.since = value.stringOrStrings();
      return true;
    case "lockTimeout":
      config.lockTimeout = value.oneOf(["connection"]);
      return true;
    case "suppress":
      config.suppress = value.items().map(readEntry);
      return true;
    case "ignoreMigrations":
      config.ignoreMigrations = value.strings();
      return true;
    case "runner":
      config.runner = readRunner(value);
      return true;
    default:
      return false;
  }
}

function readRules(value: ConfigValue, rules: readonly Rule[]): Readonly<Record<string, UserRule>> {
  const settings = new Map<string, UserRule>();
  for (const [id, setting] of value.entries("an object of rules")) settings.set(id, readRule(setting, ruleNamed(id, rules, value)));
  return Object.fromEntries(settings);
}

function readTable(value: ConfigValue): TableFacts {
  const facts: Writable<TableFacts> = {};
  for (const [key, part] of value.entries("an object such as { rows: 5000 }")) {
    if (key === "rows") facts.rows = part.count();
    else if (key === "external") facts.external = part.boolean();
    else throw value.unknown("key", key, ["rows", "external"]);
  }
  return facts;
}

function readRates(value: ConfigValue): Partial<Rates> {
  const rates: Writable<Partial<Rates>> = {};
  for (const [key, part] of value.entries("an object such as { scan: { slow: 200000, fast: 5000000 } }")) {
    if (key !== "scan" && key !== "rewrite") throw value.unknown("key", key, ["scan", "rewrite"]);
    rates[key] = readRate(part);
  }
  return rates;
}

function readRate(value: ConfigValue): Rate {
  const rate = new Map<string, number>();
  for (const [key, part] of value.entries("an object such as { slow: 200000, fast: 5000000 }")) {
    if (key !== "slow" && key !== "fast") throw value.unknown("key", key, ["slow", "fast"]);
    rate.set(key, part.count());
  }
  const slow = rate.get("slow") ?? 0;
  const fast = rate.get("fast") ?? 0;
  if (slow < 1 || fast < slow) throw value.error("a rate is at least one row a second, and `fast` is no less than `slow`.", "Write both: { slow: 200000, fast: 5000000 }.");
  return { slow, fast };
}

function readEntry(value: ConfigValue): SuppressEntry {
  const entry = new Map<string, string>();
  for (const [key, part] of value.entries("an object with rule and reason")) {
    if (!suppressKeys.includes(key)) throw value.unknown("key", key, suppressKeys);
    entry.set(key, part.string());
  }
  const rule = entry.get("rule");
  const reason = entry.get("reason");
  if (rule === undefined) throw value.error("the entry names no rule.", "Say which one in `rule`.");
  if (reason === undefined) throw value.error("the entry has no reason.", "Say in `reason` why the finding is accepted.");
  const { migration, table, column } = Object.fromEntries(entry);
  return {
    rule,
    reason,
    ...(migration === undefined ? {} : { migration }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
  };
}

function readRunner(value: ConfigValue): RunnerConfig {
  const runner: Writable<RunnerConfig> = {};
  for (const [key, part] of value.entries()) {
    if (key === "transaction") runner.transaction = part.oneOf(["file", "statement"]);
    else if (key === "migrations") runner.migrations = part.string();
    else if (key === "placeholders") runner.placeholders = readPlaceholders(part);
    else throw value.unknown("key", key, ["transaction", "placeholders", "migrations"]);
  }
  return runner;
}

function readPlaceholders(value: ConfigValue): Readonly<Record<string, string>> {
  const placeholders = new Map<string, string>();
  for (const [text, part] of value.entries("an object of texts")) {
    // A placeholder may stand for nothing.
    placeholders.set(text, part.value === "" ? "" : part.string());
  }
  return Object.fromEntries(placeholders);
}
