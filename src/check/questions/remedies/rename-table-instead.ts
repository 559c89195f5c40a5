import { findTable, tableById } from "../../../database/names/lookup.js";
import { foreignKeysTo } from "../../../database/questions.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Constraint, Database, ForeignKey, Index, ObjectId, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { FileEdit } from "../../../model/finding.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { keysOf } from "../../../schema/schema-questions.js";
import { identifiersIn } from "../../../text/identifiers.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import type { WayOut } from "../../way-out.js";
import { sameColumn } from "../changes/likeness.js";
import type { TableRename } from "../changes/renames.js";
import { modelOf } from "../declared/models.js";
import { declaredWith } from "./mapped-name.js";
import { moveTable } from "./operations.js";
import { instead, ONLY_ITS_AUTHOR } from "./rename-instead.js";
import { mapModel } from "./schema-edits.js";
import { withoutActions } from "./statement-parts.js";

/** What a DROP TABLE and CREATE TABLE that look like a rename may be instead, for people to choose. Empty where the two differ, or other statements speak of the new one. */
export function renameTableInstead({ from, to, dropped, created }: TableRename, replayed: ReplayedMigration, review: SchemaReview, sql: Writer): readonly WayOut[] {
  const old = tableById(replayed.before, from.id);
  const pairs = old && old.schema === to.schema ? partsOf(old, to, replayed) : undefined;
  if (!old || !pairs || dropped.statement.operations.length > 1) return [];
  const isOwn = (step: Step): boolean => step.statement === dropped.statement || step.statement === created.statement || isAbout(step, old, to, replayed.before);
  const statements = new Map<Step["statement"], Step[]>();
  for (const step of replayed.steps) statements.set(step.statement, [...(statements.get(step.statement) ?? []), step]);
  const away: FileEdit[] = [];
  for (const [statement, steps] of statements) {
    const about = steps.filter(isOwn);
    const [first] = about;
    const text = about.length === steps.length ? undefined : withoutActions(about);
    if (about.length === 0 ? speaksOf(steps, to.name) : about.length < steps.length && text === undefined) return [];
    if (first && statement !== dropped.statement) away.push(instead(first, text));
  }

  const renames = pairs.filter((pair) => pair.old.name !== pair.young.name).map((pair) => {
    const [name, young] = [pair.old.name, pair.young.name];
    return "kind" in pair.old
      ? sql.statement({ kind: "renameConstraint", span: NOWHERE, table: nameAt(to), name: identifier(name), to: identifier(young) })
      : sql.statement({ kind: "renameIndex", span: NOWHERE, name: nameAt({ schema: to.schema, name }), to: identifier(young), ifExists: false });
  });
  const moved = moveTable(old, to).map((operation) => sql.statement(operation));
  const model = modelOf(review.declared, review, to);
  const edit = model && mapModel(model, old.name, review.declared);
  const then = model && edit && declaredWith(edit, review.declared).models.find(({ name }) => name === model.name);
  const known = new Set(then ? [...keysOf(then), ...then.relations].map(({ databaseName }) => databaseName) : []);
  const map: WayOut[] = model && edit && pairs.every((pair) => known.has(pair.old.name)) ? [{ title: `Keep the table, as \`@@map(${JSON.stringify(old.name)})\` of the model ${model.name}`, here: [], then: [], along: [edit, ...away], asks: ONLY_ITS_AUTHOR }] : [];
  return [...map, { title: "Rename the table: its rows stay, code that still runs fails", here: [...moved, ...renames], then: [], along: away, asks: ONLY_ITS_AUTHOR }];
}

interface Pair {
  readonly old: Index | Constraint;
  readonly young: Index | Constraint;
}

