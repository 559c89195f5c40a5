import { tableById } from "../database/names/lookup.js";
import type { Database, ObjectId } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Lock } from "../model/effect.js";
import type { Name } from "../model/name.js";
import type { Step } from "../model/step.js";

/** One of the ways in which a migration may run, on its way. */
interface Way {
  readonly transaction: number | undefined;
  readonly held: Held;
  readonly savepoints: readonly { readonly name: string; readonly held: Held }[];
}
/** By the relation's id, since a rename does not release a lock. */
type Held = ReadonlyMap<ObjectId, Lock>;

type Assessed = Omit<Step, "held">;

const NONE: Held = new Map();

/** For each step of a migration, what earlier statements of its transaction keep locked until that ends. */
export function heldLocks(steps: readonly Assessed[], dialect: Dialect): (readonly Lock[])[] {
  const ways: Way[] = [];
  const locks: (readonly Lock[])[] = [];
  for (let from = 0; from < steps.length; ) {
    const to = endOfStatement(steps, from);
    const own = steps.slice(from, to);
    from = to;
    for (const [at, transaction] of own[0]?.transactions.entries() ?? []) {
      if (ways[at]?.transaction !== transaction.id) ways[at] = { transaction: transaction.id, held: NONE, savepoints: [] };
    }
    for (const step of own) locks.push(heldIn(ways, step.before, dialect));
    for (const step of own) for (const [at, way] of ways.entries()) ways[at] = afterStep(way, step, dialect);
  }
  return locks;
}

function endOfStatement(steps: readonly Assessed[], from: number): number {
  let to = from;
  while (to < steps.length && steps[to]?.statement === steps[from]?.statement) to += 1;
  return to;
}

/** Of all ways, by the names that the relations have now. */
function heldIn(ways: readonly Way[], database: Database, dialect: Dialect): readonly Lock[] {
  const locks: Lock[] = [];
  for (const { held } of ways) {
    for (const [id, { mode }] of held) {
      const relation = relationById(database, id);
      if (relation) locks.push({ relation, mode });
    }
  }
  return dialect.strongest(locks);
}

function afterStep(way: Way, { operation, effect, before, deployed }: Assessed, dialect: Dialect): Way {
  switch (operation.kind) {
    case "savepoint":
      return operation.release ? way : { ...way, savepoints: [...way.savepoints, { name: operation.name, held: way.held }] };
    case "rollback": {
      const saved = way.savepoints.findLast(({ name }) => name === operation.toSavepoint);
      return { ...way, held: operation.toSavepoint === undefined ? NONE : (saved?.held ?? way.held) };
    }
    default:
      return effect.locks.length === 0 ? way : { ...way, held: withLocks(way.held, effect.locks, before, deployed, dialect) };
  }
}

/** Nobody waits for a relation that the live database does not have. */
function withLocks(held: Held, locks: readonly Lock[], before: Database, deployed: Database, dialect: Dialect): Held {
  const next = new Map(held);
  for (const lock of locks) {
    const id = relationId(before, lock.relation);
    if (id === undefined || relationById(deployed, id) === undefined) continue;
    const [strongest = lock] = dialect.strongest([{ ...lock, mode: next.get(id)?.mode ?? lock.mode }, lock]);
    next.set(id, strongest);
  }
  return next;
}

const relationId = ({ tables, views }: Database, { schema, name }: Name): ObjectId | undefined =>
  (tables.find((table) => table.name === name && table.schema === schema) ?? views.find((view) => view.name === name && view.schema === schema))?.id;

const relationById = (database: Database, id: ObjectId): Name | undefined => tableById(database, id) ?? database.views.find((view) => view.id === id);
