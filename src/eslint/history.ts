import { isDeepStrictEqual } from "node:util";
import type { Rule } from "../check/rule.js";
import { judgeOf, replayProject, type Judge } from "../judge.js";
import type { Config, RuleSetting } from "../model/config.js";
import type { Finding } from "../model/finding.js";
import type { Timeline } from "../model/step.js";
import { postgres, remembering } from "./dialect.js";
import type { Opened } from "./discovery.js";

const dialect = remembering(postgres);

/** The options that ESLint gives to a rule: its defaults with the user's over them. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** One state of a project's files: replayed once, and checked once for all rules that are set as the project's configuration has them. */
export class History {
  readonly #opened: Opened;
  readonly #findings = new Map<string, readonly Finding[]>();
  #timeline: Timeline | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
  }

  /** All findings of the rule, in any file of the project. */
  findings(rule: Rule, options: GivenOptions): readonly Finding[] {
    const setting = this.#settingOf(rule, options);
    if (setting === "off") return [];
    const key = setting === undefined ? "" : JSON.stringify([rule.id, setting.options]);
    let found = this.#findings.get(key);
    if (found === undefined) {
      found = this.#check(setting === undefined ? this.#opened.config : withSetting(this.#opened.config, rule, setting));
      this.#findings.set(key, found);
    }
    return found.filter((finding) => finding.rule === rule.id);
  }

  /** Undefined: as in the project's configuration, so that the rule shares a run with all others. */
  #settingOf(rule: Rule, options: GivenOptions): RuleSetting | "off" | undefined {
    const { config, strict } = this.#opened;
    if (strict.rules.get(rule.id)?.level === "off" && rule.strict !== "off") return "off";
    if (Object.entries(rule.options).some(([name, option]) => !isDeepStrictEqual(options[name], option.default))) return { level: "error", options };
    const own = config.rules.get(rule.id);
    return own?.level === "off" ? { ...own, level: "error" } : undefined;
  }

  #check(config: Config): readonly Finding[] {
    const { project } = this.#opened;
    const read = project.provider === "postgresql" ? dialect : undefined;
    const all = project.base.kind === "none";
    this.#timeline ??= replayProject(project, read, { eachAsNewest: all });
    const judge: Judge = judgeOf({ project, config, dialect, all, sole: false });
    return judge(this.#timeline).findings;
  }
}

function withSetting(config: Config, rule: Rule, setting: RuleSetting): Config {
  return { ...config, rules: new Map([...config.rules, [rule.id, setting]]) };
}
