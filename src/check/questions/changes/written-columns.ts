import { findTable } from "../../../database/names/lookup.js";
import type { TypeName } from "../../../model/name.js";
import type { ColumnDefinition } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import type { Span } from "../../../text/source-text.js";

export interface WrittenColumn {
  readonly schema: string | null;
  readonly table: string;
  readonly column: string;
  readonly type: TypeName;
  readonly span: Span;
  /** Undefined where the column was there and gets another type. */
  readonly definition: ColumnDefinition | undefined;
}

/** Columns that a step makes, or to which it gives another type; those of temporary tables are left out. */
export function writtenColumns({ operation, after, problems }: Step): WrittenColumn[] {
  if (problems.length > 0) return [];
  switch (operation.kind) {
    case "createTable": {
      if (operation.persistence === "temporary") return [];
      const { schema = null, name: table } = operation.name;
      return operation.columns.map((definition) => ({ schema, table, column: definition.name.name, type: definition.type, span: definition.typeSpan, definition }));
    }
    case "addColumn": {
      const definition = operation.column;
      const { schema = null, name: table } = operation.table;
      return isTemporary(operation.table, after) ? [] : [{ schema, table, column: definition.name.name, type: definition.type, span: definition.typeSpan, definition }];
    }
    case "alterColumnType": {
      const { schema = null, name: table } = operation.table;
      return isTemporary(operation.table, after) ? [] : [{ schema, table, column: operation.column.name, type: operation.type, span: operation.span, definition: undefined }];
    }
    default:
      return [];
  }
}

const isTemporary = (name: Parameters<typeof findTable>[1], database: Step["after"]): boolean => findTable(database, name)?.persistence === "temporary";
