import type { Shard } from '../../run/engine/types.ts';
import { UsageError } from '../../scenario/errors.ts';

/** More would be a slip: there are not so many scenarios. */
const MOST_SHARDS = 1000;

/**
 * Parses `--shard 2/4`. Without a seed that somebody chose each shard would draw names of its own, which could not be merged.
 * @throws UsageError
 */
export function toShard(text: string | undefined, seed: string | undefined): { shard?: Shard } {
  if (text === undefined) return {};
  const [, index = 0, count = 0] = (/^([0-9]+)\/([0-9]+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count || count > MOST_SHARDS) {
    throw new UsageError(
      `--shard takes which part of how many, as 2/4, from 1 and up to ${MOST_SHARDS}, not '${text}'`,
    );
  }
  if (seed === undefined) {
    throw new UsageError('--shard needs --seed, the same for all shards, since all draw their names from one');
  }
  return { shard: { index, count } };
}
