import { findColumn, findEnum, findTable, findView, tableById } from "../../../database/names/lookup.js";
import type { Column, EnumType, EnumValue, Table } from "../../../model/database.js";
import type { TypedLiteral } from "../../../model/name.js";
import type { Step } from "../../../model/step.js";

export interface UsedEnumValue {
  readonly type: EnumType;
  readonly value: EnumValue;
}

/** Values of enums that the server looks up while it runs the step, because constants in it stand for them. What depends on the rows is not among them. */
export function usedEnumValues(step: Step): UsedEnumValue[] {
  const used: UsedEnumValue[] = [];
  for (const literal of step.operation.literals ?? []) {
    for (const { type, array } of typesOf(literal, step)) {
      for (const label of array ? elements(literal.value) : [literal.value]) {
        const value = type.values.find((candidate) => candidate.label === label);
        if (value && !used.some((other) => other.value === value)) used.push({ type, value });
      }
    }
  }
  return used;
}

interface FoundType {
  readonly type: EnumType;
  readonly array: boolean;
}

/** Empty unless all that the name can mean is of one enum. */
function typesOf({ as }: TypedLiteral, step: Step): FoundType[] {
  if (as.kind === "type") {
    const type = findEnum(step.before, as.type);
    return type ? [{ type, array: as.type.dimensions > 0 }] : [];
  }
  const columns = as.kind === "position" ? tablesOf(step).slice(0, 1).flatMap((table) => table.columns[as.at] ?? []) : columnsNamed(as.path, step);
  const types = columns.map((column) => ({ type: step.before.enums.find(({ id }) => id === column.type.userType), array: column.type.array }));
  const [first] = types;
  return first?.type && types.every(({ type }) => type === first.type) ? [{ type: first.type, array: first.array }] : [];
}

function columnsNamed(path: readonly string[], step: Step): Column[] {
  const name = path.at(-1) ?? "";
  const tables = tablesOf(step);
  const qualified = path.length > 1 ? tables.filter((table) => table.name === path.at(-2)) : [];
  return (qualified.length > 0 ? qualified : tables).flatMap((table) => findColumn(table, name) ?? []);
}

/** Whose columns it can name: the one that it writes or changes first. */
function tablesOf({ operation, before, after }: Step): Table[] {
  const names = "table" in operation ? [operation.table, ...("reads" in operation ? operation.reads : [])]
    : operation.kind === "createObject" || operation.kind === "alterObject" ? (operation.on ? [operation.on] : [])
    : operation.kind === "createTable" ? [operation.name] : [];
  const seen = operation.kind === "createView" ? (findView(after, operation.name)?.dependsOn ?? []).flatMap((id) => tableById(after, id) ?? []) : [];
  return [...names.flatMap((name) => findTable(before, name) ?? findTable(after, name) ?? []), ...seen];
}

/** Of an array as PostgreSQL writes it, one level deep: `{A,"B c"}`. */
const elements = (text: string): string[] => (text.startsWith("{") ? [...text.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},"\s]+)/g)].map(([, quoted, bare]) => quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "") : [text]);
