import { isEmptied } from "../../../database/emptied.js";
import { isUnshared } from "../../../database/questions.js";
import type { Table } from "../../../model/database.js";
import type { Step } from "../../../model/step.js";
import { isProvedEmpty } from "./proved-empty.js";

/** So much is in it, as far as the replay knows, that reading it takes time: the live database has it, or these migrations filled it from a query. */
export function mayHoldManyRows(table: Table, step: Step): boolean {
  const { before, deployed, migration } = step;
  if (isEmptied(table, before) || isProvedEmpty(table, step)) return false;
  if (!isUnshared(table, deployed)) return true;
  return table.filledBy.some((name) => name !== migration.name) || (table.filledBy.length > 0 && !onlyLiterals(table, migration));
}

/** All statements that wrote to it spell their rows out. */
function onlyLiterals(table: Table, { name, script }: Step["migration"]): boolean {
  const own = table.changedBy.filter((statement) => statement.startsWith(`${name}#`)).map((statement) => script.statements[Number(statement.slice(name.length + 1))]);
  return own.length > 0 && own.every((statement) => statement?.operations.every((operation) => operation.kind === "changeData" && (operation.literalRows || operation.command === "delete")));
}
