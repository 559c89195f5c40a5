import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { columnById, findTable, tableById } from "../../../database/names/lookup.js";
import type { Column, EnumType, Table } from "../../../model/database.js";
import type { AddEnumValue, AlterColumnType, RenameEnumValue } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";

/** Columns of one enum that a migration casts to another one, directly or by way of text. */
export interface EnumSwap {
  readonly old: EnumType;
  /** After the migration. */
  readonly now: EnumType;
  /** The new one has the name of the old one: Prisma's way to change an enum. */
  readonly sameName: boolean;
  readonly columns: readonly SwappedColumn[];
  readonly casts: readonly Step<AlterColumnType>[];
  /** Where it begins: the new type is made, the old one renamed, or the first column cast. */
  readonly first: Step;
  /** Labels that the new one does not have, and those that the old one did not have. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface SwappedColumn {
  /** Before the migration. */
  readonly table: Table;
  readonly column: Column;
}

export function enumSwaps({ steps, before, after }: ReplayedMigration): EnumSwap[] {
  const swaps = new Map<string, { readonly old: EnumType; readonly now: EnumType; readonly columns: SwappedColumn[] }>();
  const same = new Set(after.tables);
  for (const table of before.tables) {
    if (table.partitionOf || same.has(table)) continue;
    const left = tableById(after, table.id);
    if (!left) continue;
    for (const column of table.columns) {
      const old = before.enums.find(({ id }) => id === column.type.userType);
      const now = old && after.enums.find(({ id }) => id === columnById(left, column.id)?.type.userType);
      if (!old || !now || now.id === old.id) continue;
      const key = JSON.stringify([old.id, now.id]);
      const swap = swaps.get(key) ?? { old, now, columns: [] };
      swap.columns.push({ table, column });
      swaps.set(key, swap);
    }
  }
  return [...swaps.values()].flatMap(({ old, now, columns }) => {
    const casts = steps.filter((step): step is Step<AlterColumnType> => step.operation.kind === "alterColumnType" && step.before !== step.after && columns.some((swapped) => isCastOf(swapped, step)));
    const first = steps.find((step) => step === casts[0] || touches(step, old, now));
    if (!first) return [];
    const sameName = old.schema === now.schema && old.name === now.name;
    const removed = labels(old).filter((label) => !labels(now).includes(label));
    return [{ old, now, sameName, columns, casts, first, removed, added: labels(now).filter((label) => !labels(old).includes(label)) }];
  });
}

const labels = ({ values }: EnumType): string[] => values.map(({ label }) => label);

function isCastOf({ table, column }: SwappedColumn, { operation, before }: Step): boolean {
  if (operation.kind !== "alterColumnType") return false;
  const found = findTable(before, operation.table);
  return found?.id === table.id && columnById(found, column.id)?.name === operation.column.name;
}

/** Makes the new type, or renames the old one. */
function touches({ operation, before, after }: Step, old: EnumType, now: EnumType): boolean {
  if (operation.kind === "createEnum") return !before.enums.some(({ id }) => id === now.id) && after.enums.some(({ id }) => id === now.id);
  return operation.kind === "renameType" && before.enums.find(({ id }) => id === old.id)?.name !== after.enums.find(({ id }) => id === old.id)?.name;
}

/** What would make the old enum like the new one in place; undefined where values are left out or change their order. */
export function valuesAdded({ old, now, removed }: EnumSwap): AddEnumValue[] | undefined {
  const known = labels(old);
  const wanted = labels(now);
  if (removed.length > 0 || wanted.filter((label) => known.includes(label)).join("\0") !== known.join("\0")) return undefined;
  return wanted.flatMap((label, at) => {
    if (known.includes(label)) return [];
    const isLast = wanted.slice(at).every((later) => !known.includes(later));
    const earlier = wanted[at - 1];
    const next = known[0];
    const neighbour = isLast ? undefined : earlier !== undefined ? { value: earlier, after: true } : next !== undefined ? { value: next, after: false } : undefined;
    return [{ kind: "addEnumValue", span: NOWHERE, name: nameAt(old), value: identifier(label), neighbour, ifNotExists: false }];
  });
}

/** One value went and another came to its place: as if it had been renamed. */
export function valueRenamed({ old, now, removed, added }: EnumSwap): RenameEnumValue | undefined {
  const [from, ...others] = removed;
  const [to, ...more] = added;
  if (from === undefined || to === undefined || others.length > 0 || more.length > 0 || labels(old).map((label) => (label === from ? to : label)).join("\0") !== labels(now).join("\0")) return undefined;
  return { kind: "renameEnumValue", span: NOWHERE, name: nameAt(old), value: identifier(from), to: identifier(to) };
}
