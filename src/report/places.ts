import type { Place } from "../model/finding.js";
import type { Position, SourceText } from "../text/source-text.js";

export interface Range {
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}

/** Lines and columns from 1, columns in UTF-16 units. Of a file that was not read (a missing migration.sql): its very start. */
export function rangeOf(place: Place, sources: ReadonlyMap<string, SourceText>): Range {
  const source = sources.get(place.file);
  if (source === undefined) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return { start: source.position(place.span.start), end: source.position(place.span.end) };
}
