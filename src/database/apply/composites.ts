import type { Database } from "../../model/database.js";
import type { Attribute, CompositeType } from "../../model/database-objects.js";
import type { AlterComposite, AttributeDefinition, CreateComposite } from "../../model/operation-objects.js";
import { bindType } from "../names/bind.js";
import { changed, exists, invalid, missing, part, refused, said, type Changed, type ChangeContext } from "./change.js";
import { missingType } from "../refusals/missing-type.js";
import { refusedModifiers } from "../refusals/type-modifiers.js";
import { columnsOfType, describe } from "../dependents.js";
import { creationSchema, hasSchema, relationExists } from "../names/lookup.js";
import { findComposite, findType, replaceType } from "../names/user-types.js";
import { columnChanges, tablesOfType, type ColumnChange } from "../typed-tables.js";
import { changeTypedTables } from "./typed-tables.js";

export function createComposite(operation: CreateComposite, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  if (findType(database, name) || relationExists(database, schema, name.name)) return exists(database, "type", name);
  for (const attribute of operation.attributes) {
    const wrong = refusedModifiers(attribute.type, database, context);
    if (wrong) return invalid(database, wrong, "type", name);
  }
  const attributes = operation.attributes.map((attribute) => made(attribute, database, context));
  return changed({ ...database, composites: [...database.composites, { id: context.newId(), ...name, attributes }] });
}

/** `changeColumn`: what changes a column of a table. */
export function alterComposite(operation: AlterComposite, database: Database, context: ChangeContext, changeColumn: (change: ColumnChange, database: Database, context: ChangeContext) => Changed): Changed {
  const { name, change, cascade } = operation;
  const type = findComposite(database, name);
  if (!type) return missing(database, "type", name);
  const wanted = change.kind === "addAttribute" || change.kind === "alterAttributeType" ? change.attribute.name.name : change.attribute.name;
  const old = type.attributes.find((attribute) => attribute.name === wanted);
  const typed = tablesOfType(database, type.id);
  const set = (attributes: readonly Attribute[]): Changed => {
    const reached = changeTypedTables(columnChanges(operation, database), type, database, (one, left) => changeColumn(one, left, context));
    return reached.problems.length > 0 ? reached : changed(replaceType(reached.database, { ...type, attributes }));
  };
  if (typed.length > 0 && !cascade && (old !== undefined) !== (change.kind === "addAttribute")) return invalid(database, { code: "2BP01", message: `cannot alter type ${said(type.name)} because it is the type of a typed table` }, "type", type);
  const written = "type" in change.attribute && (old === undefined) === (change.kind === "addAttribute") ? change.attribute.type : undefined;
  const unknown = written && missingType([written], database, context);
  if (unknown) return missing(database, "type", unknown);
  const wrong = written && refusedModifiers(written, database, context);
  if (wrong) return invalid(database, wrong, "type", type);
  if (change.kind === "addAttribute") return old ? exists(database, "column", part(wanted), type) : set([...type.attributes, made(change.attribute, database, context)]);
  if (!old) return change.kind === "dropAttribute" && change.ifExists ? changed(database) : missing(database, "column", part(wanted), type);
  switch (change.kind) {
    case "dropAttribute": return set(type.attributes.filter((attribute) => attribute !== old));
    case "renameAttribute": {
      if (type.attributes.some((attribute) => attribute.name === change.to.name)) return exists(database, "column", part(change.to.name), type);
      return set(replaced(type, old, { ...old, name: change.to.name }));
    }
    case "alterAttributeType": {
      const users = columnsOfType(database, type.id);
      if (users.length > 0) return refused(database, { kind: "dependents", what: "type", name: { schema: type.schema, name: type.name }, dependents: users.map(describe.column) });
      return set(replaced(type, old, { ...made(change.attribute, database, context), id: old.id }));
    }
  }
}

const made = ({ name, type, collation }: AttributeDefinition, database: Database, context: ChangeContext): Attribute => ({ id: context.newId(), name: name.name, type: bindType(type, database), collation });

const replaced = (type: CompositeType, old: Attribute, next: Attribute): readonly Attribute[] => type.attributes.map((attribute) => (attribute === old ? next : attribute));
