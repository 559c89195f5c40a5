import type { Database } from "../../model/database.js";
import type { Domain, DomainCheck } from "../../model/database-objects.js";
import type { AlterDomain, CreateDomain, DomainCheckDefinition } from "../../model/operation-objects.js";
import { bind, bindType } from "../names/bind.js";
import { changed, exists, firstFree, invalid, missing, part, type Changed, type ChangeContext } from "./change.js";
import { refusedDefault } from "../refusals/fitting-types.js";
import { refusedModifiers } from "../refusals/type-modifiers.js";
import { creationSchema, findTable, hasSchema } from "../names/lookup.js";
import { findDomain, findType, replaceType } from "../names/user-types.js";

export function createDomain(operation: CreateDomain, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  if (findType(database, name) ?? findTable(database, name)) return exists(database, "type", name);
  const wrong = refusedModifiers(operation.type, database, context);
  if (wrong) return invalid(database, wrong, "type", name);
  const unfit = operation.default && refusedDefault(name.name, operation.default, bindType(operation.type, database), database, context);
  if (unfit) return invalid(database, unfit, "type", name);
  const plain: Domain = {
    id: context.newId(),
    ...name,
    type: bindType(operation.type, database),
    collation: operation.collation,
    notNull: operation.notNull,
    default: operation.default && bind(operation.default, database, [], bindType(operation.type, database)),
    checks: [],
  };
  const domain = operation.checks.reduce((made: Domain, check) => withCheck(made, check, database, context), plain);
  return changed({ ...database, domains: [...database.domains, domain] });
}

export function alterDomain({ name, change }: AlterDomain, database: Database, context: ChangeContext): Changed {
  const domain = findDomain(database, name);
  if (!domain) return missing(database, "type", name);
  const set = (given: Partial<Domain>): Changed => changed(replaceType(database, { ...domain, ...given }));
  const named = (wanted: string): DomainCheck | undefined => domain.checks.find((check) => check.name === wanted);
  switch (change.kind) {
    case "setDefault": {
      const unfit = refusedDefault(domain.name, change.default, domain.type, database, context);
      if (unfit) return invalid(database, unfit, "type", domain);
      return set({ default: bind(change.default, database, [], domain.type) });
    }
    case "dropDefault": return set({ default: undefined });
    case "setNotNull": return set({ notNull: true });
    case "dropNotNull": return set({ notNull: false });
    case "addCheck": {
      if (change.check.name && named(change.check.name.name)) return exists(database, "constraint", part(change.check.name.name), domain);
      return changed(replaceType(database, withCheck(domain, change.check, database, context)));
    }
    case "dropConstraint": {
      const check = named(change.name.name);
      if (!check) return change.ifExists ? changed(database) : missing(database, "constraint", part(change.name.name), domain);
      return set({ checks: domain.checks.filter((candidate) => candidate !== check) });
    }
    case "validateConstraint":
    case "renameConstraint": {
      const check = named(change.name.name);
      if (!check) return missing(database, "constraint", part(change.name.name), domain);
      if (change.kind === "renameConstraint" && named(change.to.name)) return exists(database, "constraint", part(change.to.name), domain);
      const next = change.kind === "renameConstraint" ? { ...check, name: change.to.name } : { ...check, validated: true };
      return set({ checks: domain.checks.map((candidate) => (candidate === check ? next : candidate)) });
    }
  }
}

/** PostgreSQL takes a name that no constraint of the schema has, of tables as little as of domains. */
function withCheck(domain: Domain, { name, expression, notValid }: DomainCheckDefinition, database: Database, context: ChangeContext): Domain {
  const others = [domain, ...database.domains.filter((other) => other.id !== domain.id && other.schema === domain.schema)].flatMap(({ checks }) => checks);
  const ofTables = database.tables.filter(({ schema }) => schema === domain.schema).flatMap(({ constraints }) => constraints);
  const taken = (wanted: string): boolean => [...others, ...ofTables].some((constraint) => constraint.name === wanted);
  const check: DomainCheck = {
    id: context.newId(),
    name: name ? context.naming.truncate(name.name) : firstFree((suffix) => context.naming.automaticName(domain.name, [], `check${suffix}`), taken),
    expression: bind(expression, database, [], domain.type),
    validated: !notValid,
  };
  return { ...domain, checks: [...domain.checks, check] };
}
