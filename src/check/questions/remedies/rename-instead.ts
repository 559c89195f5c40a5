import { tableById } from "../../../database/names/lookup.js";
import { foreignKeysTo, goesWithColumn } from "../../../database/questions.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Index, ObjectId, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { FileEdit } from "../../../model/finding.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { keysOf } from "../../../schema/schema-questions.js";
import { identifiersIn } from "../../../text/identifiers.js";
import { takeOut } from "../../run/taken-out.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import type { WayOut } from "../../way-out.js";
import { sameColumn } from "../changes/likeness.js";
import type { ColumnRename } from "../changes/renames.js";
import { fieldOf, modelOf } from "../declared/models.js";
import { declaredWith } from "./mapped-name.js";
import { mapField } from "./schema-edits.js";
import { withoutActions } from "./statement-parts.js";

/** Why no program may choose. */
export const ONLY_ITS_AUTHOR = "whether it is a rename only its author knows: its help has both ways";

/**
 * What a DROP and ADD that look like a rename may be instead, for people to choose: the column kept under its old name, or renamed. Empty where the migration would
 * have to change in more than the column and its indexes.
 */
export function renameInstead(rename: ColumnRename, replayed: ReplayedMigration, review: SchemaReview, sql: Writer): readonly WayOut[] {
  const { table, from, to, dropped, added } = rename;
  const live = tableById(replayed.before, table.id);
  const end = tableById(replayed.after, table.id);
  const known = live?.columns.find(({ id }) => id === from.id);
  if (!live || !end || !known || !sameColumn(known, to) || leansOn(live, from.id, replayed.before) || leansOn(end, to.id, replayed.after)) return [];
  const pairs = indexPairs(live, from.id, end, to.id);
  const indexes = pairs && replayed.steps.filter((step) => isOfPairs(step, pairs, table));
  if (!indexes || indexes.some(({ statement }) => statement.operations.length > 1)) return [];
  const own = [dropped, added, ...indexes];
  if (replayed.steps.some((step) => own.every(({ statement }) => statement !== step.statement) && speaksOf(step, to.name, table))) return [];

  const text = withoutActions(own.filter(({ statement }) => statement === dropped.statement));
  const rest = text === undefined ? [] : [text];
  const others = own.filter(({ statement }, at) => statement !== dropped.statement && own.findIndex((step) => step.statement === statement) === at);
  const renamed = sql.statement({ kind: "renameColumn", span: NOWHERE, table: nameAt(table), column: identifier(from.name), to: identifier(to.name) });
  const renamedIndex = (step: Step): string | undefined => {
    const pair = step.operation.kind === "createIndex" ? pairs.find(({ young }) => isBuiltBy(young, step, table)) : undefined;
    return pair && sql.statement({ kind: "renameIndex", span: NOWHERE, name: nameAt({ schema: table.schema, name: pair.old.name }), to: identifier(pair.young.name), ifExists: false });
  };
  return [
    ...mapped(rename, end, pairs, review, { rest, away: others.map((step) => instead(step, step === added ? withoutActions([added]) : undefined)) }),
    { title: "Rename the column: its values stay, code that still runs fails", here: [renamed, ...rest], then: [], along: others.map((step) => instead(step, step === added ? withoutActions([added]) : renamedIndex(step))), asks: ONLY_ITS_AUTHOR },
  ];
}

interface Pair {
  readonly old: Index;
  readonly young: Index;
}

/** Only where Prisma then calls its indexes as they are called. */
function mapped({ from, to }: ColumnRename, end: Table, pairs: readonly Pair[], review: SchemaReview, { rest, away }: { readonly rest: readonly string[]; readonly away: readonly FileEdit[] }): WayOut[] {
  const field = fieldOf(review.declared, review, end, to.name);
  const edit = field && mapField(field, from.name, review.declared);
  const model = edit && modelOf(declaredWith(edit, review.declared), review, end);
  const names = new Set(model ? keysOf(model).map(({ databaseName }) => databaseName) : []);
  if (!field || !edit || !pairs.every(({ old }) => names.has(old.name))) return [];
  return [{ title: `Keep the column, as \`@map(${JSON.stringify(from.name)})\` of the field ${field.name}`, here: rest, then: [], along: [edit, ...away], asks: ONLY_ITS_AUTHOR }];
}

/** Constraints of its table, or foreign keys of others. */
const leansOn = (table: Table, column: ObjectId, database: ReplayedMigration["before"]): boolean =>
  goesWithColumn(table, column).constraints.length > 0 || foreignKeysTo(database, table.id).some(({ foreignKey }) => foreignKey.references.columns.includes(column));

/** Indexes over the old column, each with the one over the new that stands for it; undefined where one has none. */
function indexPairs(live: Table, from: ObjectId, end: Table, to: ObjectId): readonly Pair[] | undefined {
  const shape = ({ unique, method, keys, include, predicate, nullsNotDistinct }: Index): string =>
    JSON.stringify([unique, method, keys.map((key) => ({ ...key, column: key.column === from ? to : key.column })), include.map((id) => (id === from ? to : id)), predicate?.sql, nullsNotDistinct]);
  const over = (table: Table, column: ObjectId): Index[] => table.indexes.filter(({ name }) => goesWithColumn(table, column).indexes.includes(name));
  const youngs = over(end, to);
  const pairs = over(live, from).map((old) => ({ old, young: youngs.find((other) => shape(other) === shape(old)) }));
  const found = pairs.flatMap(({ old, young }) => (young ? [{ old, young }] : []));
  return found.length === pairs.length && found.length === youngs.length ? found : undefined;
}

const isOfPairs = (step: Step, pairs: readonly Pair[], table: Table): boolean =>
  step.operation.kind === "dropIndex" ? pairs.some(({ old }) => isThere(old, step.before, table) && !isThere(old, step.after, table)) : step.operation.kind === "createIndex" && pairs.some(({ young }) => isBuiltBy(young, step, table));

const isBuiltBy = (index: Index, { before, after }: Step, table: Table): boolean => isThere(index, after, table) && !isThere(index, before, table);

const isThere = ({ id }: Index, database: ReplayedMigration["before"], table: Table): boolean => tableById(database, table.id)?.indexes.some((index) => index.id === id) === true;

/** Another text in the place of the step's statement; undefined: it goes. */
export function instead({ migration, statement }: Step, text: string | undefined): FileEdit {
  const { file } = migration.source;
  return text === undefined ? { file, span: takeOut(migration, statement).span, text: "" } : { file, span: statement.span, text };
}

/** The statement has both names in it. */
function speaksOf({ migration, statement, before }: Step, column: string, { id, name }: Table): boolean {
  const names = identifiersIn(migration.source.slice(statement.span));
  return names.has(column) && (names.has(name) || names.has(tableById(before, id)?.name ?? name));
}
