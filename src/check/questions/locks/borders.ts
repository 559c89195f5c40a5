import type { Migration } from "../../../model/migration.js";
import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

/** A BEGIN, COMMIT or ROLLBACK of a migration that has no other half. */
export type UnpairedBorder =
  | {
      readonly kind: "begin";
      readonly step: Step;
      /** The BEGIN within whose transaction it stands; undefined: nothing ends it. */
      readonly open: Step | undefined;
    }
  | {
      readonly kind: "commit" | "rollback";
      readonly step: Step;
      /** How many statements since the last border the server has made a transaction of, which this ends. */
      readonly ends: number;
    };

/** In their order; the BEGIN that nothing ends comes last. */
export function unpairedBorders({ script }: Migration, steps: readonly Step[]): UnpairedBorder[] {
  const found: UnpairedBorder[] = [];
  let open: Step | undefined;
  for (const step of steps) {
    const { operation, statement, transactions } = step;
    // Not those of a routine's body.
    if (!isBorder(operation) || script.statements[statement.index]?.operations[0]?.kind !== operation.kind) continue;
    if (operation.kind === "begin") {
      if (open) found.push({ kind: "begin", step, open });
      else open = step;
    } else if (open) {
      if (!operation.chain) open = undefined;
    } else {
      const isFile = transactions.some(({ kind, block }) => kind === "file" && block);
      found.push({ kind: operation.kind, step, ends: isFile ? statementsBefore(statement.index, script) : 0 });
    }
  }
  if (open) found.push({ kind: "begin", step: open, open: undefined });
  return found;
}

const isBorder = (operation: Operation): operation is Extract<Operation, { readonly kind: "begin" | "commit" | "rollback" }> =>
  operation.kind === "begin" || operation.kind === "commit" || (operation.kind === "rollback" && operation.toSavepoint === undefined);

/** Since the last COMMIT or ROLLBACK. */
function statementsBefore(index: number, { statements }: Migration["script"]): number {
  const last = statements.slice(0, index).findLastIndex(({ operations }) => operations.some(({ kind }) => kind === "commit" || kind === "rollback"));
  return index - last - 1;
}
