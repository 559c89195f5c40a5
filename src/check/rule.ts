import type { Config } from "../model/config.js";
import type { Database } from "../model/database.js";
import type { Dialect, Writer } from "../model/dialect.js";
import type { Environment, Provider } from "../model/environment.js";
import type { Level, Place, RelatedPlace, Subject, Suggestion } from "../model/finding.js";
import type { OperationKind, OperationOf } from "../model/operation.js";
import type { MigrationsFolder } from "../model/project.js";
import type { ReplayedMigration, Step, Timeline } from "../model/step.js";
import type { DirectiveUse } from "./run/directive-use.js";
import type { OptionSet, OptionValues } from "./options.js";
import type { SchemaReview } from "./schema-review/schema-review.js";
import type { WayOut } from "./way-out.js";

export * from "./questions/locks/blocking.js";
export * from "./questions/remedies/constraints.js";
export * from "./questions/remedies/declared-index.js";
export * from "./questions/rows/backfill.js";
export * from "./questions/changes/broken-views.js";
export * from "./questions/changes/attached.js";
export * from "./questions/changes/dropped-columns.js";
export * from "./questions/declared/models.js";
export * from "./questions/declared/relations.js";
export * from "./questions/declared/new-fields.js";
export * from "./questions/objects/dependents.js";
export * from "./questions/rows/filters.js";
export * from "./questions/changes/enum-swaps.js";
export * from "./questions/rows/held-rows.js";
export * from "./questions/rows/proved-empty.js";
export * from "./questions/remedies/key-remedies.js";
export * from "./questions/objects/foreign-keys.js";
export * from "./questions/objects/unindexed-keys.js";
export * from "./questions/objects/key-columns.js";
export * from "../database/key-types.js";
export * from "./questions/changes/enum-use.js";
export * from "./options.js";
export * from "./questions/declared/indexes.js";
export * from "./questions/locks/borders.js";
export * from "./questions/locks/foreign-key-locks.js";
export * from "./questions/locks/live-table.js";
export * from "./questions/locks/lock-waits.js";
export * from "./questions/locks/not-null-scans.js";
export * from "./questions/remedies/not-null-series.js";
export * from "./questions/rows/filled-later.js";
export * from "./questions/changes/new-column.js";
export * from "./questions/changes/moved-indexes.js";
export * from "./questions/changes/narrowings.js";
export * from "./questions/findings/wording.js";
export * from "../database/forbids-null.js";
export * from "../database/column-sequences.js";
export * from "../database/known-rows.js";
export * from "../database/questions.js";
export { isCertain, isSure } from "../database/uncertain.js";
export * from "./questions/changes/recreated.js";
export * from "./questions/changes/retyped.js";
export * from "./questions/findings/problems.js";
export * from "./questions/changes/renames.js";
export * from "./questions/changes/renamed-relations.js";
export * from "./questions/changes/refuses-transaction.js";
export * from "./questions/changes/dropped-defaults.js";
export * from "./questions/locks/settings.js";
export * from "./questions/remedies/small-tables.js";
export * from "./questions/changes/statement.js";
export * from "./questions/changes/written-columns.js";
export * from "./questions/remedies/statement-parts.js";
export * from "./questions/locks/transaction.js";
export * from "./questions/rows/unfilled.js";
export * from "./questions/rows/unique.js";
export * from "./questions/rows/work.js";
export * from "./questions/changes/written-names.js";
export * from "./questions/remedies/operations.js";
export * from "./questions/remedies/schema-edits.js";
export * from "./questions/remedies/kept-default.js";
export * from "./questions/remedies/mapped-name.js";
export * from "./questions/remedies/rename-instead.js";
export * from "./questions/remedies/rename-table-instead.js";
export * from "./questions/remedies/transaction-edits.js";
export type { DeclaredField } from "../schema/declared-field.js";
export type { WayOut } from "./way-out.js";

export type Category = "waiting" | "data-loss" | "failing" | "breaking" | "relations" | "history" | "habits";

/** What happens to whom, and the way out in SQL that runs. Both may hold `{{placeholders}}`; `{{way}}` in the help is the report's `wayOut`. */
export interface Said {
  readonly message: string;
  readonly help: string;
}
export type Messages = Readonly<Record<string, Said>>;

/** Names of the `{{placeholders}}` of a text, so that `data` is checked by the compiler. */
type Placeholders<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Names<S extends Said> = Exclude<Placeholders<S["message"] | S["help"]>, "way">;
/** What one finding says in the place of several; each placeholder with its values, one a finding, `way` among them. A method, as `Visitor` is one. */
type Together<S extends Said> = { say(values: Readonly<Record<Placeholders<S["message"] | S["help"]>, readonly string[]>>): Said }["say"];
/**
 * Which findings of one message become one: of the columns of one table in a statement, of one table or type in a migration, of a whole migration,
 * or of a report, where a project does by habit what is one thing to change.
 */
