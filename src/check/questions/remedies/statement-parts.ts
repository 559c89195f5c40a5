import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { isInDoBlock } from "../changes/statement.js";

/** The operations of the step's statement, others in the place of its own; of a DO block the others alone. */
export function inItsPlace(step: Step, others: readonly Operation[]): Operation[] {
  if (isInDoBlock(step)) return [...others];
  const { operation, statement } = step;
  return statement.operations.flatMap((each) => (isSame(each, operation) ? others : [each]));
}

/** Names of the one in the step are looked up, those in the statement are as written. */
const isSame = (a: Operation, b: Operation): boolean => a.kind === b.kind && a.span.start === b.span.start && a.span.end === b.span.end;
