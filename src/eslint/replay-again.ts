import { isDeepStrictEqual } from "node:util";
import { replayProject } from "../judge.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Timeline } from "../model/step.js";
import type { Opened } from "./opened.js";

/** The last replay of each project. */
const replayed = new Map<string, { readonly environment: Environment; readonly eachAsNewest: boolean; readonly timeline: Timeline }>();

/** The project's history in memory. Of one that was replayed before, usually one file has changed: what comes before it is not replayed again. */
export function replayAgain({ root, project }: Pick<Opened, "root" | "project">, dialect: Dialect): Timeline {
  const { environment } = project;
  const eachAsNewest = project.base.kind === "none";
  const key = JSON.stringify([root, project.root, project.name, project.migrationsDir]);
  const last = replayed.get(key);
  const known = last !== undefined && last.eachAsNewest === eachAsNewest && isDeepStrictEqual(last.environment, environment) ? last.timeline : undefined;
  const timeline = replayProject(project, project.provider === dialect.provider ? dialect : undefined, { eachAsNewest, ...(known && { known }) });
  replayed.set(key, { environment, eachAsNewest, timeline });
  return timeline;
}
