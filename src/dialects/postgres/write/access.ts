import type {
  AlterPublication, ChangeDefaultPrivileges, ChangePrivileges, CreatePublication, CreateRole, DropOwned, ReassignOwned, DropPublication, PrivilegeAction, PublicationOption, PublishedSchema, PublishedTableDefinition, RenamePublication, RenameRole, SetOwner,
} from "../../../model/operation-access.js";
import { quoteIdentifier } from "../naming.js";
import { columnList, ifExists, literal, qualifiedName, role, words } from "./names.js";
import { argumentList, objectName } from "./objects.js";

export function changePrivileges({ action, on, all, name, arguments: types, privileges, roles }: ChangePrivileges): string {
  const what = privileges.map(({ name: privilege, columns }) => (columns.length === 0 ? privilege : `${privilege} (${columnList(columns)})`)).join(", ");
  const object = all ? `ALL ${on.toUpperCase()}S IN SCHEMA ${quoteIdentifier(name.name)}` : `${on.toUpperCase()} ${qualifiedName(name)}${argumentList(types)}`;
  return given(action, `${what} ON ${object}`, roles);
}

export function changeDefaultPrivileges({ action, creator, schema, on, privileges, roles }: ChangeDefaultPrivileges): string {
  return words("ALTER DEFAULT PRIVILEGES", creator !== undefined && `FOR ROLE ${role(creator)}`, schema && `IN SCHEMA ${quoteIdentifier(schema.name)}`, given(action, `${privileges.join(", ")} ON ${on.toUpperCase()}`, roles));
}

function given(action: PrivilegeAction, what: string, roles: readonly string[]): string {
  const names = roles.map(role).join(", ");
  switch (action) {
    case "grant": return `GRANT ${what} TO ${names}`;
    case "grant option": return `GRANT ${what} TO ${names} WITH GRANT OPTION`;
    case "revoke": return `REVOKE ${what} FROM ${names}`;
    case "revoke option": return `REVOKE GRANT OPTION FOR ${what} FROM ${names}`;
  }
}

export function setOwner(operation: SetOwner): string {
  const { on, name, arguments: types, of, to } = operation;
  const named = on === "table" || on === "schema" || on === "type" || on === "domain" || on === "publication" ? qualifiedName(name) : objectName({ object: on, name, on: undefined, arguments: types, ...(of !== undefined && { of }) });
  return words(`ALTER ${on.toUpperCase()}`, ifExists(operation), named, "OWNER TO", role(to));
}

export const dropOwned = ({ roles, cascade }: DropOwned): string => words("DROP OWNED BY", roles.map(role).join(", "), cascade && "CASCADE");

export const reassignOwned = ({ roles, to }: ReassignOwned): string => words("REASSIGN OWNED BY", roles.map(role).join(", "), "TO", role(to));

/** One that is conditional may be there already. */
export function createRole({ name, options, conditional }: CreateRole): string {
  const create = words("CREATE ROLE", quoteIdentifier(name.name), options);
  return conditional === true ? `DO ${literal(`BEGIN ${create}; EXCEPTION WHEN duplicate_object THEN NULL; END`)}` : create;
}

export const renameRole = ({ name, to }: RenameRole): string => `ALTER ROLE ${quoteIdentifier(name.name)} RENAME TO ${quoteIdentifier(to.name)}`;

export function createPublication({ name, allTables, tables, schemas, options }: CreatePublication): string {
  const members = allTables ? "FOR ALL TABLES" : tables.length + schemas.length > 0 && `FOR ${published(tables, schemas)}`;
  return words("CREATE PUBLICATION", quoteIdentifier(name.name), members, options.length > 0 && `WITH ${optionList(options)}`);
}

export function alterPublication({ name, change }: AlterPublication): string {
  const head = `ALTER PUBLICATION ${quoteIdentifier(name.name)}`;
  return change.kind === "options" ? `${head} SET ${optionList(change.options)}` : `${head} ${change.kind.toUpperCase()} ${published(change.tables, change.schemas)}`;
}

function published(tables: readonly PublishedTableDefinition[], schemas: readonly PublishedSchema[]): string {
  const members = tables.map(({ table, only, columns, where }) => words("TABLE", only && "ONLY", qualifiedName(table), columns && `(${columnList(columns)})`, where && `WHERE (${where.sql})`));
  return [...members, ...schemas.map(({ name, current }) => `TABLES IN SCHEMA ${current === true ? "CURRENT_SCHEMA" : quoteIdentifier(name)}`)].join(", ");
}

const optionList = (options: readonly PublicationOption[]): string => `(${options.map(({ name, value }) => `${name} = ${value}`).join(", ")})`;

export const dropPublication = (operation: DropPublication): string => words("DROP PUBLICATION", ifExists(operation), quoteIdentifier(operation.name.name));

export const renamePublication = ({ name, to }: RenamePublication): string => `ALTER PUBLICATION ${quoteIdentifier(name.name)} RENAME TO ${quoteIdentifier(to.name)}`;