export type SeveralOf = "columns" | "object" | "migration" | "report";
export type Several<Ms extends Messages> = { readonly [Id in keyof Ms & string]?: Together<Ms[Id]> };

type Data<S extends Said> = string extends S["message"]
  ? { readonly data?: Readonly<Record<string, string>> | undefined }
  : [Names<S>] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: Readonly<Record<Names<S>, string>> };
type Way<S extends Said> = string extends S["message"]
  ? { readonly wayOut?: WayOut | undefined }
  : "way" extends Placeholders<S["help"]>
  ? { readonly wayOut: WayOut }
  : { readonly wayOut?: WayOut | undefined };
type Saying<Ms extends Messages> = { [Id in keyof Ms & string]: { readonly message: Id } & Data<Ms[Id]> & Way<Ms[Id]> }[keyof Ms & string];

/** What a rule reports; parts of the subject that are left out are null. */
export type Report<Ms extends Messages> = Saying<Ms> & {
  readonly at: Place;
  readonly subject: Partial<Subject>;
  readonly related?: readonly RelatedPlace[];
  readonly suggestions?: readonly Suggestion[];
  /** Ways out to choose from, the best first, where the help has no `{{way}}`. */
  readonly ways?: readonly WayOut[];
  /** Why there is no way out in files, though one is known; as the end of a sentence. */
  readonly stuck?: string | undefined;
  /** Findings of other rules that are the same cause: this one replaces them and takes their places along. */
  readonly explains?: readonly { readonly rule: string; readonly subject: Partial<Subject> }[];
  /** Below the rule's own severity, where this case is less certain than the others. */
  readonly level?: "warning";
};

export interface Context<Ms extends Messages, S extends OptionSet> {
  readonly options: OptionValues<S>;
  readonly environment: Environment;
  readonly config: Config;
  /** After the last migration that is reported: what relation rules are judged on. */
  readonly final: Database;
  /** Steps of the migrations behind this one that are not deployed either. */
  following(this: void, replayed: ReplayedMigration): readonly Step[];
  /** Prints SQL with the provider's quoting. */
  readonly sql: Writer;
  /** What other sessions cannot do while a lock of this mode is held. */
  readonly blocks: Dialect["blocks"];
  /** schema.prisma now and at the base, and what in it is new. */
  readonly schema: SchemaReview;
  report(this: void, report: Report<Ms>): void;
}

export type Visitors<Ms extends Messages, S extends OptionSet> = {
  readonly [K in OperationKind]?: Visitor<Step<OperationOf<K>>, Ms, S>;
};
export type Check<Ms extends Messages, S extends OptionSet> = Visitors<Ms, S> & {
  /** Every step, after the visitor of its own kind. */
  readonly effect?: Visitor<Step, Ms, S>;
  readonly migration?: Visitor<ReplayedMigration, Ms, S>;
  readonly history?: Visitor<Timeline, Ms, S>;
};

/** A method, whose context is compared both ways: a rule with its own messages and options is then a `Rule` as the registry wants it. */
type Visitor<T, Ms extends Messages, S extends OptionSet> = { visit(subject: T, context: Context<Ms, S>): void }["visit"];

export interface Rule<Ms extends Messages = Messages, S extends OptionSet = OptionSet> {
  /** File name, docs page, fixture folder and config key. */
  readonly id: string;
  /** One line, an imperative or a noun phrase, for tables. */
  readonly summary: string;
  readonly category: Category;
  readonly recommended: Level;
  readonly strict: Level;
  readonly providers: readonly Provider[];
  readonly options: S;
  /** Values that they have in the preset `strict`, where those are not the defaults. */
  readonly strictOptions?: Partial<OptionValues<S>>;
  readonly messages: Ms;
  /** For messages of which several findings become one. */
  readonly several?: Several<Ms>;
  /** Which ones; `columns` where it is left out. */
  readonly severalOf?: SeveralOf;
  /** Markdown for the docs page: what happens on a live server and why; and how to change it safely. */
  readonly docs: { readonly effect: string; readonly remedy: string };
  /** Called for the migrations that are reported. */
  readonly check: Check<Ms, S>;
  /** schema.prisma. Findings with the subject of one in SQL are merged into it. */
  readonly schema?: Visitor<SchemaReview, Ms, S>;
  /** The folder of the migrations, for what is in it beside them. */
  readonly folder?: Visitor<MigrationsFolder, Ms, S>;
  /** Directives and suppressions, after everything else. */
  readonly directives?: Visitor<readonly DirectiveUse[], Ms, S>;
}

export const defineRule = <const Ms extends Messages, const S extends OptionSet>(rule: Rule<Ms, S>): Rule<Ms, S> => rule;
