import type { BoundExpression, Database, DataType, ObjectId, Reference } from "../../model/database.js";
import type { BaseType, TypeOption } from "../../model/database-objects.js";
import type { Name, TypeName } from "../../model/name.js";
import type { AlterBaseType, CreateBaseType, TypeOptionDefinition } from "../../model/operation-objects.js";
import type { Operation } from "../../model/operation.js";
import { bind } from "../names/bind.js";
import { relationNamed } from "../names/find-object.js";
import { creationSchema, findTable, hasSchema } from "../names/lookup.js";
import { findType, isBaseType, isShell, replaceType, withoutType } from "../names/user-types.js";
import { isCertain } from "../uncertain.js";
import { changed, exists, invalid, missing, part, said, type Changed, type ChangeContext } from "./change.js";
import { missingType } from "../refusals/missing-type.js";

/** CREATE TYPE name, a shell, and CREATE TYPE name ( … ), which makes a type of one. */
export function createBaseType(operation: CreateBaseType, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  const { options } = operation;
  const old = findType(database, name);
  if (findTable(database, name) ?? (old && (options === undefined || !isShell(old)) ? old : undefined)) return exists(database, "type", name);
  if (options === undefined) return changed(withShell(database, name, context));
  // So the server says, with the code for what is there already.
  if (!old && isCertain(database, name)) return invalid(database, { code: "42710", message: `type ${said(name.name)} does not exist` }, "type", name);
  const told = new Set(options.map((option) => option.name));
  if (told.size < options.length) return invalid(database, { code: "42601", message: "conflicting or redundant options" }, "type", name);
  for (const [option, of] of NEEDED) if (!told.has(option)) return invalid(database, { code: "42P17", message: `type ${of} function must be specified` }, "type", name);
  const bound = bindOptions(options, database);
  return changed(old ? replaceType(database, { id: old.id, ...name, options: bound }) : { ...database, baseTypes: [...database.baseTypes, { id: context.newId(), ...name, options: bound }] });
}

const NEEDED: readonly (readonly [string, string])[] = [["input", "input"], ["output", "output"]];

/** By ALTER TYPE. */
const SET: ReadonlySet<string> = new Set(["storage", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript"]);
const FIXED: ReadonlySet<string> = new Set(["input", "output", "internallength", "passedbyvalue", "alignment", "like", "category", "preferred", "default", "element", "delimiter", "collatable"]);

/** How values of another type, like which this one is, are stored is not looked up. */
function wouldBePlain({ options: old = [] }: BaseType, options: readonly TypeOptionDefinition[]): boolean {
  const storage = old.find(({ name }) => name === "storage")?.value.sql.toLowerCase();
  return storage !== undefined && storage !== "plain" && options.some(({ name, value }) => name === "storage" && value?.sql.toLowerCase() === "plain");
}

const bindOptions = (options: readonly TypeOptionDefinition[], database: Database): readonly TypeOption[] =>
  options.flatMap(({ name, value }) => (value ? [{ name, value: bind(value, database, []) }] : []));

export function alterBaseType({ name, options }: AlterBaseType, database: Database): Changed {
  const type = findType(database, name);
  if (!type) return missing(database, "type", name);
  const fixed = options.find((option) => !SET.has(option.name));
  if (fixed) return invalid(database, { code: "42601", message: `type attribute ${said(fixed.name)} ${FIXED.has(fixed.name) ? "cannot be changed" : "not recognized"}` }, "type", type);
  if ("values" in type && options.some((option) => option.name === "storage" && option.value?.sql.toLowerCase() !== "plain")) return invalid(database, { code: "42P17", message: "fixed-size types must have storage PLAIN" }, "type", type);
  if (!isBaseType(type)) return invalid(database, { code: "42809", message: `${type.name} is not a base type` }, "type", type);
  if (wouldBePlain(type, options)) return invalid(database, { code: "42P17", message: "cannot change type's storage to PLAIN" }, "type", type);
  const set = new Set(options.map((option) => option.name));
  return changed(replaceType(database, { ...type, options: [...(type.options ?? []).filter((option) => !set.has(option.name)), ...bindOptions(options, database)] }));
}

/** What a function in C returns is there afterwards, if only as a shell. */
export function withResultType(type: TypeName | undefined, database: Database, context: ChangeContext): Database {
  const name = type && missingType([type], database, context);
  const schema = name && (name.schema ?? creationSchema(database));
  return name === undefined || schema === undefined ? database : withShell(database, { schema, name: name.name }, context);
}

const withShell = (database: Database, { schema, name }: Name & { readonly schema: string }, context: ChangeContext): Database => {
  const shell: BaseType = { id: context.newId(), schema, name, options: undefined };
  return { ...database, baseTypes: [...database.baseTypes, shell] };
};

/** A shell gives way to whatever gets its name and is a type: what has the shell for a type then has that one (source: moveArrayTypeName). */
export function overShell(operation: Operation, database: Database, apply: (database: Database) => Changed): Changed {
  const name = typeMadeBy(operation);
  const schema = name && (name.schema ?? creationSchema(database));
  const shell = name && database.baseTypes.find((type) => isShell(type) && type.schema === schema && type.name === name.name);
  if (!shell) return apply(database);
  const result = apply(withoutType(database, shell.id));
  if (result.problems.length > 0) return { ...result, database };
  const type = findType(result.database, shell);
  const made = type ?? relationNamed(result.database, shell);
  const kind = type ? "type" : operation.kind === "createObject" ? "object" : "relation";
  return made ? { ...result, database: withUsersOf(result.database, shell.id, { kind, target: made.id }) } : result;
}

function typeMadeBy(operation: Operation): Name | undefined {
  switch (operation.kind) {
    case "createEnum":
    case "createDomain":
    case "createComposite":
    case "createTable":
    case "createView": return operation.name;
    case "createObject": return operation.object === "foreign table" ? operation.name : undefined;
    default: return undefined;
  }
}

/** Only functions have a shell for a type. */
function withUsersOf(database: Database, shell: ObjectId, made: Pick<Reference, "kind" | "target">): Database {
  const typed = (type: DataType): DataType => (type.userType === shell ? { ...type, userType: made.target } : type);
  const bound = (definition: BoundExpression): BoundExpression => ({ ...definition, references: definition.references.map((reference) => (reference.target === shell ? { ...reference, ...made } : reference)) });
  const objects = database.objects.map((object) =>
    object.definitions.some(({ references }) => references.some(({ target }) => target === shell))
      ? { ...object, arguments: object.arguments.map(typed), ...(object.returns && { returns: typed(object.returns) }), definitions: object.definitions.map(bound) }
      : object);
  return { ...database, objects };
}
