import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that a seed decides, so that what went wrong can be sent again. */
export interface Random {
  /** From 0, below `limit`. */
  below(limit: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Each with a chance of one in so many. */
  some<T>(values: readonly T[], oneIn: number): T[];
}

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const below = (limit: number) => (limit <= 1 ? 0 : uniformInt(generator, 0, limit - 1));
  const oneIn = (times: number) => below(times) === 0;
  return {
    below,
    oneIn,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    some: (values, times) => values.filter(() => oneIn(times)),
  };
}
