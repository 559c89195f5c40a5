import type { Choice } from './choice.js';
import type { Grower } from './grow.js';
import type { SchemaDraft } from './model.js';

/** One change of a kind that people make to a schema; false where the draft offers nothing to make it on. */
export type Mutation = (draft: SchemaDraft, choice: Choice, grow: Grower) => boolean;
