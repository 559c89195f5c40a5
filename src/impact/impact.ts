import { findTable, isEmpty } from "../database/questions.js";
import type { Config } from "../model/config.js";
import type { Dialect } from "../model/dialect.js";
import type { MigrationImpact, Risk, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";
import type { ReplayedMigration, Step } from "../model/step.js";
import { durationOf } from "./duration.js";
import { riskOf, worst } from "./risk.js";

/** What each statement of a migration does to the live server. Pure. */
export function impactOf({ migration, steps }: ReplayedMigration, dialect: Dialect, config: Pick<Config, "tables" | "smallTableRows" | "rates">): MigrationImpact {
  const byStatement = new Map<number, Step[]>();
  for (const step of steps) {
    const own = byStatement.get(step.statement.index);
    if (own) own.push(step);
    else byStatement.set(step.statement.index, [step]);
  }
  const statements = [...byStatement.values()].map((own) => statementImpact(own, dialect, config));
  return { migration, risk: worst(statements.map((statement): Risk => statement.risk)), statements };
}

function statementImpact(steps: readonly Step[], dialect: Dialect, config: Pick<Config, "tables" | "smallTableRows" | "rates">): StatementImpact {
  const [first] = steps;
  if (first === undefined) throw new Error("a statement without operations");
  const effects = steps.map((step) => step.effect);
  const wasThere = (name: Name): boolean => first.before.tables.some((table) => isNamed(table, name)) || first.before.views.some((view) => isNamed(view, name));
  const merged = {
    locks: dialect.strongest(effects.flatMap((effect) => effect.locks).filter((lock) => wasThere(lock.relation))).map((lock) => ({ ...lock, blocks: dialect.blocks(lock.mode) })),
    held: first.held.map((lock) => ({ ...lock, blocks: dialect.blocks(lock.mode) })),
    scans: distinct(effects.flatMap((effect) => effect.scans).filter(wasThere)),
    rewrites: distinct(effects.flatMap((effect) => effect.rewrites).filter(wasThere)),
    losesData: effects.flatMap((effect) => effect.losesData),
    mayFail: steps.flatMap((step) => step.effect.mayFail.filter((failure) => mayHoldRows(failure.relation, step))),
    breaks: effects.flatMap((effect) => effect.breaks),
    opaque: effects.some((effect) => effect.opaque),
  };
  return {
    index: first.statement.index,
    span: first.statement.span,
    kinds: kindsOf(steps),
    transaction: first.transactions.find((transaction) => transaction.block) ?? first.transactions[0],
    ...merged,
    duration: durationOf(merged, config),
    risk: riskOf(merged, steps, config),
  };
}

/** A block or CALL that is read is what it runs. */
function kindsOf(steps: readonly Step[]): readonly string[] {
  const kinds = new Set(steps.filter(({ operation, effect }) => operation.kind !== "opaque" || effect.opaque).map(({ operation }) => operation.kind));
  return kinds.size > 0 ? [...kinds] : ["routine"];
}

/** A table of this series of migrations into which nothing was put cannot fail on its rows. */
function mayHoldRows(relation: Name, { before, deployed }: Step): boolean {
  const table = findTable(before, relation);
  return table !== undefined && !isEmpty(table, deployed);
}

const isNamed = (relation: { readonly schema: string; readonly name: string }, name: Name): boolean => relation.schema === name.schema && relation.name === name.name;

const distinct = (names: readonly Name[]): Name[] => [...new Map(names.map((name) => [relationKey(name), name])).values()];

const relationKey = ({ schema, name }: Name): string => JSON.stringify([schema, name]);
