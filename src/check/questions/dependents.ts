import { apply } from "../../database/apply.js";
import { nameAt, NOWHERE } from "../../database/nowhere.js";
import type { Database } from "../../model/database.js";
import type { Naming } from "../../model/dialect.js";
import type { DropConstraint, DropDefault, DropView, Operation } from "../../model/operation.js";
import type { Step } from "../../model/step.js";

/** In words, as PostgreSQL's DETAIL lines: what a drop takes along only because it says CASCADE. */
export function takenByCascade({ operation, before, statement, migration }: Step): readonly string[] {
  const alone = withoutCascade(operation);
  if (!alone) return [];
  const together = statement.operations.map((other) => withoutCascade(other) ?? other);
  const { problems } = apply(alone, before, { migration: migration.name, statement: statement.index, naming: NO_NAMES, serverVersion: undefined, together, newId: () => "" });
  return problems.flatMap(({ kind, dependents }) => (kind === "dependents" ? dependents : []));
}

/** The drop without CASCADE; undefined for what says none, and for what CASCADE does not drop. */
export function withoutCascade(operation: Operation): Operation | undefined {
  if (!("cascade" in operation) || !operation.cascade || operation.kind === "changeData" || operation.kind === "alterComposite") return undefined;
  return { ...operation, cascade: false, conditional: false };
}

/** A drop names nothing. */
const NO_NAMES: Naming = { identifierBytes: 63, truncate: (name) => name, automaticName: (table) => table, quote: (name) => name, mayHaveType: () => true };

/** Statements that drop dependents by themselves, as far as their words tell constraints, views and defaults. */
export function dropsOf(dependents: readonly string[], database: Database): (DropConstraint | DropDefault | DropView)[] {
  return dependents.flatMap((words): (DropConstraint | DropDefault | DropView)[] => {
    const [, constraint, owner] = /^constraint (.+) on table (.+)$/.exec(words) ?? [];
    const [, column, holder] = /^default value for column (.+) of table (.+)$/.exec(words) ?? [];
    const table = database.tables.find(({ name, constraints, columns }) =>
      (name === owner && constraints.some((each) => each.name === constraint)) || (name === holder && columns.some((each) => each.name === column)));
    if (table && constraint !== undefined) return [{ kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: { name: constraint, span: NOWHERE }, ifExists: false, cascade: false }];
    if (table && column !== undefined) return [{ kind: "dropDefault", span: NOWHERE, table: nameAt(table), column: { name: column, span: NOWHERE } }];
    const view = database.views.find(({ name, materialized }) => words === `${materialized ? "materialized view" : "view"} ${name}`);
    return view ? [{ kind: "dropView", span: NOWHERE, name: nameAt(view), materialized: view.materialized, ifExists: false, cascade: false }] : [];
  });
}

/** Something that the live database has is gone or changed. */
export function changesDeployed({ before, after, deployed }: Step): boolean {
  const lists = [[before.tables, after.tables, deployed.tables], [before.views, after.views, deployed.views], [before.enums, after.enums, deployed.enums], [before.objects, after.objects, deployed.objects], [before.domains, after.domains, deployed.domains], [before.sequences, after.sequences, deployed.sequences]] as const;
  return lists.some(([old, now, live]) => old !== now && old.some((object) => live.some(({ id }) => id === object.id) && !now.some((other) => other === object)));
}
