import { check, type CheckResult } from "./check/run/run.js";
import { reviewSchema } from "./check/schema-review/schema-review.js";
import { shortNames } from "./database/names/short-names.js";
import { emptyDatabase } from "./database/names/lookup.js";
import type { Config } from "./model/config.js";
import type { Dialect } from "./model/dialect.js";
import type { Project } from "./model/project.js";
import type { Timeline } from "./model/step.js";
import type { Timer } from "./model/timed.js";
import { replayRemembering, type StateMemory } from "./replay/remembered.js";
import { replay, type ReplayOptions } from "./replay/replay.js";
import { declaredSchema } from "./schema/declare-schema.js";
import type { DeclaredSchema } from "./schema/declared-schema.js";
import { parseSchema } from "./schema/parse-schema.js";
import type { SourceText } from "./text/source-text.js";
import { rules } from "../rules/index.js";

/** The project's history in memory; an empty one where its dialect is not supported. Pure. */
export function replayProject({ migrations, environment }: Project, dialect: Dialect | undefined, options: ReplayOptions, memory?: StateMemory): Timeline {
  if (dialect === undefined) return { migrations: [], database: emptyDatabase(environment.defaultSchema.value) };
  return memory === undefined ? replay(migrations, dialect, environment, options) : replayRemembering(memory, migrations, dialect, environment, options);
}

/** Looks at a replayed history, or one changed a little. */
export type Judge = (timeline: Timeline) => CheckResult;

export interface JudgeInput {
  readonly project: Project;
  readonly config: Config;
  /** Writes the SQL in messages; any one where the project's own is not supported. */
  readonly dialect: Dialect;
  /** Everything counts as new: `--all`. */
  readonly all: boolean;
  /** The config's `suppress` entries can be meant for no other project. */
  readonly sole: boolean;
  readonly timer?: Timer | undefined;
}

/** What the rules of this configuration say of the project. Pure. */
export function judgeOf({ project, config, dialect, all, sole, timer }: JudgeInput): Judge {
  const declared = declaredIn(project.schema);
  const base = project.baseSchema && declaredIn(project.baseSchema);
  const defaultSchema = project.environment.defaultSchema.value;
  return (timeline) => {
    // Rules are made for a provider; those of a guessed one would be wrong about the others.
    if (project.provider === undefined) return { findings: [], suppressed: 0, uses: [] };
    const newest = timeline.migrations.findLast(({ migration }) => migration.reported);
    const deployed = newest?.deployed ?? timeline.database;
    const schema = reviewSchema({ declared, base, deployed, final: newest?.after ?? timeline.database, defaultSchema, all });
    return check({ timeline, schema, folder: project.folder, environment: project.environment, config, rules, sql: shortNames(dialect.writer, defaultSchema), blocks: dialect.blocks, soleProject: sole, timer });
  };
}

const declaredBefore = new WeakMap<readonly SourceText[], DeclaredSchema>();

/** Read once for each list of files: an editor judges a project again and again, of which another file has changed. */
function declaredIn(files: readonly SourceText[]): DeclaredSchema {
  const declared = declaredBefore.get(files) ?? declaredSchema(files.map(parseSchema));
  declaredBefore.set(files, declared);
  return declared;
}
