import { recreate } from "../database/recreate/recreate.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";

/** Statements that make only one of the two, of each side; the order of columns does not count. */
export function onlyInOne(reached: Database, goal: Database, dialect: Dialect): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const [have, want] = [texts(reached, dialect), texts(goal, dialect)];
  return { missing: [...want].filter((sql) => !have.has(sql)), surplus: [...have].filter((sql) => !want.has(sql)) };
}

const texts = (database: Database, { naming, writer }: Dialect): ReadonlySet<string> => new Set(writer.statements(recreate(ordered(database), naming.quote)));

const ordered = (database: Database): Database => ({
  ...database,
  tables: database.tables.map((table) => ({ ...table, columns: table.columns.toSorted(byName), constraints: table.constraints.toSorted(byName) })),
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Columns that stand at another place than in the goal: those that were made again. */
export function movedColumns(reached: Database, goal: Database): readonly { readonly table: string; readonly column: string }[] {
  return goal.tables.flatMap((table) => {
    const now = reached.tables.find(({ id }) => id === table.id);
    const order = now?.columns.map(({ id }) => id) ?? [];
    const first = table.columns.findIndex(({ id }, at) => order[at] !== id);
    if (first === -1 || !now) return [];
    // In the old order those that stayed; the others were added after them.
    const kept: number[] = [];
    for (const { id } of table.columns) {
      const at = order.indexOf(id);
      if (kept.every((other) => other < at)) kept.push(at);
    }
    return table.columns.filter(({ id }) => !kept.includes(order.indexOf(id))).map(({ name }) => ({ table: table.name, column: name }));
  });
}
