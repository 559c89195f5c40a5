import { apply } from "../../../database/apply/apply.js";
import { nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Database, Table } from "../../../model/database.js";
import type { Naming } from "../../../model/dialect.js";
import type { DropColumn, DropConstraint, DropDefault, DropView, Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

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
const NO_NAMES: Naming = { identifierBytes: 63, truncate: (name) => name, automaticName: (table) => table, quote: (name) => name, mayHaveType: () => true, mayHaveFunction: () => true, knowsFunctionsOf: () => false, castKind: () => undefined, isMutableCast: () => false, categoryOf: () => undefined, operate: () => undefined, typeName: ({ name }) => name };

type PartDrop = DropColumn | DropConstraint | DropDefault | DropView;

/** Statements that drop dependents by themselves, as far as their words tell constraints, columns, defaults and views. */
export function dropsOf(dependents: readonly string[], database: Database): PartDrop[] {
  return dependents.flatMap((words): PartDrop[] => {
    const constraint = CONSTRAINT.exec(words)?.[1];
    const column = DEFAULT.exec(words)?.[1];
    const whole = COLUMN.exec(words)?.[1];
    const [table] = ownersOf(words, database);
    if (table && constraint !== undefined) return [{ kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: { name: constraint, span: NOWHERE }, ifExists: false, cascade: false }];
    if (table && whole !== undefined) return [{ kind: "dropColumn", span: NOWHERE, table: nameAt(table), column: { name: whole, span: NOWHERE }, ifExists: false, cascade: false }];
    if (table && column !== undefined) return [{ kind: "dropDefault", span: NOWHERE, table: nameAt(table), column: { name: column, span: NOWHERE } }];
    const view = database.views.find(({ name, materialized }) => words === `${materialized ? "materialized view" : "view"} ${name}`);
    return view ? [{ kind: "dropView", span: NOWHERE, name: nameAt(view), materialized: view.materialized, ifExists: false, cascade: false }] : [];
  });
}

const CONSTRAINT = /^constraint (.+) on table (.+)$/;
const DEFAULT = /^default value for column (.+) of table (.+)$/;

const COLUMN = /^column (.+) of table (.+)$/;

/** Of a constraint, column or default: the table that has it; of several with that name all that have such a part. */
export function ownersOf(words: string, { tables }: Database): Table[] {
  const [, constraint, owner] = CONSTRAINT.exec(words) ?? [];
  const [, column, holder] = DEFAULT.exec(words) ?? COLUMN.exec(words) ?? [];
  return tables.filter(({ name, constraints, columns }) => (name === owner && constraints.some((each) => each.name === constraint)) || (name === holder && columns.some((each) => each.name === column)));
}

/** Something that the live database has is gone or changed. */
export function changesDeployed({ before, after, deployed }: Step): boolean {
  const lists = [[before.tables, after.tables, deployed.tables], [before.views, after.views, deployed.views], [before.enums, after.enums, deployed.enums], [before.objects, after.objects, deployed.objects], [before.domains, after.domains, deployed.domains], [before.sequences, after.sequences, deployed.sequences]] as const;
  return lists.some(([old, now, live]) => old !== now && old.some((object) => live.some(({ id }) => id === object.id) && !now.some((other) => other === object)));
}
