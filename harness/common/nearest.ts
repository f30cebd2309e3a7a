import { distance } from 'fastest-levenshtein';
import { UsageError } from '../scenario/errors.ts';

/** Up to three known names that come closest to `name`, nearest first. Case does not count. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const ranked = [...new Set(known)].map((candidate) => {
    const lower = candidate.toLowerCase();
    const apart = lower.includes(wanted) && wanted.length > 2 ? 1 : distance(wanted, lower);
    return { candidate, apart };
  });
  ranked.sort((a, b) => a.apart - b.apart || (a.candidate < b.candidate ? -1 : 1));
  // A short name is near to every other short one; and beside a good guess, a worse one only distracts.
  const limit = name.length <= 4 ? 2 : Math.max(3, Math.ceil(name.length / 2));
  const [best] = ranked;
  const worst = Math.min(limit, (best?.apart ?? 0) + 2);
  return ranked
    .filter(({ apart }) => apart <= worst)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/**
 * Refuses names that are not known, in one sentence with the nearest known ones.
 * @param what the kind of name, for example `scenario`
 * @param where what the user wrote it in, for example `--only`
 */
export function refuseUnknown(what: string, where: string, names: readonly string[], known: ReadonlySet<string>): void {
  for (const name of names) {
    if (known.has(name)) continue;
    const close = nearest(name, known);
    const hint = close.length > 0 ? `did you mean ${close.join(' or ')}?` : `see gwconf list`;
    throw new UsageError(`${where}: there is no ${what} '${name}'; ${hint}`);
  }
}
