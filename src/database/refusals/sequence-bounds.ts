import type { Refusal, Sequence } from "../../model/database.js";
import type { SequenceOptions } from "../../model/operation.js";

const MOST: ReadonlyMap<string, bigint> = new Map([["int2", 32767n], ["int4", 2147483647n], ["int8", 9223372036854775807n]]);
const NAMES: Readonly<Record<string, string>> = { int2: "smallint", int4: "integer", int8: "bigint" };

/** What the options of a sequence say against each other, in the order in which the server reads them (source: init_params). `old`: the one that they change. */
export function impossibleSequence({ dataType, increment, minimum, maximum, start, cache }: Sequence, { maximum: max, minimum: min, restart }: Pick<SequenceOptions, "maximum" | "minimum" | "restart">, old?: Sequence): Refusal | undefined {
  const refuse = (message: string): Refusal => ({ code: "22023", message });
  const most = MOST.get(dataType);
  if (most === undefined) return refuse("sequence type must be smallint, integer, or bigint");
  const step = number(increment, 1n);
  if (step === 0n) return refuse("INCREMENT must not be zero");
  const upper = number(maximum, step > 0n ? most : -1n);
  const lower = number(minimum, step > 0n ? 1n : -most - 1n);
  const before = old && number(old.increment, 1n);
  // With another sign the bounds that were made for the old one stay.
  if (before !== undefined && before > 0n !== step > 0n) return undefined;
  const isOut = (value: bigint): boolean => value > most || value < -most - 1n;
  if (typeof max === "string" && isOut(upper)) return refuse(`MAXVALUE (${upper}) is out of range for sequence data type ${NAMES[dataType] ?? dataType}`);
  if (typeof min === "string" && isOut(lower)) return refuse(`MINVALUE (${lower}) is out of range for sequence data type ${NAMES[dataType] ?? dataType}`);
  if (lower >= upper) return refuse(`MINVALUE (${lower}) must be less than MAXVALUE (${upper})`);
  const first = number(start, old ? firstOf(old) : step > 0n ? lower : upper);
  if (first < lower) return refuse(`START value (${first}) cannot be less than MINVALUE (${lower})`);
  if (first > upper) return refuse(`START value (${first}) cannot be greater than MAXVALUE (${upper})`);
  const again = number(restart, first);
  if (again < lower) return refuse(`RESTART value (${again}) cannot be less than MINVALUE (${lower})`);
  if (again > upper) return refuse(`RESTART value (${again}) cannot be greater than MAXVALUE (${upper})`);
  const kept = number(cache, 1n);
  return kept <= 0n ? refuse(`CACHE (${kept}) must be greater than zero`) : undefined;
}

/** Where it starts when nothing says so: that was settled when it was made. */
const firstOf = ({ increment, minimum, maximum, start }: Sequence): bigint => number(start, number(increment, 1n) > 0n ? number(minimum, 1n) : number(maximum, -1n));

const number = (written: string | undefined, byDefault: bigint): bigint => (written !== undefined && /^-?\d+$/.test(written) ? BigInt(written) : byDefault);
