import type { Database, ObjectId, Refusal, Table } from "../model/database.js";
import type { NameAt, TypeName } from "../model/name.js";
import type { AlterComposite, AttributeDefinition } from "../model/operation-objects.js";
import type { AddColumn, AlterColumnType, ColumnDefinition, DropColumn, RenameColumn } from "../model/operation.js";
import { findComposite } from "./names/user-types.js";

export type ColumnChange = AddColumn | DropColumn | RenameColumn | AlterColumnType;

/** Tables OF this composite type. */
export const tablesOfType = ({ tables }: Database, type: ObjectId): readonly Table[] => tables.filter(({ ofType }) => ofType === type);

/** What a change of a composite type does to each table OF it, which CASCADE takes along (source: ATTypedTableRecursion, renameatt_internal). */
export function columnChanges(operation: AlterComposite, database: Database): readonly ColumnChange[] {
  const type = findComposite(database, operation.name);
  return type ? tablesOfType(database, type.id).map((table) => columnChange(operation, table)) : [];
}

function columnChange({ change, cascade, span }: AlterComposite, { schema, name }: Table): ColumnChange {
  const base = { span, table: { schema, name, span } satisfies NameAt };
  switch (change.kind) {
    case "addAttribute": return { kind: "addColumn", ...base, ifNotExists: false, column: columnOf(change.attribute) };
    case "dropAttribute": return { kind: "dropColumn", ...base, ifExists: change.ifExists, cascade, column: change.attribute };
    case "renameAttribute": return { kind: "renameColumn", ...base, column: change.attribute, to: change.to };
    case "alterAttributeType": return { kind: "alterColumnType", ...base, column: change.attribute.name, type: change.attribute.type, using: undefined, collation: change.attribute.collation };
  }
}

export const columnOf = ({ name, type, collation }: { readonly name: AttributeDefinition["name"]; readonly type: TypeName; readonly collation: AttributeDefinition["collation"] }): ColumnDefinition => ({
  name, type, typeSpan: name.span, span: name.span, notNull: false, default: undefined, defaultSpan: undefined, serial: false, identity: undefined, identityOptions: undefined, generated: undefined, collation,
});

const WORDS: Readonly<Record<ColumnChange["kind"], string>> = {
  addColumn: "cannot add column to typed table", dropColumn: "cannot drop column from typed table", renameColumn: "cannot rename column of typed table", alterColumnType: "cannot alter column type of typed table",
};

/** A typed table gets its columns from its type alone. */
export const refusedByType = ({ ofType }: Table, kind: ColumnChange["kind"]): Refusal | undefined => (ofType === undefined ? undefined : { code: "42809", message: WORDS[kind] });
