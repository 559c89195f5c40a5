import { isSmall } from "../../../database/known-rows.js";
import { findTable, findView } from "../../../database/names/lookup.js";
import { isUnshared } from "../../../database/questions.js";
import type { Config } from "../../../model/config.js";
import type { Table, View } from "../../../model/database.js";
import type { Name } from "../../../model/name.js";
import type { Step } from "../../../model/step.js";
import { isProvedEmpty } from "../rows/proved-empty.js";

/** The table by the name that it has before the step, if others use it and it is large enough for them to wait: the live database has it, and its rows are many or not known. */
export function liveTable(name: Name, step: Step, config: Pick<Config, "tables" | "smallTableRows">): Table | undefined {
  const table = tableInUse(name, step, config);
  return table && !isProvedEmpty(table, step) ? table : undefined;
}

/** The same of a table or materialised view. */
export function liveRelation(name: Name, step: Step, config: Pick<Config, "tables" | "smallTableRows">): Table | View | undefined {
  return findView(step.before, name) ? viewInUse(name, step, config) : liveTable(name, step, config);
}

/** A table or materialised view that others wait for however few rows the step leaves it: when its lock is kept, or is hard to get. */
export function relationInUse(name: Name, step: Step, config: Pick<Config, "tables" | "smallTableRows">): Table | View | undefined {
  return findView(step.before, name) ? viewInUse(name, step, config) : tableInUse(name, step, config);
}

/** PostgreSQL carries the step out, as far as the replay knows. */
export const isDone = ({ before, after, problems }: Step): boolean => problems.length === 0 && before !== after;

function tableInUse(name: Name, { before, deployed }: Step, config: Pick<Config, "tables" | "smallTableRows">): Table | undefined {
  const table = findTable(before, name);
  return table && !isUnshared(table, deployed) && !isSmall(table, config) ? table : undefined;
}

function viewInUse(name: Name, { before, deployed }: Step, config: Pick<Config, "tables" | "smallTableRows">): View | undefined {
  const view = findView(before, name);
  return view?.materialized === true && deployed.views.some(({ id }) => id === view.id) && !isSmall(view, config) ? view : undefined;
}
