import fc from 'fast-check';
import { choiceOf, type Choice } from './generated-schemas/choice.js';
import { growerOf, nameLongConstraints } from './generated-schemas/grow.js';
import type { SchemaDraft } from './generated-schemas/model.js';
import { mutate } from './generated-schemas/mutate.js';
import { renderSchema } from './generated-schemas/render.js';
import { migrationSql } from './schema-engine.js';

export interface GeneratedHistory {
  /** schema.prisma texts (postgresql, no `url`), oldest first: a random schema and two to five successive changes of it. */
  readonly schemas: readonly string[];
}

export interface GeneratedMigration {
  /** Folder name as Prisma's: timestamp and label. */
  readonly name: string;
  /** What Prisma's engine writes; never empty. */
  readonly sql: string;
  /** The schema.prisma text that this migration leads to. */
  readonly schema: string;
}

/** Random schema histories that Prisma accepts and whose migrations run on an empty PostgreSQL. */
export const historyArbitrary: fc.Arbitrary<GeneratedHistory> = fc.gen().map((generator) => ({ schemas: buildHistory(choiceOf(generator)) }));

/** The same history for the same numbers, with the installed version of fast-check. */
export function generatedHistory(seed: number, index: number): GeneratedHistory {
  for (const history of fc.sample(historyArbitrary, { seed: Math.imul(seed, 1_000_003) + index, numRuns: 1, unbiased: true })) return history;
  throw new Error('fast-check gave no sample');
}

/** One migration for each schema that changes the database; a change that only the client sees (a rename behind `@map`) has none. */
export async function historySql(schemas: readonly string[]): Promise<GeneratedMigration[]> {
  const migrations: GeneratedMigration[] = [];
  let before: string | undefined;
  for (const [at, schema] of schemas.entries()) {
    const sql = await migrationSql(before, schema);
    if (sql !== '') migrations.push({ name: `202401${String(at + 1).padStart(2, '0')}120000_step_${at + 1}`, sql, schema });
    before = schema;
  }
  return migrations;
}

function buildHistory(choice: Choice): string[] {
  const draft = firstDraft(choice);
  const schemas = [renderSchema(draft)];
  const steps = choice.int(2, 5);
  for (let step = 0; step < steps; step += 1) {
    mutate(draft, choice);
    schemas.push(renderSchema(draft));
  }
  return schemas;
}

function firstDraft(choice: Choice): SchemaDraft {
  const schemas = choice.chance(20) ? ['public', choice.pick(['billing', 'Audit Log', 'app.v2'])] : [];
  const draft: SchemaDraft = {
    schemas,
    listedSchemas: new Set(),
    enums: [],
    models: [],
    relations: [],
    joins: [],
    step: { touched: new Set(), frozen: new Set(), rekeyed: new Set(), usedEnums: new Set(), swappedEnums: new Set() },
    lastNumber: 0,
  };
  const grow = growerOf(draft, choice);
  const enums = choice.int(0, 3);
  for (let at = 0; at < enums; at += 1) grow.newEnum();
  const models = choice.int(1, 4);
  for (let at = 0; at < models; at += 1) grow.newModel();
  const relations = choice.int(0, 4);
  for (let at = 0; at < relations; at += 1) grow.newRelation(choice.pick(draft.models), choice.pick(draft.models));
  const joinable = draft.models.filter((model) => model.key.fields.length === 1);
  if (joinable.length > 0 && choice.chance(40)) grow.newJoin(choice.pick(joinable), choice.pick(joinable));
  nameLongConstraints(draft, grow.constraintName);
  return draft;
}
