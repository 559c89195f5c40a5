import { recreate } from "../database/recreate/recreate.js";
import type { Database, Sequence } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Name } from "../model/name.js";
import type { FinishedDraft } from "./draft.js";

/** Statements that make only one of the two, of each side; the order of columns does not count. */
export function onlyInOne(reached: Database, goal: Database, dialect: Dialect): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const [have, want] = [texts(reached, dialect), texts(goal, dialect)];
  return { missing: [...want].filter((sql) => !have.has(sql)), surplus: [...have].filter((sql) => !want.has(sql)) };
}

const texts = (database: Database, { naming, writer }: Dialect): ReadonlySet<string> => new Set(writer.statements(recreate(ordered(database), naming.quote)).map((sql) => sql.replace(/^(\s*create\s+)or\s+replace\s+/i, "$1")));

const ordered = (database: Database): Database => ({
  ...database,
  sequences: database.sequences.map(withoutDefaults),
  tables: database.tables.map((table) => ({ ...table, columns: table.columns.toSorted(byName), constraints: table.constraints.toSorted(byName) })),
});

/** What is said by ALTER SEQUENCE and is the case without. */
function withoutDefaults(sequence: Sequence): Sequence {
  const { increment, start, minimum, cache } = sequence;
  const first = minimum ?? "1";
  return { ...sequence, increment: increment === "1" ? undefined : increment, start: start === first && !(increment ?? "1").startsWith("-") ? undefined : start, cache: cache === "1" ? undefined : cache };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Columns that were added again and do not stand where they did: others that stayed came after them. */
export function movedColumns({ statements }: Pick<FinishedDraft, "statements">, goal: Database): readonly { readonly table: string; readonly column: string }[] {
  const added = new Set(statements.flatMap(({ operations }) => operations.flatMap(({ operation }) => (operation.kind === "addColumn" ? [key(operation.table, operation.column.name.name)] : []))));
  return goal.tables.flatMap((table) => {
    const isBack = table.columns.map(({ name }) => added.has(key(table, name)));
    const last = isBack.lastIndexOf(false);
    return table.columns.filter((_, at) => isBack[at] === true && at < last).map(({ name }) => ({ table: table.name, column: name }));
  });
}

const key = ({ schema, name }: Name, column: string): string => JSON.stringify([schema, name, column]);
