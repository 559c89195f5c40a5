import type { TypeName } from "../../../model/name.js";
import type {
  AlterBaseType, AlterComposite, AlterDomain, AlterTableSetting, AttributeDefinition, Comment, CommentedObject, CreateBaseType, CreateComposite, CreateDomain, CreateRange, DomainCheckDefinition, DropObject, Firing, RenameObject, SetObjectFiring, SetObjectSchema, TypeOptionDefinition,
} from "../../../model/operation-objects.js";
import { quoteIdentifier } from "../naming.js";
import { sqlType } from "../types.js";
import { alterTable, cascade, ifExists, literal, qualifiedName, role, words } from "./names.js";

export function createDomain({ name, type, collation, notNull, default: value, checks }: CreateDomain): string {
  const inside = [value && `DEFAULT ${value.sql}`, notNull && "NOT NULL", ...checks.map(domainCheck)];
  return words(`CREATE DOMAIN ${qualifiedName(name)} AS ${sqlType(type)}`, collation && `COLLATE ${qualifiedName(collation)}`, ...inside);
}

export function alterDomain({ name, change }: AlterDomain): string {
  const head = `ALTER DOMAIN ${qualifiedName(name)}`;
  switch (change.kind) {
    case "setDefault": return `${head} SET DEFAULT ${change.default.sql}`;
    case "dropDefault": return `${head} DROP DEFAULT`;
    case "setNotNull": return `${head} SET NOT NULL`;
    case "dropNotNull": return `${head} DROP NOT NULL`;
    case "addCheck": return words(`${head} ADD ${domainCheck(change.check)}`, change.check.notValid && "NOT VALID");
    case "dropConstraint": return words(`${head} DROP CONSTRAINT`, ifExists(change), quoteIdentifier(change.name.name));
    case "validateConstraint": return `${head} VALIDATE CONSTRAINT ${quoteIdentifier(change.name.name)}`;
    case "renameConstraint": return `${head} RENAME CONSTRAINT ${quoteIdentifier(change.name.name)} TO ${quoteIdentifier(change.to.name)}`;
  }
}

const domainCheck = ({ name, expression }: DomainCheckDefinition): string => words(name && `CONSTRAINT ${quoteIdentifier(name.name)}`, `CHECK (${expression.sql})`);

export const createComposite = ({ name, attributes }: CreateComposite): string => `CREATE TYPE ${qualifiedName(name)} AS (${attributes.map(attribute).join(", ")})`;

export function createRange({ name, parameters, multirange }: CreateRange): string {
  const inside = [...parameters.map((parameter) => `${parameter.name} = ${parameter.value.sql}`), ...(multirange ? [`multirange_type_name = ${qualifiedName(multirange)}`] : [])];
  return `CREATE TYPE ${qualifiedName(name)} AS RANGE (${inside.join(", ")})`;
}

export const createBaseType = ({ name, options }: CreateBaseType): string => words(`CREATE TYPE ${qualifiedName(name)}`, options && typeOptions(options));

export const alterBaseType = ({ name, options }: AlterBaseType): string => `ALTER TYPE ${qualifiedName(name)} SET ${typeOptions(options)}`;

const typeOptions = (options: readonly TypeOptionDefinition[]): string => `(${options.map(({ name, value }) => `${name} = ${value?.sql ?? "NONE"}`).join(", ")})`;

export function alterComposite(operation: AlterComposite): string {
  const head = `ALTER TYPE ${qualifiedName(operation.name)}`;
  const { change } = operation;
  switch (change.kind) {
    case "addAttribute": return words(head, "ADD ATTRIBUTE", attribute(change.attribute), cascade(operation));
    case "dropAttribute": return words(head, "DROP ATTRIBUTE", ifExists(change), quoteIdentifier(change.attribute.name), cascade(operation));
    case "renameAttribute": return words(head, "RENAME ATTRIBUTE", quoteIdentifier(change.attribute.name), "TO", quoteIdentifier(change.to.name), cascade(operation));
    case "alterAttributeType": {
      const { name, type, collation } = change.attribute;
      return words(head, "ALTER ATTRIBUTE", quoteIdentifier(name.name), "SET DATA TYPE", sqlType(type), collation && `COLLATE ${qualifiedName(collation)}`, cascade(operation));
    }
  }
}

const attribute = ({ name, type, collation }: AttributeDefinition): string => words(quoteIdentifier(name.name), sqlType(type), collation && `COLLATE ${qualifiedName(collation)}`);

export const dropObject = (operation: DropObject): string => words("DROP", operation.object.toUpperCase(), ifExists(operation), objectName(operation), cascade(operation));

export const renameObject = (operation: RenameObject): string => `ALTER ${operation.object.toUpperCase()} ${objectName(operation)} RENAME TO ${quoteIdentifier(operation.to.name)}`;

