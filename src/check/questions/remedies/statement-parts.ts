import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { isInDoBlock } from "../changes/statement.js";
import { inCode } from "../findings/wording.js";

/** The operations of the step's statement, others in the place of its own; of a DO block the others alone. */
export const inItsPlace = (step: Step, others: readonly Operation[]): Operation[] => inTheirPlaces([step], [others]);

/** The same of several steps of one statement; `others` for each of them. */
export function inTheirPlaces(steps: readonly Step[], others: readonly (readonly Operation[])[]): Operation[] {
  const [first] = steps;
  if (!first || isInDoBlock(first)) return others.flat();
  return first.statement.operations.flatMap((each) => {
    const at = steps.findIndex(({ operation }) => isSame(each, operation));
    return others[at] ?? [each];
  });
}

/** For the end of a sentence about where the step's statement belongs: `: \`UPDATE …;\`` as it is written, or a full stop where it is long, or a DO block. */
export function movedInCode(step: Step): string {
  const text = step.migration.source.slice(step.statement.span);
  return text.length > 300 || isInDoBlock(step) ? "." : `: ${inCode([text])}`;
}

/** Names of the one in the step are looked up, those in the statement are as written. */
const isSame = (a: Operation, b: Operation): boolean => a.kind === b.kind && a.span.start === b.span.start && a.span.end === b.span.end;
