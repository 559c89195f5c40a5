import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { isInDoBlock } from "../changes/statement.js";
import { applyEdits } from "../../../text/edit.js";
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

/** The text of an ALTER TABLE without the actions of these steps; undefined where it has no other, or stands in a DO block. Every other byte stays. */
export function withoutActions(steps: readonly Step[]): string | undefined {
  const [first] = steps;
  if (!first || isInDoBlock(first)) return undefined;
  const { migration: { source: { text } }, statement } = first;
  const gone = new Set(steps.map(({ operation }) => operation.span.start));
  const actions = statement.operations.map(({ span }) => span).toSorted((a, b) => a.start - b.start || b.end - a.end).filter(({ end }, at, all) => !all.slice(0, at).some((other) => other.end >= end));
  const kept = actions.filter(({ start }) => !gone.has(start));
  if (kept.length === 0) return undefined;
  const cuts = actions.flatMap(({ start, end }, at) => {
    if (!gone.has(start)) return [];
    // Of the last ones the comma goes that is before them.
    if (actions.slice(at + 1).some((later) => !gone.has(later.start))) return [{ start, end: behindComma(text, end) }];
    const comma = behindComma(text, actions[at - 1]?.end ?? start, false);
    return [{ start: comma - 1, end: comma }, { start: behindLine(text, start), end }];
  });
  const { start, end } = statement.span;
  return applyEdits(text.slice(start, end), cuts.map((cut) => ({ span: { start: cut.start - start, end: cut.end - start }, text: "" })));
}

/** The place behind the comma that follows, comments looked over, and the white space behind it. */
function behindComma(text: string, place: number, andSpace = true): number {
  const [found = ""] = /^(?:\s|--[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(place)) ?? [];
  const [space = ""] = /^\s*/.exec(text.slice(place + found.length)) ?? [];
  return place + found.length + (andSpace ? space.length : 0);
}

/** The place behind what stands before it, whose line end stays where it ends a comment. */
function behindLine(text: string, place: number): number {
  const before = text.slice(0, place);
  const end = before.trimEnd().length;
  const line = before.slice(before.lastIndexOf("\n", end - 1) + 1, end);
  const [newline = ""] = /^\s*?\r?\n/.exec(before.slice(end)) ?? [];
  return line.includes("--") ? end + newline.length : end;
}