export const setObjectSchema = (operation: SetObjectSchema): string => `ALTER ${operation.object.toUpperCase()} ${objectName(operation)} SET SCHEMA ${quoteIdentifier(operation.to.name)}`;

/** `"s"."f"(INTEGER)`, `"policy" ON "table"`, `(INTEGER AS TEXT)` */
export function objectName({ object, name, on, arguments: types, of = "" }: Pick<DropObject, "object" | "name" | "on" | "arguments" | "of">): string {
  switch (object) {
    case "operator": return `${name.schema === undefined ? "" : `${quoteIdentifier(name.schema)}.`}${name.name}(${types?.length === 1 ? "NONE, " : ""}${types?.map(sqlType).join(", ") ?? ""})`;
    case "operator class":
    case "operator family": return `${qualifiedName(name)} USING ${quoteIdentifier(of)}`;
    case "aggregate": return `${qualifiedName(name)}(${types?.map(sqlType).join(", ") || "*"})`;
    case "cast": return `(${types?.map(sqlType).join(" AS ") ?? ""})`;
    case "transform": return `FOR ${types?.map(sqlType).join(", ") ?? ""} LANGUAGE ${quoteIdentifier(name.name)}`;
    case "user mapping": return `FOR ${role(name.name)} SERVER ${quoteIdentifier(of)}`;
    default: break;
  }
  return words(on ? quoteIdentifier(name.name) : qualifiedName(name) + argumentList(types), on && `ON ${qualifiedName(on)}`);
}

export const argumentList = (types: readonly TypeName[] | undefined): string => (types ? `(${types.map(sqlType).join(", ")})` : "");

const FIRING: Readonly<Record<Firing, string>> = { origin: "ENABLE", disabled: "DISABLE", replica: "ENABLE REPLICA", always: "ENABLE ALWAYS" };

export const setObjectFiring = (operation: SetObjectFiring): string =>
  words(alterTable(operation), FIRING[operation.firing], operation.object.toUpperCase(), operation.name ? quoteIdentifier(operation.name.name) : "ALL");

export function alterTableSetting(operation: AlterTableSetting): string {
  const { setting, name = "", column, index, value } = operation;
  const head = alterTable(operation);
  const onColumn = column ? `${head} ALTER COLUMN ${quoteIdentifier(column.name)}` : head;
  switch (setting) {
    case "rowSecurity": return `${head} ${value ?? "DISABLE"} ROW LEVEL SECURITY`;
    case "forceRowSecurity": return `${head} ${value ?? "NO FORCE"} ROW LEVEL SECURITY`;
    case "replicaIdentity": return words(head, "REPLICA IDENTITY", value ?? "DEFAULT", index && quoteIdentifier(index.name));
    case "parameter":
    case "columnParameter": return value === undefined ? `${onColumn} RESET (${name})` : `${onColumn} SET (${name} = ${value})`;
    case "storage":
    case "compression": return `${onColumn} SET ${setting.toUpperCase()} ${value ?? "DEFAULT"}`;
    case "clusterOn": return index ? `${head} CLUSTER ON ${quoteIdentifier(index.name)}` : `${head} SET WITHOUT CLUSTER`;
    case "tablespace": return `${head} SET TABLESPACE ${quoteIdentifier(value ?? "pg_default")}`;
    case "accessMethod": return `${head} SET ACCESS METHOD ${quoteIdentifier(value ?? "heap")}`;
    case "statistics": return `${onColumn} SET STATISTICS ${value ?? "-1"}`;
  }
}

export function comment(operation: Comment): string {
  return `COMMENT ON ${commented(operation)} IS ${operation.text === undefined ? "NULL" : literal(operation.text)}`;
}

/** `TABLE "t"`, `COLUMN "t"."a"` */
export function commented({ on, name, part, arguments: types, of }: CommentedObject): string {
  const owner = qualifiedName(name);
  const own = quoteIdentifier(part?.name ?? "");
  switch (on) {
    case "column": return `COLUMN ${owner}.${own}`;
    case "domain constraint": return `CONSTRAINT ${own} ON DOMAIN ${owner}`;
    case "constraint":
    case "trigger":
    case "policy":
    case "rule": return `${on.toUpperCase()} ${own} ON ${owner}`;
    case "schema":
    case "table":
    case "view":
    case "materialized view":
    case "sequence":
    case "index":
    case "type":
    case "domain":
    case "publication":
    case "extension": return `${on.toUpperCase()} ${owner}`;
    default: return `${on.toUpperCase()} ${objectName({ object: on, name, on: undefined, arguments: types, ...(of !== undefined && { of }) })}`;
  }
}
