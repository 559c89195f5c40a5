import type { DataType } from "./database.js";
import type { Name } from "./name.js";

/** Columns of a foreign key and its parent whose types the server cannot compare. */
export interface ComparedColumns {
  readonly column: string;
  readonly type: DataType;
  readonly parent: Name;
  readonly parentColumn: string;
  readonly parentType: DataType;
}
