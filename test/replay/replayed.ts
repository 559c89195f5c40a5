import { renderExpression, currentType } from "../../src/database/render.js";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Constraint, Database, Problem, Table } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Timeline } from "../../src/model/step.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";

const source = "the test";
export const environment: Environment = {
  provider: "postgresql",
  serverVersion: { value: 18, source },
  prismaVersion: { value: { major: 6, minor: 19, patch: 0 }, source },
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source },
  timeZone: { value: "UTC", source },
};

export const dialect: Dialect = await loadPostgres();

export interface Sql {
  readonly sql: string;
  readonly name?: string;
  readonly deployed?: boolean;
}

/** Migrations `1`, `2`, … */
export function replayed(history: readonly (string | Sql)[], { eachAsNewest = false } = {}): Timeline {
  const files = history.map((given, at): MigrationFile => {
    const { sql, name = String(at + 1), deployed = false } = typeof given === "string" ? { sql: given } : given;
    return { name, source: new SourceText(`${name}/migration.sql`, sql), deployed, reported: !deployed };
  });
  return replay(files, dialect, environment, { eachAsNewest });
}

/** Statement by statement: `2: missing table nowhere`, counted from 0 in each migration. */
export function problemsOf(timeline: Timeline): readonly string[] {
  return timeline.migrations.flatMap(({ steps }) => steps.flatMap(({ statement, problems }) => problems.map((problem) => `${statement.index}: ${problemText(problem)}`)));
}

function problemText({ kind, what, name, table, dependents }: Problem): string {
  const on = table === undefined ? "" : ` on ${table.name}`;
  const by = dependents.length === 0 ? "" : `: ${dependents.join(", ")}`;
  return `${kind} ${what} ${name.name}${on}${by}`;
}

/** What is there, one line an object, each in the order of its creation; objects of `public` without it. */
export function stateOf(database: Database): readonly string[] {
  return [
    ...database.enums.map((type) => `enum ${place(type)}: ${type.values.map(({ label }) => label).join(", ")}`),
    ...database.sequences.map((sequence) => `${sequence.identity ? "identity " : ""}sequence ${place(sequence)} ${sequence.dataType}${sequence.ownedBy === undefined ? "" : ` of ${columnOf(sequence.ownedBy.column, database)}`}`),
    ...database.tables.flatMap((table) => tableLines(table, database)),
    ...database.views.map((view) => `view ${place(view)} (${view.columns.join(", ")}): ${renderExpression(view.query, database, plain)}`),
  ];
}

function tableLines(table: Table, database: Database): readonly string[] {
  const columns = table.columns.map((column) => {
    const type = currentType(column.type, database);
    const modifiers = type.modifiers.length === 0 ? "" : `(${type.modifiers.join(",")})`;
    const byDefault = column.default === undefined ? "" : ` = ${renderExpression(column.default, database, plain)}`;
    return `${column.name} ${type.name}${modifiers}${type.dimensions > 0 ? "[]" : ""}${column.notNull ? "!" : ""}${byDefault}`;
  });
  const named = (ids: readonly string[], of = table): string => ids.map((id) => of.columns.find((column) => column.id === id)?.name ?? "gone").join(", ");
  const constraint = (it: Constraint): string => {
    switch (it.kind) {
      case "primaryKey":
      case "unique":
        return `${it.kind} ${it.name} by ${table.indexes.find(({ id }) => id === it.index)?.name ?? "gone"}`;
      case "check":
        return `check ${it.name}: ${renderExpression(it.expression, database, plain)}`;
      case "foreignKey": {
        const parent = database.tables.find(({ id }) => id === it.references.table);
        return `foreignKey ${it.name} (${named(it.columns)}) to ${parent?.name ?? "gone"} (${named(it.references.columns, parent)})`;
      }
      case "exclusion":
        return `exclusion ${it.name}`;
    }
  };
  return [
    `table ${place(table)} (${columns.join(", ")})`,
    ...table.constraints.map((it) => `  ${constraint(it)}`),
    ...table.indexes.map((index) => {
      const keys = index.keys.map(({ column, expression }) => (column === undefined ? expression && renderExpression(expression, database, plain) : named([column])));
      return `  ${index.unique ? "unique " : ""}index ${index.name} (${keys.join(", ")})${index.predicate === undefined ? "" : ` where ${renderExpression(index.predicate, database, plain)}`}`;
    }),
  ];
}

const plain = (name: string): string => name;
const place = ({ schema, name }: { readonly schema: string; readonly name: string }): string => (schema === "public" ? name : `${schema}.${name}`);

function columnOf(id: string, database: Database): string {
  for (const table of database.tables) for (const column of table.columns) if (column.id === id) return `${table.name}.${column.name}`;
  return "gone";
}
