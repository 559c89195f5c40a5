import type { Database } from "../../model/database.js";
import type { RelatedPlace, Subject } from "../../model/finding.js";
import type {
  DeclaredEnum,
  DeclaredKey,
  DeclaredModel,
  DeclaredRelation,
  DeclaredSchema,
} from "../../schema/declared-schema.js";
import type { DeclaredField } from "../../schema/declared-field.js";
import { declaredPlaces } from "./declared-places.js";
import { newParts } from "./new-parts.js";

export type DeclaredPart = DeclaredModel | DeclaredField | DeclaredRelation | DeclaredKey | DeclaredEnum;

/** schema.prisma now and at the base, beside the databases that it is judged against. */
export interface SchemaReview {
  readonly declared: DeclaredSchema;
  /** Undefined when there is no base, or everything is reviewed: nothing is then known of the deployed schema.prisma. */
  readonly base: DeclaredSchema | undefined;
  /** The live database that the newest reported migration will meet. */
  readonly deployed: Database;
  /** After the last migration that is reported. */
  readonly final: Database;
  /** Where models without `@@schema` are. */
  readonly defaultSchema: string;
  /** Everything counts as new. Where it does not and there is no base either, nothing does. */
  readonly all: boolean;
  /**
   * Whether a part of `declared` is not in the base's schema in the same way. Parts count by their names in the database; a model's own
   * names, key and `@@ignore` count for it, its fields, relations and indexes for themselves. An enum's values count for it.
   */
  isNew(part: DeclaredPart): boolean;
  /** The base's model of the same table. */
  atBase(model: DeclaredModel): DeclaredModel | undefined;
  /** Where schema.prisma declares the most particular part of the subject; undefined when it does not. */
  declaredAt(subject: Subject): RelatedPlace | undefined;
}

export interface ReviewInput {
  readonly declared: DeclaredSchema;
  readonly base: DeclaredSchema | undefined;
  readonly deployed: Database;
  readonly final: Database;
  readonly defaultSchema: string;
  readonly all: boolean;
}

export function reviewSchema(input: ReviewInput): SchemaReview {
  const base = input.all ? undefined : input.base;
  const news = base === undefined ? undefined : newParts(input.declared, base, input.defaultSchema);
  const places = declaredPlaces(input.declared, input.defaultSchema);
  return {
    ...input,
    base,
    isNew: (part) => input.all || (news?.parts.has(part) ?? false),
    atBase: (model) => news?.atBase.get(model),
    declaredAt: (subject) => places(subject),
  };
}
