import type { Finding } from "../../model/finding.js";
import { factKey, type Draft } from "./draft.js";
import { hash } from "./fingerprint.js";
import type { Files } from "./locate.js";

/** Sorts and gives fingerprints. */
export function finish(drafts: readonly Draft[], files: Files): readonly Finding[] {
  const occurrences = new Map<string, number>();
  return drafts.toSorted((a, b) => compare(a, b, files)).map((draft) => {
    const text = `${factKey(draft.rule, draft.subject)} ${textOf(draft, files)}`;
    const number = occurrences.get(text) ?? 0;
    occurrences.set(text, number + 1);
    return findingOf(draft, hash(`${text} ${number}`));
  });
}

function findingOf(draft: Draft, fingerprint: string): Finding {
  const { rule, severity, message, help, file, span, migration, statement, subject, related, supersedes, suggestions, stuck } = draft;
  return { rule, severity, message, help, file, span, migration, statement, subject, related, supersedes, suggestions, ...(stuck !== undefined && { stuck }), fingerprint };
}

/** The whole statement, so that a finding on a part of it tells it from others. White space does not count. */
function textOf({ file, span, statement }: Draft, files: Files): string {
  const whole = statement === null ? undefined : files.migrationOf(file)?.script.statements[statement]?.span;
  return (files.sourceOf(file)?.slice(whole ?? span) ?? file).replace(/\s+/g, " ").trim();
}

function compare(a: Draft, b: Draft, files: Files): number {
  return (
    files.orderOf(a.file) - files.orderOf(b.file) ||
    compareText(a.file, b.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** By UTF-16 units: the same everywhere, unlike localeCompare. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
