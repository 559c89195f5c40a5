import { resolveConfig } from "../check/config/config.js";
import type { Environment, Fact } from "../model/environment.js";
import type { Finding } from "../model/finding.js";
import { SourceText } from "../text/source-text.js";
import { rules } from "../../rules/index.js";
import { History } from "./history.js";
import type { JudgeQuestion } from "./questions.js";

/** What can be said of a migration without its project, in which nothing of the database is known: whether it is SQL. */
const sayable: readonly string[] = ["no-syntax-error"];

/** Of a migration that is part of no project. */
export function loneFindings({ path, text, preset, rules: asked }: JudgeQuestion): Promise<readonly Finding[]> {
  return loneHistory(path, text).findings({ preset, rules: asked.filter(({ id }) => sayable.includes(id)) });
}

function loneHistory(file: string, text: string): History {
  const migration = { name: "migration", source: new SourceText(file, text), deployed: false, reported: true };
  const preset = (name: "recommended" | "strict") => resolveConfig(undefined, { rules, preset: name, overrides: [], file: undefined });
  return new History({
    root: ".",
    project: {
      name: undefined,
      root: ".",
      provider: "postgresql",
      schema: [],
      baseSchema: undefined,
      migrationsDir: undefined,
      migrations: [migration],
      base: { kind: "none", ref: null, source: "no project" },
      environment,
      externalTables: [],
      notices: [],
    },
    config: preset("recommended"),
    strict: preset("strict"),
  });
}

const unknown: Fact<undefined> = { value: undefined, source: "no project" };
const environment: Environment = {
  provider: "postgresql",
  serverVersion: unknown,
  prismaVersion: unknown,
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source: "no project" },
  timeZone: unknown,
};
