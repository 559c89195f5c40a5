import type { Column, Database, Sequence } from "../model/database.js";
import { targets } from "./names/bind.js";

/** Sequences that belong to the column, or that its default draws from. */
export const sequencesOf = (column: Column, { sequences }: Pick<Database, "sequences">): Sequence[] =>
  sequences.filter(({ id, ownedBy }) => ownedBy?.column === column.id || targets(column.default).includes(id));
