import type { Writer } from "../../model/dialect.js";
import type { ReplayedMigration, Step } from "../../model/step.js";
import type { Draft } from "./draft.js";

/** Its steps, each with what it does to tables of a composite type behind it. */
export const stepsWithReached = (steps: readonly Step[]): readonly Step[] => (steps.some(({ reached }) => reached) ? steps.flatMap((step) => [step, ...(step.reached ?? [])]) : steps);

/** What is said of a column that changes with its table's type: the table must part with the type before its column can be treated as that of another. */
export function throughTypes(drafts: readonly Draft[], { migration, steps }: ReplayedMigration, sql: Writer): readonly Draft[] {
  const reaching = steps.filter(({ reached }) => reached);
  return drafts.map((draft) => {
    const { schema, table, column } = draft.subject;
    const isReached = draft.file === migration.source.file && reaching.some(({ operation: { span } }) => span.start === draft.span.start && span.end === draft.span.end);
    if (!isReached || table === null || column === null) return draft;
    return { ...draft, help: `Part with the type first, which takes a moment: \`ALTER TABLE ${sql.name({ schema: schema ?? undefined, name: table })} NOT OF;\` Then its columns are its own. ${draft.help}`, suggestions: [], stuck: undefined };
  });
}
