import { forbidsNull, saysNotNull } from "../../../database/forbids-null.js";
import { keyColumns, primaryKeyIndex } from "../../../database/keys.js";
import { columnById, columnNames, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import { hasServerDefault } from "../../../database/questions.js";
import type { Column, Database, Table } from "../../../model/database.js";
import type { TypeName } from "../../../model/name.js";
import type { AlterColumnType } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import type { DeclaredModel } from "../../../schema/declared-schema.js";
import { fieldOfColumn } from "../../../schema/schema-questions.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import { deployedSchema, modelOf } from "../declared/models.js";

/** Something that the running code could write and that the server refuses after the step. */
export interface Narrowing {
  readonly kind: "notSent" | "null" | "check" | "unique" | "type";
  readonly table: Table;
  readonly code: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly index?: string;
  readonly type?: TypeName;
  readonly notValid?: boolean;
}

/** Of NOT NULL, CHECK, unique and exclusion keys, and changes of type, on tables of the live database; what the deployed schema.prisma promises already is left out. */
export function narrowings(step: Step, review: SchemaReview): Narrowing[] {
  const { operation, before, after, deployed, effect } = step;
  if (operation.kind !== "setNotNull" && operation.kind !== "addConstraint" && operation.kind !== "createIndex" && operation.kind !== "alterColumnType") return [];
  const table = findTable(before, operation.table);
  const made = table && tableById(after, table.id);
  const live = table && tableById(deployed, table.id);
  if (!made || !live || effect.breaks.length === 0) return [];
  const model = modelOf(deployedSchema(review, step), review, live);
  // Prisma Client of the deployed schema does not know the table.
  if ((deployedSchema(review, step) && !model) || model?.isIgnored === true) return [];
  const scope: Scope = { table, made, live, model, before, after };
  if (operation.kind === "setNotNull") return ofNull(operation.column.name, effect.breaks.some(({ code }) => code === "23502"), scope);
  if (operation.kind === "alterColumnType") return ofType(operation, step, scope);
  // A primary key sets its columns NOT NULL.
  const required = operation.kind === "addConstraint" && operation.constraint.kind === "primaryKey" ? table.columns.filter(({ id, notNull }) => !notNull && columnById(made, id)?.notNull === true) : [];
  return [...ofChecks(scope), ...ofKeys(step, scope), ...required.flatMap(({ name }) => ofNull(name, effect.breaks.some(({ code }) => code === "23502"), scope))];
}

interface Scope {
  /** Before, after, and on the live database. */
  readonly table: Table;
  readonly made: Table;
  readonly live: Table;
  /** In the deployed schema.prisma; undefined where it is not known. */
  readonly model: DeclaredModel | undefined;
  readonly before: Database;
  readonly after: Database;
}

function ofNull(name: string, breaks: boolean, { table, made, live, model, after }: Scope): Narrowing[] {
  const old = findColumn(table, name);
  const now = findColumn(made, name);
  if (!breaks || !old || !now || forbidsNull(table, old)) return [];
  // Code knows names: a column that took over that of another is the same to it.
  const known = columnById(live, old.id) ?? findColumn(live, name);
  if (known && forbidsNull(live, known)) return [];
  if (isSent(known, model)) return model && known && fieldOfColumn(model, known.name)?.isRequired === true ? [] : [{ kind: "null", table, column: name, code: "23502" }];
  return hasServerDefault(now, after) ? [] : [{ kind: "notSent", table, column: name, code: "23502" }];
}

/** The running code names it in its writes. */
const isSent = (known: Column | undefined, model: DeclaredModel | undefined): boolean => {
  if (!known || !model) return known !== undefined;
  const field = fieldOfColumn(model, known.name);
  return field !== undefined && !field.isIgnored;
};

function ofChecks(scope: Scope): Narrowing[] {
  const { table, made, live } = scope;
  return made.constraints.flatMap((constraint): Narrowing[] => {
    if (constraint.kind !== "check" || constraint.notEnforced === true || constraint.inherited === true || table.constraints.some(({ id }) => id === constraint.id)) return [];
    const [first] = constraint.expression.references;
    const column = first && columnById(made, first.target);
    if (column && saysNotNull(constraint.expression, column.id)) return ofNull(column.name, true, { ...scope, made: { ...made, columns: made.columns.map((each) => (each === column ? { ...each, notNull: true } : each)) } });
    // What the code does not send has its default, or is NULL, which no other check refuses.
    const known = constraint.expression.references.some(({ target }) => columnById(live, target) !== undefined);
    return known ? [{ kind: "check", table, constraint: constraint.name, code: "23514", notValid: !constraint.validated }] : [];
  });
}

function ofKeys({ effect }: Step, { table, made, live, model }: Scope): Narrowing[] {
  const code = effect.breaks.find((broken) => broken.code === "23505" || broken.code === "23P01")?.code;
  // Of code whose schema is not known nothing is said: which values are unique by themselves, as ids are, no database tells.
  if (code === undefined || !model) return [];
  // Another primary key is more than a new rule.
  const primary = primaryKeyIndex(made)?.id;
  const index = made.indexes.find(({ id }) => id !== primary && !table.indexes.some((old) => old.id === id));
  if (!index) return [];
  // What the code does not send is NULL where it has no default, and distinct where the server makes its values.
  const ids = keyColumns(index);
  const isDistinct = (column: Column): boolean => !columnById(live, column.id) && (column.default?.literal === undefined || column.default.literal === null);
  if (!index.nullsNotDistinct && made.columns.some((column) => ids.includes(column.id) && isDistinct(column))) return [];
  const columns = columnNames(made, ids);
  const promised = [...(model.id ? [model.id] : []), ...model.uniques].some(({ fields }) => fields.every(({ column }) => columns.includes(column)));
  const isStricter = live.indexes.some((old) => old.unique && !old.predicate && old.keys.every(({ column }) => column !== undefined && ids.includes(column)));
  return promised || isStricter ? [] : [{ kind: "unique", table, index: index.name, code }];
}

function ofType({ column: { name }, type }: AlterColumnType, { effect }: Step, { table, live, model }: Scope): Narrowing[] {
  const old = findColumn(table, name);
  const known = old && columnById(live, old.id);
  const broken = effect.breaks.find(({ column, depends }) => column === name && depends === "values");
  if (!broken || !isSent(known, model)) return [];
  const promised = model && known && fieldOfColumn(model, known.name)?.nativeType?.arguments.join() === type.modifiers.join() && type.modifiers.length > 0;
  return promised === true ? [] : [{ kind: "type", table, column: name, code: broken.code, type }];
}
