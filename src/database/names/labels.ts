import type { Database, DataType, EnumType, Reference } from "../../model/database.js";
import type { NameInExpression } from "../../model/name.js";
import { bindType, columnOf, tableNamed, type ColumnOwner } from "./bind.js";
import { columnsOfQuery } from "./columns-of-query.js";
import { functionCalled } from "./find-object.js";

interface Scope {
  readonly database: Database;
  readonly scope: readonly ColumnOwner[];
  readonly expected: DataType | undefined;
}

/** The values of an enum that a string constant stands for: the server keeps which values they are and not their labels. */
export function labels(sql: string, constant: NameInExpression, scope: Scope): Reference[] {
  const type = enumOf(typeOf(constant, scope), scope.database);
  if (!type) return [];
  const [text = ""] = constant.path;
  const whole = type.values.find(({ label }) => label === text);
  if (whole) return [{ kind: "label", target: whole.id, start: constant.start, end: constant.end }];
  return inArray(sql, constant, type);
}

function typeOf({ as, from }: NameInExpression, { database, scope, expected }: Scope): DataType | undefined {
  switch (as?.kind) {
    case "type": return bindType(as.type, database);
    case "expected": return expected;
    case "column": {
      const column = as.path.at(-1) ?? "";
      // VALUE of a domain's check.
      if (scope.length === 0 && !from && as.path.length === 1 && column === "value") return expected;
      const id = from ? columnsOfQuery({ path: as.path, from }, database)?.columns[0]?.id : columnOf(as, column, database, scope);
      return id === undefined ? undefined : typeOfColumn(id, database, scope);
    }
    case "position": {
      const path = from?.length === 1 ? from[0]?.path : undefined;
      return path && tableNamed(path, database)?.columns[as.at]?.type;
    }
    case "argument": {
      const { path, arguments: given } = as.called;
      return functionCalled(database, { schema: path.at(-2), name: path.at(-1) ?? "" }, given)?.arguments[as.at];
    }
    case undefined: return undefined;
  }
}

function typeOfColumn(id: string, { tables, views }: Database, scope: readonly ColumnOwner[]): DataType | undefined {
  for (const { columns } of [...scope, ...tables]) {
    const column = columns.find((candidate) => candidate.id === id);
    if (column) return column.type;
  }
  for (const view of views) if (id.startsWith(`${view.id}/`)) return view.types?.[Number(id.slice(view.id.length + 1))]?.type;
  return undefined;
}

function enumOf(type: DataType | undefined, database: Database): EnumType | undefined {
  const domain = database.domains.find(({ id }) => id === type?.userType);
  return domain ? enumOf(domain.type, database) : database.enums.find(({ id }) => id === type?.userType);
}

/** `'{a,"b c"}'`: each label in its place, quotes inside the braces with it. */
function inArray(sql: string, { start, end }: NameInExpression, type: EnumType): Reference[] {
  const written = sql.slice(start, end);
  if (!/^'\{.*\}'$/s.test(written)) return [];
  const found: Reference[] = [];
  for (const element of written.matchAll(/(?<=[{,]\s*)(?:"((?:[^"\\]|\\.)*)"|[^\s{},"][^{},"]*?)(?=\s*[},])/gs)) {
    const label = (element[1]?.replaceAll(/\\(.)/gs, "$1") ?? element[0]).replaceAll("''", "'");
    const value = type.values.find((candidate) => candidate.label === label);
    if (value) found.push({ kind: "label", target: value.id, start: start + element.index, end: start + element.index + element[0].length });
  }
  return found;
}