/** Indexes and constraints of the one with those of the other that stand for them; undefined where the two are not alike in all, or keys of others to them. */
function partsOf(old: Table, young: Table, { before, after }: ReplayedMigration): readonly Pair[] | undefined {
  if (old.columns.length !== young.columns.length || !old.columns.every((column) => young.columns.some((other) => other.name === column.name && sameColumn(column, other)))) return undefined;
  if ([old, young].some(({ constraints }) => constraints.some(({ kind }) => kind === "check" || kind === "exclusion"))) return undefined;
  const keysTo = (table: Table, database: Database): string => foreignKeysTo(database, table.id).filter(({ table: { id } }) => id !== table.id).map(({ table: { id }, foreignKey }) => JSON.stringify([id, foreignKey.name, foreignKey.columns, keyShape(foreignKey, table, database)])).sort().join();
  if (keysTo(old, before) !== keysTo(young, after)) return undefined;
  const [olds, youngs] = [shapesOf(old, before), shapesOf(young, after)];
  const pairs = [...olds].flatMap(([shape, part]) => {
    const other = youngs.get(shape);
    return other ? [{ old: part, young: other }] : [];
  });
  return pairs.length === olds.size && pairs.length === youngs.size && olds.size === own(old).length && youngs.size === own(young).length ? pairs : undefined;
}

/** The index of a key goes with its constraint. */
const own = ({ indexes, constraints }: Table): readonly (Index | Constraint)[] => [...indexes.filter(({ constraint }) => constraint === undefined), ...constraints];

function shapesOf(table: Table, database: Database): ReadonlyMap<string, Index | Constraint> {
  const index = ({ unique, method, keys, include, predicate, nullsNotDistinct }: Index): unknown =>
    [unique, method, keys.map((key) => [key.column && nameOf(table, key.column), key.expression?.sql, key.order, key.nulls, key.operatorClass, key.collation]), include.map((id) => nameOf(table, id)), predicate?.sql, nullsNotDistinct];
  return new Map(own(table).map((part): readonly [string, Index | Constraint] => {
    if (!("kind" in part)) return [JSON.stringify(index(part)), part];
    const key = "index" in part ? table.indexes.find(({ id }) => id === part.index) : undefined;
    return [JSON.stringify([part.kind, key && index(key), part.kind === "foreignKey" ? [part.columns.map((id) => nameOf(table, id)), keyShape(part, table, database)] : null]), part];
  }));
}

/** What it points to and how; a key to the table itself in the same words for both. */
function keyShape({ references, onDelete, onUpdate, matchFull }: ForeignKey, table: Table, database: Database): unknown {
  const parent = tableById(database, references.table);
  return [references.table === table.id ? "itself" : references.table, references.columns.map((id) => parent && nameOf(parent, id)), onDelete, onUpdate, matchFull];
}

const nameOf = ({ columns }: Table, column: ObjectId): string | undefined => columns.find(({ id }) => id === column)?.name;

/** It only takes parts of the old one away, or gives them to the new one. */
function isAbout({ operation, before, after }: Step, old: Table, young: Table, start: Database): boolean {
  switch (operation.kind) {
    case "createIndex":
      return findTable(after, operation.table)?.id === young.id;
    case "addConstraint": {
      const table = findTable(after, operation.table);
      return table?.id === young.id || table?.constraints.some((made) => made.kind === "foreignKey" && made.references.table === young.id && tableById(before, table.id)?.constraints.some(({ id }) => id === made.id) !== true) === true;
    }
    case "dropConstraint": {
      const table = findTable(before, operation.table);
      return table?.id === old.id || foreignKeysTo(start, old.id).some(({ table: child, foreignKey }) => child.id === table?.id && foreignKey.name === operation.name.name);
    }
    case "dropIndex":
      return old.indexes.some(({ id }) => tableById(before, old.id)?.indexes.some((index) => index.id === id) === true && tableById(after, old.id)?.indexes.some((index) => index.id === id) !== true);
    default:
      return false;
  }
}

const speaksOf = ([first]: readonly Step[], name: string): boolean => first !== undefined && identifiersIn(first.migration.source.slice(first.statement.span)).has(name);
