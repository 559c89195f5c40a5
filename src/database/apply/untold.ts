import type { BoundExpression, Constraint, Database, Table } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Name } from "../../model/name.js";
import { isDefaultOfOthers } from "./operator-classes.js";

/**
 * What may hang on objects that are gone without our knowing: operators, text search configurations and access methods stand in expressions and tables
 * as mere text.
 */
export function untold(before: Database, after: Database): readonly Name[] {
  if (before.objects === after.objects) return [];
  const left = new Set(after.objects.map(({ id }) => id));
  const gone = before.objects.filter(({ id }) => !left.has(id));
  return gone.flatMap((object) => usersOf(object, after));
}

function usersOf(object: DatabaseObject, database: Database): Name[] {
  switch (object.kind) {
    case "operator": return mentioning(database, (sql) => hasOperator(sql, object.name));
    case "text search configuration": return mentioning(database, (sql) => stringsIn(sql).includes(object.name));
    case "access method": return database.tables.filter(({ settings }) => settings.some(({ setting, value }) => setting === "accessMethod" && value.replaceAll('"', "") === object.name));
    case "operator class": return isDefaultOfOthers(object) ? database.tables.filter(({ indexes }) => indexes.some(({ method, keys }) => method === (object.of ?? "btree") && keys.some(({ operatorClass }) => operatorClass === undefined))) : [];
    default: return [];
  }
}

/** As a whole, not as a part of a longer one. */
function hasOperator(sql: string, name: string): boolean {
  const signs = "+*/<>=~!@#%^&|`?-";
  for (let at = sql.indexOf(name); at !== -1; at = sql.indexOf(name, at + 1)) {
    if (!signs.includes(sql[at - 1] ?? " ") && !signs.includes(sql[at + name.length] ?? " ")) return true;
  }
  return false;
}

const stringsIn = (sql: string): string[] => [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = ""]) => text.split(".").at(-1)?.replaceAll('"', "") ?? "");

/** Tables, views, domains and functions in whose expressions it is. */
function mentioning(database: Database, test: (sql: string) => boolean): Name[] {
  const isIn = (expression: BoundExpression | undefined): boolean => expression !== undefined && test(expression.sql);
  const ofConstraint = (constraint: Constraint): boolean => (constraint.kind === "check" ? isIn(constraint.expression) : constraint.kind === "exclusion" && (isIn(constraint.elements) || isIn(constraint.predicate)));
  const ofTable = ({ columns, constraints, indexes }: Table): boolean =>
    columns.some((column) => isIn(column.default) || isIn(column.generated?.expression)) || constraints.some(ofConstraint) || indexes.some(({ predicate, keys }) => isIn(predicate) || keys.some(({ expression }) => isIn(expression)));
  return [
    ...database.tables.filter(ofTable),
    ...database.views.filter(({ query }) => isIn(query)),
    ...database.domains.filter((domain) => isIn(domain.default) || domain.checks.some(({ expression }) => isIn(expression))),
    ...database.objects.filter(({ definitions }) => definitions.some(isIn)).map(({ schema, name }) => ({ schema, name })),
  ];
}
