import type { Alternative, AnyOutcome } from './answer.ts';
import type { AnyCandidate } from './candidates.ts';

/** Each different answer once, the strictest first. Throws where there is none, which cannot be. */
export function distinct<C extends AnyCandidate, O extends AnyOutcome>(
  all: readonly Alternative<C, O>[],
): [Alternative<C, O>, ...Alternative<C, O>[]] {
  const seen = new Set<string>();
  const [strict, ...others] = all.filter(({ branches }) => {
    const text = JSON.stringify(branches);
    return seen.has(text) ? false : seen.add(text);
  });
  if (!strict) throw new Error('there is always a strictest reading');
  return [strict, ...others];
}
