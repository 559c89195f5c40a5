import type { Dialect } from "../../src/model/dialect.js";
import { extensionsIn, type DatabasePool } from "../judges/database-pool.js";
import { compareWithPostgres, type Disagreement } from "./agreement.js";
import { examine } from "./examine.js";
import { mutated, ROUGH, spoilt, type Sources } from "./mutate.js";
import { Random } from "./random.js";
import { SourceText } from "../../src/text/source-text.js";

/** A history that broke something; `number` makes it again with the same seed and starts. */
export interface Broken {
  readonly number: number;
  readonly why: string;
  readonly history: Sources;
}

export interface Differing extends Disagreement {
  readonly number: number;
  readonly history: Sources;
}

export interface FuzzResult {
  readonly inputs: number;
  readonly broken: readonly Broken[];
}

export interface FuzzOptions {
  readonly starts: readonly Sources[];
  readonly dialect: Dialect;
  readonly seed: number;
  /** Whether to go on, asked before each input. */
  readonly more: (done: number) => boolean;
}

/** The same of a schema.prisma beside a history: changed, cut, with random bytes and lines in another order. */
export function fuzzSchemas({ starts, schemas, dialect, seed, more }: FuzzOptions & { readonly schemas: Sources }): FuzzResult {
  const broken: Broken[] = [];
  let number = 0;
  for (; more(number); number++) {
    const random = new Random(seed + number);
    const history = random.of(starts);
    const schema = spoiltSchema(random.of(schemas), random);
    try {
      examine(history, [schema], dialect, false);
    } catch (error) {
      broken.push({ number, why: whyOf(error), history: [schema] });
    }
  }
  return { inputs: number, broken };
}

function spoiltSchema(source: SourceText, random: Random): SourceText {
  const lines = source.text.split("\n");
  for (let left = random.below(4); left > 0; left--) {
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other] ?? "", lines[one] ?? ""];
  }
  const mixed = new SourceText(source.file, lines.join("\n"));
  return random.once(3) ? mixed : (spoilt([mixed], random)[0] ?? mixed);
}

const whyOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 4).join(" ") : String(error));

/** Any bytes in: no exception, no place outside of its file, the same answer twice. */
export function fuzzPipeline({ starts, dialect, seed, more }: FuzzOptions): FuzzResult {
  const broken: Broken[] = [];
  let number = 0;
  for (; more(number); number++) {
    const random = new Random(seed + number);
    const history = inputOf(starts, random, dialect);
    try {
      examine(history, [], dialect, random.once(2));
    } catch (error) {
      broken.push({ number, why: whyOf(error), history });
    }
  }
  return { inputs: number, broken };
}

export interface AgreementResult {
  readonly inputs: number;
  readonly statements: number;
  readonly refused: number;
  readonly differing: readonly Differing[];
}

/** What changed histories do to PostgreSQL, and what we say of them. */
export async function fuzzAgreement({ starts, dialect, seed, more }: FuzzOptions, pool: DatabasePool): Promise<AgreementResult> {
  const differing: Differing[] = [];
  let [number, statements, refused] = [0, 0, 0];
  for (; more(number); number++) {
    const random = new Random(seed + number);
    const history = mutated(random.of(starts), random, dialect);
    const { timeline } = examine(history, [], dialect, true);
    const agreement = await pool.with(extensionsIn(history.map(({ text }) => text)), (database) => compareWithPostgres(database, timeline));
    statements += agreement.agreed;
    refused += agreement.refused;
    if (agreement.disagreement !== undefined) differing.push({ ...agreement.disagreement, number, history });
  }
  return { inputs: number, statements, refused, differing };
}

function inputOf(starts: readonly Sources[], random: Random, dialect: Dialect): Sources {
  const start = random.of(starts);
  switch (random.below(8)) {
    case 0: return start.with(-1, noise(start, random));
    case 1:
    case 2:
    case 3: return spoilt(start, random);
    case 4: return spoilt(mutated(start, random, dialect), random);
    default: return mutated(start, random, dialect);
  }
}

/** Random bytes, and words that mean something to one of our readers. */
function noise(start: Sources, random: Random): SourceText {
  const file = start.at(-1)?.file ?? "";
  const bytes = Uint8Array.from({ length: random.below(400) }, () => random.below(256));
  if (random.once(2)) return new SourceText(file, new TextDecoder().decode(bytes));
  const words = start.flatMap(({ text }) => text.match(/\w+|[^\w\s]/g) ?? [";"]);
  const all = [...words, ...ROUGH];
  return new SourceText(file, Array.from({ length: random.below(120) }, () => random.of(all)).join(random.of([" ", "", "\n"])));
}
