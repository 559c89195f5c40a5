import type { Config, ProjectConfig, Rates, RuleSetting, TableFacts, UserConfig } from "../../model/config.js";
import { ConfigValue } from "./config-value.js";
import { readConfig } from "./read-config.js";
import { presetSetting, ruleNamed, withSetting, type Preset, type RuleOverride } from "./rule-setting.js";
import type { Rule } from "../rule.js";

export { parseRuleOverride, type Preset, type RuleOverride } from "./rule-setting.js";

export interface ConfigSources {
  readonly rules: readonly Rule[];
  /** `--preset`: takes the place of the presets in `extends`. */
  readonly preset: Preset | undefined;
  /** `--rule`, the last word. */
  readonly overrides: readonly RuleOverride[];
  /** For messages: where the config comes from; undefined when there is none. */
  readonly file: string | undefined;
  /** Name of the project whose entry in `projects` is put over the rest. */
  readonly project?: string | undefined;
  /** What `extends` names besides the presets, loaded, by those names. */
  readonly packages?: ReadonlyMap<string, unknown>;
}

const presets: readonly Preset[] = ["recommended", "strict"];
/** From here on, work that blocks writes is felt. */
const defaultSmallTableRows = 10_000;
/** A small cloud instance with a cold cache, and a large one with a warm cache. docs/impact.md says what they stand on. */
const defaultRates: Rates = { scan: { slow: 200_000, fast: 5_000_000 }, rewrite: { slow: 20_000, fast: 500_000 } };

/** Checks a config without putting it together with others, for those who need its other keys. Throws `LintError`. */
export function readUserConfig(user: unknown, { rules, file }: Pick<ConfigSources, "rules" | "file">): UserConfig {
  return readConfig(new ConfigValue(user === undefined ? {} : user, file ?? "config"), rules);
}

/**
 * The configuration of one project: presets, then what `extends` names, then the config itself, then its project's entry, then `--rule`. Later ones win;
 * lists add up. Without a preset in any of them it starts from `recommended`. Throws `LintError`.
 */
export function resolveConfig(user: unknown, sources: ConfigSources): Config {
  const own = readUserConfig(user, sources);
  const layers = layersOf(own, sources.file ?? "config", sources, []);
  const project = own.projects?.find(({ name }) => name === sources.project);
  if (project !== undefined) layers.push(project);
  const named = layers.filter((layer) => isPreset(layer)).pop();
  const ground = sources.preset ?? named ?? "recommended";
  const configs: SharedLayer[] = [];
  for (const layer of layers) if (!isPreset(layer)) configs.push(layer);
  return {
    rules: rulesOf(configs, ground, sources),
    tables: tablesOf(configs),
    smallTableRows: last(configs, "smallTableRows") ?? (ground === "strict" ? 0 : defaultSmallTableRows),
    rates: configs.reduce<Rates>((rates, layer) => ({ ...rates, ...layer.rates }), defaultRates),
    lockTimeout: last(configs, "lockTimeout"),
    suppress: configs.flatMap(({ suppress }) => suppress ?? []),
    ignoreMigrations: configs.flatMap(({ ignoreMigrations }) => ignoreMigrations ?? []),
    file: sources.file,
  };
}

type SharedLayer = Omit<UserConfig, "projects" | "extends"> | ProjectConfig;
type Layer = SharedLayer | Preset;

/** The config and what it extends, in the order in which they are put over one another. `from`: the names on the way here. */
function layersOf(config: UserConfig, file: string, sources: ConfigSources, from: readonly string[]): Layer[] {
  const layers: Layer[] = [];
  const place = new ConfigValue(config.extends, file, "extends");
  for (const name of config.extends ?? []) {
    const preset = presets.find((known) => known === name);
    if (preset !== undefined) {
      layers.push(preset);
      continue;
    }
    const value = sources.packages?.get(name);
    if (value === undefined) throw place.unknown("preset or package", name, presets);
    if (from.includes(name)) throw place.error(`"${name}" extends itself.`, "Take it out of one of the two.");
    const extended = readConfig(new ConfigValue(value, name), sources.rules);
    layers.push(...layersOf(extended, name, sources, [...from, name]));
  }
  layers.push(config);
  return layers;
}

function isPreset(layer: Layer): layer is Preset {
  return typeof layer === "string";
}

function rulesOf(layers: readonly SharedLayer[], ground: Preset, sources: ConfigSources): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const rule of sources.rules) settings.set(rule.id, presetSetting(rule, ground));
  const written = layers.flatMap(({ rules }) => Object.entries(rules ?? {}).map(([id, setting]) => ({ id, setting })));
  for (const { id, setting } of [...written, ...sources.overrides]) {
    const rule = ruleNamed(id, sources.rules, new ConfigValue(setting, sources.file ?? "config", "rules"));
    settings.set(id, withSetting(settings.get(id) ?? presetSetting(rule, ground), setting, rule));
  }
  return settings;
}

function tablesOf(layers: readonly SharedLayer[]): ReadonlyMap<string, TableFacts> {
  const tables = new Map<string, TableFacts>();
  for (const layer of layers) {
    for (const [name, facts] of Object.entries(layer.tables ?? {})) tables.set(name, { ...tables.get(name), ...facts });
  }
  return tables;
}

function last<K extends keyof SharedLayer>(layers: readonly SharedLayer[], key: K): SharedLayer[K] | undefined {
  return layers.findLast((layer) => layer[key] !== undefined)?.[key];
}
