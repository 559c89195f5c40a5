import fc, { type GeneratorValue } from 'fast-check';

/** Every random decision of a history, so that fast-check owns them all. */
export interface Choice {
  /** Both ends included. */
  int(min: number, max: number): number;
  chance(percent: number): boolean;
  /** Throws on an empty list: what can be chosen is the caller's business. */
  pick<T>(from: readonly T[]): T;
  /** Undefined for an empty list. */
  maybe<T>(from: readonly T[]): T | undefined;
  /** `count` different elements in the list's own order; fewer where the list is shorter. */
  some<T>(from: readonly T[], count: number): T[];
}

export function choiceOf(generator: GeneratorValue): Choice {
  const int = (min: number, max: number): number => generator(fc.integer, { min, max });
  const maybe = <T>(from: readonly T[]): T | undefined => (from.length === 0 ? undefined : from[int(0, from.length - 1)]);
  return {
    int,
    maybe,
    chance: (percent) => int(1, 100) <= percent,
    pick: (from) => {
      const at = from.length === 0 ? -1 : int(0, from.length - 1);
      for (const element of from.slice(at, at + 1)) return element;
      throw new Error('nothing to choose from');
    },
    some: (from, count) => {
      const rest = [...from.keys()];
      while (rest.length > count) rest.splice(int(0, rest.length - 1), 1);
      return from.filter((_, at) => rest.includes(at));
    },
  };
}
