import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { MigrationFile } from "../model/migration.js";
import { once } from "../model/once.js";
import type { ReplayedMigration, Timeline } from "../model/step.js";
import { replay, type ReplayOptions } from "./replay.js";

/** States that histories had, kept from one run to the next. */
export interface StateMemory {
  /** The database after the longest beginning of these files that is known, of `count` migrations. */
  recall(files: readonly MigrationFile[], environment: Environment): { readonly count: number; readonly database: Database } | undefined;
  keep(files: readonly MigrationFile[], environment: Environment, database: Database): void;
}

/**
 * As `replay`, without what is deployed and not reported where the memory knows how that ends. Whoever asks for a step of it all the same gets it: the whole
 * history is then replayed after all.
 */
export function replayRemembering(memory: StateMemory, files: readonly MigrationFile[], dialect: Dialect, environment: Environment, options: ReplayOptions): Timeline {
  const beginning = oldOnes(files);
  if (beginning.length === 0) return replay(files, dialect, environment, options);
  const known = memory.recall(beginning, environment);
  const count = known?.count ?? 0;
  const rest = replay(files.slice(count), dialect, environment, { ...options, ...(known && { start: known.database }) });
  const last = rest.migrations[beginning.length - count - 1];
  if (last) memory.keep(beginning, environment, last.after);
  const whole = once(() => replay(files, dialect, environment, { eachAsNewest: options.eachAsNewest }));
  return { ...rest, migrations: [...beginning.slice(0, count).map((file, at) => whenAsked(file, () => whole().migrations[at])), ...rest.migrations] };
}

/** Deployed, before all that is reported, without the very last: of that one the verdict is told where nothing is new. */
function oldOnes(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const first = files.findIndex(({ deployed, reported }) => !deployed || reported);
  return files.slice(0, Math.min(first === -1 ? files.length : first, files.length - 1));
}

function whenAsked(file: MigrationFile, find: () => ReplayedMigration | undefined): ReplayedMigration {
  const replayed = (): ReplayedMigration => {
    const found = find();
    if (found === undefined) throw new Error(`${file.name} was not replayed`);
    return found;
  };
  return {
    migration: { ...file, get script() { return replayed().migration.script; } },
    get before() { return replayed().before; },
    get after() { return replayed().after; },
    get deployed() { return replayed().deployed; },
    get steps() { return replayed().steps; },
  };
}
