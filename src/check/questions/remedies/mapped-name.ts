import { findColumn, tableById } from "../../../database/names/lookup.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Database, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { FileEdit } from "../../../model/finding.js";
import type { Operation, RenameColumn, RenameConstraint, RenameIndex, RenameTable } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { declaredSchema } from "../../../schema/declare-schema.js";
import type { DeclaredModel, DeclaredSchema } from "../../../schema/declared-schema.js";
import { parseSchema } from "../../../schema/parse-schema.js";
import { fieldOfColumn, keysOf } from "../../../schema/schema-questions.js";
import { applyEdits } from "../../../text/edit.js";
import { SourceText } from "../../../text/source-text.js";
import { takeOut } from "../../run/taken-out.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import type { WayOut } from "../../way-out.js";
import { modelOf } from "../declared/models.js";
import type { WayOrWhy } from "./kept-default.js";
import { mapField, mapModel } from "./schema-edits.js";

interface Asked {
  readonly review: SchemaReview;
  readonly final: Database;
  readonly sql: Writer;
}

/** The column keeps its name, and the field says it with `@map`. `steps`: those of the migration and of what follows it. */
export function mapColumn(step: Step<RenameColumn>, table: Table, steps: readonly Step[], { review, final, sql }: Asked): WayOrWhy {
  const [old, young] = [step.operation.column.name, step.operation.to.name];
  const last = tableById(final, table.id);
  if (!last || !findColumn(last, young)) return { stuck: "a later migration changes the column's name again" };
  const model = modelOf(review.declared, review, last);
  const field = model && fieldOfColumn(model, young);
  const edit = field && mapField(field, old, review.declared);
  if (!model || !edit) return { stuck: `schema.prisma has no ${model ? "field" : "model"} for the ${model ? `column "${young}"` : `table "${last.name}"`}` };
  const back = sql.statement({ kind: "renameColumn", span: NOWHERE, table: nameAt(last), column: identifier(young), to: identifier(old) });
  return named({ title: `Keep the column, as \`@map(${JSON.stringify(old)})\` of the field ${field.name}`, edit, back, model, table: last, name: last.name }, step, steps, { review, sql });
}

/** The table keeps its name, and the model says it with `@@map`. */
export function mapTable(step: Step<RenameTable>, table: Table, steps: readonly Step[], { review, final, sql }: Asked): WayOrWhy {
  const [old, young] = [table.name, step.operation.to.name];
  const last = tableById(final, table.id);
  if (last?.name !== young) return { stuck: "a later migration changes the table's name again" };
  const join = review.declared.joinTables.find((each) => each.table === young);
  if (join) return { stuck: `an implicit relation's table takes its name from the models: name the relation, \`@relation(${JSON.stringify(old.replace(/^_/, ""))})\`, on both sides` };
  const model = modelOf(review.declared, review, last);
  const edit = model && mapModel(model, old, review.declared);
  if (!edit) return { stuck: `schema.prisma has no model for the table "${young}"` };
  const back = sql.statement({ kind: "renameTable", span: NOWHERE, name: nameAt(last), to: identifier(old), ifExists: false });
  return named({ title: `Keep the table, as \`@@map(${JSON.stringify(old)})\` of the model ${model.name}`, edit, back, model, table: last, name: old }, step, steps, { review, sql });
}

interface Naming {
  readonly title: string;
  /** Of schema.prisma. */
  readonly edit: FileEdit;
  /** Gives the old name back. */
  readonly back: string;
  readonly model: DeclaredModel;
  /** As it is in the end. */
  readonly table: Table;
  /** What it is called once it has its name back. */
  readonly name: string;
}

/** Keys and foreign keys go by the table and its columns too: where the migration or a later one renames them, they keep their names as well. */
function named({ title, edit, back, model, table, name }: Naming, step: Step, steps: readonly Step[], { review, sql }: Omit<Asked, "final">): WayOrWhy {
  const along: FileEdit[] = [edit];
  const delta = [back];
  const there = new Set([...table.indexes, ...table.constraints].map((each) => each.name));
  for (const [old, young] of renamedKeys(model, edit, review.declared)) {
    if (!there.has(young)) continue;
    const renames = steps.filter((other): other is Step<RenameIndex | RenameConstraint> => (other.operation.kind === "renameIndex" || other.operation.kind === "renameConstraint") && other.operation.to.name === young && other.operation.name.name === old);
    const [rename] = renames;
    if (!rename || renames.length > 1 || rename.statement.operations.length > 1) return { stuck: `Prisma would give "${young}" another name then, which no new migration renames` };
    const { span } = takeOut(rename.migration, rename.statement);
    along.push({ file: rename.migration.source.file, span, text: "" });
    delta.push(sql.statement(backwards(rename.operation, { schema: table.schema, name })));
  }
  const wayOut: WayOut = { title, here: [], then: [], along, delta };
  return { wayOut };
}

/** Prisma's names of keys and foreign keys once schema.prisma is changed, and now; where the two differ. */
function renamedKeys(model: DeclaredModel, edit: FileEdit, schema: DeclaredSchema): readonly (readonly [string, string])[] {
  const then = declaredWith(edit, schema).models.find((other) => other.name === model.name);
  const names = (each: DeclaredModel): readonly (string | undefined)[] => [...keysOf(each), ...each.relations].map(({ databaseName }) => databaseName);
  const [before, after] = [then ? names(then) : [], names(model)];
  return after.flatMap((young, at) => {
    const old = before[at];
    return young === undefined || old === undefined || young === old ? [] : [[old, young] as const];
  });
}

/** What is declared once the edit is made. */
export const declaredWith = (edit: FileEdit, { files }: DeclaredSchema): DeclaredSchema =>
  declaredSchema(files.map((file) => (file.source.file === edit.file ? parseSchema(new SourceText(edit.file, applyEdits(file.source.text, [edit]))) : file)));

function backwards(operation: RenameIndex | RenameConstraint, table: { readonly schema: string; readonly name: string }): Operation {
  const [old, young] = [operation.name.name, operation.to.name];
  return operation.kind === "renameIndex"
    ? { kind: "renameIndex", span: NOWHERE, name: nameAt({ schema: table.schema, name: young }), to: identifier(old), ifExists: false }
    : { kind: "renameConstraint", span: NOWHERE, table: nameAt(table), name: identifier(young), to: identifier(old) };
}
