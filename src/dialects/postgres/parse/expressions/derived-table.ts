import type { CommonTableExpr, CTECycleClause, Node } from "libpg-query";
import type { DerivedTable, QueryOutput } from "../../../../model/operation-tables.js";
import type { StatementText } from "../text/statement-text.js";
import { outputOf, unitedOutputs } from "./output-names.js";

/** What a query gives; `columns` are names given to its columns, `common` what makes it one of WITH. `start`: UTF-16 index in the file of the query around it. */
export function derivedTable(text: StatementText, start: number, query: Node | undefined, columns: readonly string[], common: CommonTableExpr | undefined): DerivedTable {
  const added = common ? addedOutputs(text, start, common) : [];
  return { arms: unitedOutputs(text, start, query), columns, ...(added.length > 0 && { added }) };
}

/** What SEARCH and CYCLE add, in this order. */
function addedOutputs(text: StatementText, start: number, { search_clause, cycle_clause }: CommonTableExpr): QueryOutput[] {
  const added: QueryOutput[] = [];
  const record = (name: string | undefined, dimensions: number): QueryOutput => ({ name, star: undefined, type: { schema: undefined, name: "record", modifiers: [], dimensions } });
  if (search_clause) added.push(record(search_clause.search_seq_column, search_clause.search_breadth_first === true ? 0 : 1));
  if (cycle_clause) added.push(markOutput(text, start, cycle_clause), record(cycle_clause.cycle_path_column, 1));
  return added;
}

/** Whether a row closes a cycle, in one of two values. */
function markOutput(text: StatementText, start: number, { cycle_mark_column: name, cycle_mark_value, cycle_mark_default }: CTECycleClause): QueryOutput {
  const [one, other] = [cycle_mark_value, cycle_mark_default].map((value) => outputOf(text, start, value, name).type);
  return { name, star: undefined, ...(one && one.name === other?.name && { type: one }) };
}
