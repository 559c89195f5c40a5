import { isDeepStrictEqual } from "node:util";
import { presetSetting, type Preset } from "../check/config/rule-setting.js";
import type { Rule } from "../check/rule.js";
import { loadDialect } from "../dialects/index.js";
import { judgeOf } from "../judge.js";
import type { Config, RuleSetting } from "../model/config.js";
import type { Dialect } from "../model/dialect.js";
import type { Finding } from "../model/finding.js";
import type { Timeline } from "../model/step.js";
import { rules } from "../../rules/index.js";
import { replayAgain } from "./replay-again.js";
import type { Opened } from "./opened.js";
import type { AskedRule, JudgeQuestion } from "./questions.js";

type Asking = Pick<JudgeQuestion, "preset" | "rules">;

/** One state of a project's files: replayed once, and checked once for each set of rules. */
export class History {
  readonly #opened: Opened;
  readonly #findings = new Map<string, readonly Finding[]>();
  #timeline: Timeline | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
  }

  /** All findings of these rules, in any file of the project. */
  async findings(asking: Asking): Promise<readonly Finding[]> {
    const dialect = await loadDialect("postgresql");
    if (dialect === undefined) throw new Error("the dialect of postgresql is missing");
    const key = JSON.stringify([asking.preset, asking.rules]);
    const found = this.#findings.get(key) ?? this.#check(this.#configOf(asking), dialect);
    this.#findings.set(key, found);
    return found;
  }

  #check(config: Config, dialect: Dialect): readonly Finding[] {
    const { project } = this.#opened;
    this.#timeline ??= replayAgain(this.#opened, dialect);
    const judge = judgeOf({ project, config, dialect, all: project.base.kind === "none", sole: false });
    return judge(this.#timeline).findings;
  }

  /** Of the project's own configuration everything but which rules run: those that ESLint runs, without those that it turns off. */
  #configOf({ preset, rules: asked }: Asking): Config {
    const { config, strict } = this.#opened;
    const own = preset === "strict" ? strict : config;
    const settings = new Map<string, RuleSetting>();
    for (const rule of rules) {
      const setting = own.rules.get(rule.id) ?? presetSetting(rule, preset ?? "recommended");
      const given = asked.find(({ id }) => id === rule.id);
      // A rule that is off although a preset has it was turned off by somebody's words.
      const isOff = given === undefined || (strict.rules.get(rule.id)?.level === "off" && rule.strict !== "off");
      if (isOff) settings.set(rule.id, { ...setting, level: "off" });
      else settings.set(rule.id, { level: setting.level === "off" ? "error" : setting.level, options: optionsOf(rule, given, preset, setting) });
    }
    return { ...own, rules: settings };
  }
}

/** What is written in ESLint's configuration goes before ours; what our own preset writes there says no more than the preset does. */
function optionsOf(rule: Rule, given: AskedRule, preset: Preset | undefined, own: RuleSetting): RuleSetting["options"] {
  if (given.options === undefined) return own.options;
  const options = { ...presetSetting(rule, "recommended").options, ...given.options };
  return preset === "strict" && isDeepStrictEqual(options, presetSetting(rule, preset).options) ? own.options : options;
}
